//! [`oneshot()`]: one value from one future to another.
//!
//! # Contract
//!
//! - [`Sender::send`] never waits. It gives the value back if the receiver is closed or dropped.
//! - The [`Receiver`] is a future: await it, or `&mut` to it. Once it has answered it stays closed: a
//!   further poll says [`Closed`] again and does not panic.
//! - A sender that is dropped unsent wakes the receiver, which then says [`Closed`].
//! - [`Receiver::close`] refuses a value that is not sent yet, and wakes a sender that waits in
//!   [`closed`](Sender::closed). A value sent before can still be received.
//! - A value that nobody receives is dropped with the receiver.
//! - Each end keeps the waker of its latest poll, and only that one, until either end leaves or closes.
//!   No waker is called and no value is dropped while the other end is kept from going on.
//! - The two ends are pointers to one piece of memory: an allocation, freed by whichever leaves last, or a
//!   [`Slot`], which is then free for the next two.
//!
//! # Cancel safety
//!
//! Awaiting `&mut receiver` is [*lossless*](crate#cancel-safety): dropped and awaited again, it
//! goes on. So does [`closed`](Sender::closed). Dropping the receiver itself
//! [*loses data*](crate#cancel-safety) if a value was on its way.
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::channel::oneshot::{self, Closed};
//! use longhand::join;
//!
//! let (sender, receiver) = oneshot::oneshot();
//! let (sent, received) = join((async { sender.send("hello") }, receiver)).await;
//! assert_eq!((sent, received), (Ok(()), Ok("hello")));
//!
//! let (sender, receiver) = oneshot::oneshot::<u8>();
//! drop(sender);
//! assert_eq!(receiver.await, Err(Closed));
//! # });
//! ```

#[cfg(feature = "alloc")]
mod allocated;
mod longhand;
pub(crate) mod shorthand;
mod slot;
mod state;

#[cfg(feature = "alloc")]
pub use allocated::oneshot;
pub use longhand::UntilClosed;
pub use slot::Slot;
pub(super) use state::Keeper;

use core::error::Error;
use core::fmt;
use core::task::{Context, Poll};

use super::memory::{Allocated, Memory};
use state::{Receiving, Sending};

/// The end that sends.
pub struct Sender<T, M: Memory<T> = Allocated> {
    end: Sending<T, M>,
}

impl<T, M: Memory<T>> Sender<T, M> {
    /// Sends the value, without waiting.
    ///
    /// # Errors
    ///
    /// The value, if the receiver is closed or dropped.
    pub fn send(self, value: T) -> Result<(), T> {
        self.end.send(value)
    }

    /// Whether the receiver is closed or dropped, so that a value would come back.
    pub fn is_closed(&self) -> bool {
        self.end.is_closed()
    }

    /// Waits until the receiver is closed or dropped: nobody wants the value any more.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped and awaited again, it goes on.
    pub fn closed(&mut self) -> UntilClosed<'_, T, M> {
        UntilClosed::new(self)
    }

    /// Ready when the receiver is closed or dropped. Until then `cx`'s waker is kept, in place of any
    /// earlier one, and called when it is.
    pub fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.end.poll_closed(cx.waker())
    }
}

impl<T, M: Memory<T>> fmt::Debug for Sender<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let closed = self.is_closed();
        f.debug_struct("Sender").field("closed", &closed).finish()
    }
}

/// The end that receives: a future of the value.
///
/// Await it, or `&mut` to it, which is [*lossless*](crate#cancel-safety). Dropped itself, it
/// [*loses data*](crate#cancel-safety): a value that is on its way.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Receiver<T, M: Memory<T> = Allocated> {
    end: Receiving<T, M>,
}

impl<T, M: Memory<T>> Receiver<T, M> {
    /// The value, if it is there.
    ///
    /// # Errors
    ///
    /// [`Empty`](TryRecvError::Empty) if it may come yet, [`Closed`](TryRecvError::Closed) if not.
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        match self.end.try_receive() {
            Some(answer) => answer.map_err(|Closed| TryRecvError::Closed),
            None => Err(TryRecvError::Empty),
        }
    }

    /// Refuses a value that has not been sent by now. One that has can still be received.
    pub fn close(&mut self) {
        drop(self.end.close());
    }
}

impl<T, M: Memory<T>> fmt::Debug for Receiver<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.end.has_left() {
            "Finished"
        } else {
            "Waiting"
        };
        let mut debug = f.debug_struct("Receiver");
        debug.field("state", &format_args!("{state}")).finish()
    }
}

/// The receiver's error: no value has come, and none will.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the channel is closed and no value is in it")
    }
}

impl Error for Closed {}

/// Why a try to receive has no value: of this channel's [`Receiver`], or another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TryRecvError {
    /// None is there yet.
    Empty,
    /// None is there, and none will come.
    Closed,
}

impl TryRecvError {
    /// Whether a value may come yet.
    pub fn is_empty(&self) -> bool {
        matches!(self, TryRecvError::Empty)
    }

    /// Whether none will come.
    pub fn is_closed(&self) -> bool {
        matches!(self, TryRecvError::Closed)
    }
}

impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TryRecvError::Empty => f.write_str("no value is there yet"),
            TryRecvError::Closed => Closed.fmt(f),
        }
    }
}

impl Error for TryRecvError {}
