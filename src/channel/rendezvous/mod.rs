//! [`rendezvous`]: a value goes from hand to hand, and is nowhere in between.
//!
//! It is the [`mpsc`] of capacity nought: the same line of senders, and no queue.
//!
//! # Contract
//!
//! - A send is ready when its value was taken, and not before. A value is with its sender until it is
//!   with the receiver: dropping either future withdraws it, and nothing is lost in between.
//! - Senders wait in line, and the receiver takes from the first. There may be many, and one receiver.
//! - There is no room, so none can be reserved, and nothing can be sent without waiting: there is no
//!   `try_send`. [`Receiver::try_recv`] takes from a sender that waits.
//! - The receiver gets `None` when it is closed, or the senders are gone. Closing it gives those who
//!   wait their values back.
//! - What [`mpsc`] says of memory, wakers and its lock is so here too.
//!
//! # Cancel safety
//!
//! | future                 | is            | dropped while it waits                                    |
//! |------------------------|---------------|-----------------------------------------------------------|
//! | [`Receiver::recv`]     | *lossless*    | no value was taken                                        |
//! | [`Sender::send`]       | *loses data*  | the value is dropped with it, unless it was taken         |
//! | [`Sender::send_from`]  | *loses place* | the value is in its slot, unless it was taken             |
//! | [`Sender::closed`]     | *lossless*    | nothing                                                   |
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::channel::rendezvous;
//! use longhand::{join, poll_once};
//!
//! let (sender, mut receiver) = rendezvous();
//! let (sent, received) = join((sender.send("hello"), receiver.recv())).await;
//! assert_eq!((sent, received), (Ok(()), Some("hello")));
//!
//! let mut slot = Some("nobody listens");
//! assert_eq!(poll_once(sender.send_from(&mut slot)).await, None);
//! assert_eq!(slot, Some("nobody listens"));
//! assert!(receiver.try_recv().is_err());
//! # });
//! ```

mod longhand;
pub(crate) mod shorthand;

pub use super::mpsc::{Recv, Send, SendError, SendFrom, TryRecvError, UntilClosed};

use core::fmt;
use core::task::{Context, Poll};

use super::mpsc;

/// A channel without room. See the [module](self) for the contract.
pub fn rendezvous<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = mpsc::channel(0);
    (Sender(sender), Receiver(receiver))
}

/// An end that sends. There may be many.
pub struct Sender<T>(mpsc::Sender<T>);

impl<T> Sender<T> {
    /// Waits until the receiver has taken the value.
    ///
    /// [*Loses data*](crate#cancel-safety): dropped while it waits it takes the value along, unless
    /// that was taken meanwhile. [`send_from`](Self::send_from) does not.
    ///
    /// # Errors
    ///
    /// The value, if the receiver is closed or dropped, before or while it waits.
    #[inline]
    pub fn send(&self, value: T) -> Send<'_, T> {
        self.0.send(value)
    }

    /// Waits until the receiver has taken the value that is in the slot. If the slot is empty there is
    /// nothing to do.
    ///
    /// [*Loses place*](crate#cancel-safety) and nothing else: dropped while it waits it leaves the
    /// line, and the value is in the slot, unless it was taken: then the slot is empty.
    ///
    /// # Errors
    ///
    /// An error if the receiver is closed or dropped. Then the value is in the slot.
    #[inline]
    pub fn send_from<'a>(&'a self, slot: &'a mut Option<T>) -> SendFrom<'a, T> {
        self.0.send_from(slot)
    }

    /// Waits until the receiver is closed or dropped: nobody wants a value any more.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped and awaited again, it goes on.
    pub fn closed(&self) -> UntilClosed<'_, T> {
        self.0.closed()
    }

    /// Whether the receiver is closed or dropped, so that a value would come back.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }

    /// Whether the two send to one receiver.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.0.same_channel(&other.0)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Sender(self.0.clone())
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The end that receives. There is one, and it is a [`Stream`](futures_core::Stream) as well.
/// To wait for it is [*lossless*](crate#cancel-safety).
pub struct Receiver<T>(mpsc::Receiver<T>);

impl<T> Receiver<T> {
    /// Waits for a value. `None` if none can come.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped while it waits it has taken nothing.
    #[inline]
    pub fn recv(&mut self) -> Recv<'_, T> {
        self.0.recv()
    }

    /// The value of the first sender that waits, if one does.
    ///
    /// # Errors
    ///
    /// [`Empty`](TryRecvError::Empty) if one may come yet, [`Closed`](TryRecvError::Closed) if not.
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        self.0.try_recv()
    }

    /// Ready with a value, or with `None` if none can come. Until then `cx`'s waker is kept, in place
    /// of any earlier one, and called when it is.
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.0.poll_recv(cx)
    }

    /// Refuses what was not taken by now, and wakes who waits.
    pub fn close(&mut self) {
        self.0.close();
    }

    /// Whether no value can come: it was closed, or the senders are gone.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
