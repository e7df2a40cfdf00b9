//! [`bounded`], [`unbounded`], [`Ring`]: many values, from many senders to one receiver, in order.
//!
//! # Contract
//!
//! - A channel of capacity `n` holds no more than `n` values, however many senders there are; values
//!   and [permits](Permit) together.
//! - Values of one sender arrive in the order in which they were sent. Senders that wait are served in
//!   the order in which they came, and nobody who comes later goes before them. Room that comes free
//!   serves one of them, and wakes no other.
//! - The receiver gets `None` only when nothing is in the channel and nothing can come: the senders
//!   are gone, or the channel is closed, and permits are gone as well. From then on it gets `None`
//!   for ever.
//! - [`Receiver::close`] refuses what comes later. Senders that wait get their values back; what is
//!   in the channel can be received, and what is reserved can be sent.
//! - Dropping the receiver closes the channel and drops what is in it. Permits then give their
//!   values back.
//! - A sender that waits and is dropped hands its turn on.
//! - No waker is cloned, called or dropped, no value dropped and no memory asked for under the
//!   channel's lock: a waker or a destructor may use the channel it was called by. If a waker panics
//!   the others are called, and the channel goes on. If it is that of a sender whom a receive serves,
//!   the value that was received is dropped with the panic.
//! - One allocation for the channel, of less than 256 bytes whatever its capacity; values lie in
//!   blocks of up to 32, which are fetched when they are needed, and but for the one in use and one more given
//!   back when the receiver finds nothing. A channel that is in a [`Ring`] has its values there, and no
//!   allocator is needed. Nobody allocates to wait.
//!
//! What threads share is behind a [lock](self#the-lock), but for the receiver's waker: that stays where it
//! is from one wait to the next, and is called there. So the channel keeps it until the receiver comes with
//! another one, or leaves; and if it is being called at that moment, for as long as there is an end.
//!
//! # Cancel safety
//!
//! | future                | is           | dropped while it waits                                     |
//! |-----------------------|--------------|------------------------------------------------------------|
//! | [`Receiver::recv`]    | *lossless*   | no value was taken                                         |
//! | [`Receiver::recv_many`]| *lossless*  | no value was taken                                         |
//! | [`Sender::send`]      | *loses data* | the value is dropped with it, unless it was sent meanwhile |
//! | [`Sender::send_from`] | *loses place*| the value is in its slot, unless it was sent               |
//! | [`Sender::reserve`]   | *loses place*| the room is the next sender's                              |
//! | [`Sender::closed`]    | *lossless*   | nothing                                                    |
//!
//! # Sizes
//!
//! Bytes on a 64-bit machine. A sender that waits has seven words: where the channel is, its links and its
//! waker, and where it stands. The handles are pointers, and a [`Ring`] has 192 bytes beside its values.
//!
//! | future of a `T` of               | 8 bytes | 1,024 | shorthand, 8 | 1,024 |
//! |----------------------------------|--------:|------:|-------------:|------:|
//! | [`Recv`]                         |       8 |     8 |           24 |    24 |
//! | [`Send`]                         |      72 | 1,088 |          112 | 2,144 |
//! | [`SendFrom`]                     |      80 | 1,096 |          128 |   128 |
//! | [`Reserve`]                      |      56 |    56 |           96 |    96 |
//! | [`UntilClosed`]                  |      56 |    56 |           88 |    88 |
//!
//! # The lock
//!
//! Every step takes a lock that spins, for as long as it takes to move a value and a few pointers. A
//! send or a receive that need not wait is one such step: one atomic operation that can fail and one
//! store. A thread that finds the lock held for long lets another run. Without `std` it cannot, and where
//! priorities are strict that does not help: a handler of interrupts, or a task that preempts others of its
//! core, must not use a channel that what it interrupts may be using, be it allocated or in a [`Ring`]. A
//! [`oneshot`](super::oneshot) has no lock, and there it may.
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::channel::mpsc;
//! use longhand::join;
//!
//! let (sender, mut receiver) = mpsc::bounded(1);
//! let other = sender.clone();
//! let all = join((
//!     async move { sender.send("one").await },
//!     async move { other.send("two").await },
//!     async {
//!         let mut all = Vec::new();
//!         while let Some(word) = receiver.recv().await {
//!             all.push(word);
//!         }
//!         all
//!     },
//! ));
//! assert_eq!(all.await, (Ok(()), Ok(()), vec!["one", "two"]));
//! # });
//! ```

#[cfg(feature = "alloc")]
mod allocated;
#[cfg(feature = "alloc")]
mod heap;
mod longhand;
#[cfg(feature = "alloc")]
pub(crate) mod many;
mod place;
mod queue;
mod ring;
mod shared;
pub(crate) mod shorthand;
mod state;

pub use super::oneshot::TryRecvError;
#[cfg(feature = "alloc")]
pub(super) use allocated::channel;
#[cfg(feature = "alloc")]
pub use allocated::{bounded, unbounded};
pub use longhand::{Recv, Reserve, Send, SendFrom, UntilClosed};
#[cfg(feature = "alloc")]
pub use many::RecvMany;
pub use ring::Ring;
pub(super) use shared::Shared;

use core::error::Error;
use core::fmt;
use core::mem::ManuallyDrop;
use core::ptr;
use core::task::{Context, Poll};

use super::memory::{Allocated, Memory};
use shared::{Pointer, Receiving};
use state::{Entry, State};

/// An end that sends. There may be many.
pub struct Sender<T, M: Memory<T> = Allocated> {
    shared: Pointer<T, M>,
}

impl<T, M: Memory<T>> Sender<T, M> {
    /// Sends the value, if there is room now.
    ///
    /// # Errors
    ///
    /// The value: [`Full`](TrySendError::Full) if there is none, or others wait for it;
    /// [`Closed`](TrySendError::Closed) if the receiver is closed or dropped.
    ///
    /// ```
    /// use longhand::channel::mpsc::{TrySendError, bounded};
    ///
    /// let (sender, mut receiver) = bounded(1);
    /// assert_eq!(sender.try_send(1), Ok(()));
    /// assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    /// assert_eq!(receiver.try_recv(), Ok(1));
    /// ```
    #[inline]
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        let mut value = Some(value);
        let error = match self.shared.send(&mut value) {
            Entry::Served { is_awaited } => {
                self.shared.tell_receiver(is_awaited);
                return Ok(());
            }
            Entry::Refused => TrySendError::Closed,
            Entry::Full => TrySendError::Full,
        };
        value.map_or(Ok(()), |value| Err(error(value)))
    }

    /// Sends the value, and waits for room if there is none.
    ///
    /// [*Loses data*](crate#cancel-safety): dropped while it waits it takes the value along, unless
    /// that was sent meanwhile. [`send_from`](Self::send_from) does not.
    ///
    /// # Errors
    ///
    /// The value, if the receiver is closed or dropped, before or while it waits.
    #[inline]
    pub fn send(&self, value: T) -> Send<'_, T> {
        Send::new(&self.shared, value)
    }

    /// Sends the value that is in the slot, and waits for room if there is none. If the slot is empty
    /// there is nothing to do.
    ///
    /// [*Loses place*](crate#cancel-safety) and nothing else: dropped while it waits it leaves the
    /// line, and the value is in the slot, unless it was sent: then the slot is empty. Until then
    /// the value is with the future.
    ///
    /// # Errors
    ///
    /// An error if the receiver is closed or dropped. Then the value is in the slot.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::channel::mpsc::bounded;
    /// use longhand::poll_once;
    ///
    /// let (sender, mut receiver) = bounded(1);
    /// let mut slot = Some("one");
    /// assert_eq!(sender.send_from(&mut slot).await, Ok(()));
    ///
    /// slot = Some("two");
    /// assert_eq!(poll_once(sender.send_from(&mut slot)).await, None);
    /// assert_eq!(slot, Some("two")); // no room, and not lost
    /// # assert_eq!(receiver.recv().await, Some("one"));
    /// # });
    /// ```
    #[inline]
    pub fn send_from<'a>(&'a self, slot: &'a mut Option<T>) -> SendFrom<'a, T> {
        SendFrom::new(&self.shared, slot)
    }

    /// Waits for room, and keeps it for one value. So the value need not be there before.
    ///
    /// [*Loses place*](crate#cancel-safety): dropped while it waits it leaves the line.
    ///
    /// # Errors
    ///
    /// An error if the receiver is closed or dropped.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::channel::mpsc::bounded;
    ///
    /// let (sender, mut receiver) = bounded(1);
    /// let permit = sender.reserve().await.unwrap();
    /// assert!(sender.try_send("no room").is_err());
    /// assert_eq!(permit.send("reserved"), Ok(()));
    /// assert_eq!(receiver.recv().await, Some("reserved"));
    /// # });
    /// ```
    pub fn reserve(&self) -> Reserve<'_, T> {
        Reserve::new(&self.shared)
    }

    /// Keeps room for one value, if there is any now.
    ///
    /// # Errors
    ///
    /// As [`try_send`](Self::try_send), without a value.
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        match self.shared.with(State::reserve) {
            Entry::Served { .. } => Ok(Permit::new(&self.shared)),
            Entry::Refused => Err(TrySendError::Closed(())),
            Entry::Full => Err(TrySendError::Full(())),
        }
    }

    /// Waits until the receiver is closed or dropped: nobody wants a value any more.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped and awaited again, it goes on.
    pub fn closed(&self) -> UntilClosed<'_, T> {
        UntilClosed::new(&self.shared)
    }

    /// Whether the receiver is closed or dropped, so that a value would come back.
    pub fn is_closed(&self) -> bool {
        self.shared.with(|state| state.is_closed())
    }

    /// A sender that does not keep the channel open.
    pub fn downgrade(&self) -> WeakSender<T, M> {
        let shared = self.shared.clone();
        WeakSender { shared }
    }

    fn shared(&self) -> &Shared<T> {
        &self.shared
    }

    /// Whether the two send to one receiver.
    pub fn same_channel(&self, other: &Self) -> bool {
        ptr::eq(self.shared(), other.shared())
    }
}

impl<T, M: Memory<T>> Clone for Sender<T, M> {
    fn clone(&self) -> Self {
        let shared = self.shared.clone(); // of the two counts the greater one, which sees to its overflow
        shared.with(State::add_sender);
        Sender { shared }
    }
}

impl<T, M: Memory<T>> Drop for Sender<T, M> {
    fn drop(&mut self) {
        self.shared.remove_sender();
    }
}

impl<T, M: Memory<T>> fmt::Debug for Sender<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let closed = self.is_closed();
        f.debug_struct("Sender").field("closed", &closed).finish()
    }
}

/// A sender that does not keep the channel open: the receiver does not wait for it.
pub struct WeakSender<T, M: Memory<T> = Allocated> {
    shared: Pointer<T, M>,
}

impl<T, M: Memory<T>> WeakSender<T, M> {
    /// A sender, if there is another one still. When there is none there will be none again.
    ///
    /// ```
    /// use longhand::channel::mpsc::bounded;
    ///
    /// let (sender, _receiver) = bounded::<u8>(1);
    /// let weak = sender.downgrade();
    /// assert!(weak.upgrade().is_some());
    /// drop(sender);
    /// assert!(weak.upgrade().is_none());
    /// ```
    pub fn upgrade(&self) -> Option<Sender<T, M>> {
        let shared = self.shared.clone();
        let is_alive = shared.with(State::revive_sender);
        is_alive.then(|| Sender { shared })
    }
}

impl<T, M: Memory<T>> Clone for WeakSender<T, M> {
    fn clone(&self) -> Self {
        let shared = self.shared.clone();
        WeakSender { shared }
    }
}

impl<T, M: Memory<T>> fmt::Debug for WeakSender<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WeakSender").finish_non_exhaustive()
    }
}

/// Room for one value, which is kept until it is sent or this is dropped.
#[must_use = "the room is given back when it is dropped"]
pub struct Permit<'a, T> {
    shared: &'a Shared<T>,
}

impl<'a, T> Permit<'a, T> {
    fn new(shared: &'a Shared<T>) -> Self {
        Permit { shared }
    }

    /// Sends the value, without waiting. It may be that the receiver has been closed since.
    ///
    /// # Errors
    ///
    /// The value, if the receiver was dropped.
    pub fn send(self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        ManuallyDrop::new(self).shared.send_reserved(&mut value);
        value.map_or(Ok(()), Err)
    }
}

impl<T> Drop for Permit<'_, T> {
    fn drop(&mut self) {
        self.shared.release();
    }
}

impl<T> fmt::Debug for Permit<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit").finish_non_exhaustive()
    }
}

/// The end that receives. There is one, and it is a [`Stream`](futures_core::Stream) as well.
/// To wait for it is [*lossless*](crate#cancel-safety).
pub struct Receiver<T, M: Memory<T> = Allocated> {
    end: Receiving<T, M>,
}

impl<T, M: Memory<T>> Receiver<T, M> {
    /// Waits for a value. `None` if none is there and none can come.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped while it waits it has taken nothing.
    #[inline]
    pub fn recv(&mut self) -> Recv<'_, T, M> {
        Recv::new(self)
    }

    /// The value that is next, if one is there.
    ///
    /// # Errors
    ///
    /// [`Empty`](TryRecvError::Empty) if one may come yet, [`Closed`](TryRecvError::Closed) if not.
    #[inline]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        self.end.receive()
    }

    /// Ready with a value, or with `None` if none can come. Until then `cx`'s waker is kept, in place
    /// of any earlier one, and called when it is.
    #[inline(always)]
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.end.poll_receive(cx)
    }

    /// Refuses what is not sent or reserved by now, and wakes who waits. What is there can be received.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::channel::mpsc::{SendError, bounded};
    ///
    /// let (sender, mut receiver) = bounded(2);
    /// sender.send("in time").await.unwrap();
    /// receiver.close();
    /// assert_eq!(sender.send("too late").await, Err(SendError("too late")));
    /// assert_eq!(receiver.recv().await, Some("in time"));
    /// assert_eq!(receiver.recv().await, None);
    /// # });
    /// ```
    pub fn close(&mut self) {
        self.end.close();
    }

    /// Whether no more can come than what is there and what is reserved: it was closed, or the senders
    /// are gone.
    pub fn is_closed(&self) -> bool {
        self.shared().with(|state| state.is_ending())
    }

    fn shared(&self) -> &Shared<T> {
        self.end.shared()
    }

    fn is_over(&self) -> bool {
        self.shared().with(|state| state.is_over())
    }

    /// The fewest and the most values that will come.
    fn bounds(&self) -> (usize, Option<usize>) {
        self.shared().with(|state| {
            let most = state.len() + state.reserved();
            (state.len(), state.is_ending().then_some(most))
        })
    }
}

impl<T, M: Memory<T>> fmt::Debug for Receiver<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let closed = self.is_closed();
        f.debug_struct("Receiver").field("closed", &closed).finish()
    }
}

/// What both ends can say.
macro_rules! both_ends {
    ($($end:ident),*) => {$(
        impl<T, M: Memory<T>> $end<T, M> {
            /// How many values are in the channel.
            pub fn len(&self) -> usize {
                self.shared().with(|state| state.len())
            }

            /// Whether no value is in the channel.
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// How many values and permits there can be. `usize::MAX` if it is unbounded.
            pub fn capacity(&self) -> usize {
                self.shared().with(|state| state.capacity())
            }
        }
    )*};
}

both_ends!(Sender, Receiver);

/// The channel is closed. This is what would have been sent.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SendError<T>(pub T);

impl<T> SendError<T> {
    /// What would have been sent.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendError(..)")
    }
}

impl<T> fmt::Display for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the channel is closed")
    }
}

impl<T> Error for SendError<T> {}

/// Why [`Sender::try_send`] has not sent, and what.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum TrySendError<T> {
    /// There is no room now.
    Full(T),
    /// The channel is closed.
    Closed(T),
}

impl<T> TrySendError<T> {
    /// Whether there may be room later.
    pub fn is_full(&self) -> bool {
        matches!(self, TrySendError::Full(_))
    }

    /// Whether there will be none.
    pub fn is_closed(&self) -> bool {
        matches!(self, TrySendError::Closed(_))
    }

    /// What would have been sent.
    pub fn into_inner(self) -> T {
        match self {
            TrySendError::Full(value) | TrySendError::Closed(value) => value,
        }
    }
}

impl<T> fmt::Debug for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TrySendError::Full(_) => "Full(..)",
            TrySendError::Closed(_) => "Closed(..)",
        })
    }
}

impl<T> fmt::Display for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TrySendError::Full(_) => "the channel is full",
            TrySendError::Closed(_) => "the channel is closed",
        })
    }
}

impl<T> Error for TrySendError<T> {}
