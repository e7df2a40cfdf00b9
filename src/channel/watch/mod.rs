//! [`watch`]: the latest value, for any number of receivers.
//!
//! # Contract
//!
//! - There is one value, from the beginning. [`Sender::send`] replaces it and never waits; what a
//!   receiver has not looked at by then it does not see. A sent value goes back if there is no receiver.
//! - [`Receiver::changed`] is ready if there is a value that this receiver has not seen: none is missed
//!   because it came between two waits. The value that was there when a receiver was made counts as seen.
//! - When the sender is dropped, what has not been seen is still told, and then [`Closed`] for ever.
//! - A look at the value is a [`Snapshot`]: a share in it, without a lock. It may be kept for as long as
//!   anybody likes, over an await or a send as well; the channel goes on with other values.
//! - Who [changes](Sender::send_modify) the value changes a clone, and has the sender alone meanwhile. So
//!   neither does a receiver wait for that, nor is a change lost, and a panic in it changes nothing.
//! - All who wait are called in the order in which they came, one by one; of two threads that do so each
//!   wakes those whom it has called. Who comes to wait meanwhile is not woken for the same value again.
//! - No waker is cloned, called or dropped, no value read, cloned or dropped, and no memory asked for under
//!   the channel's lock: a waker, a destructor or a predicate may use the channel it was called by. If a
//!   waker panics the others are called, and the channel goes on.
//! - Two allocations for the channel: one is the value's, and it is used again for the next one, unless
//!   somebody keeps a snapshot, as [`Sender::send_replace`] does by what it returns. Nobody allocates to
//!   wait.
//!
//! What threads share is behind a [lock](super::mpsc#the-lock) that spins.
//!
//! # Cancel safety
//!
//! To wait is [*lossless*](crate#cancel-safety):
//!
//! | future                 | is         | dropped while it waits                                      |
//! |------------------------|------------|-------------------------------------------------------------|
//! | [`Receiver::changed`]  | *lossless* | no value counts as seen                                     |
//! | [`Receiver::wait_for`] | *lossless* | the next one looks at the value that is there, seen or not  |
//! | [`Sender::closed`]     | *lossless* | nothing                                                     |
//!
//! # Sizes
//!
//! Bytes on a 64-bit machine, for a value of any size, and a predicate that is a pointer to a function. The
//! sender is a pointer, a receiver a pointer and the number of the value that it has seen last.
//!
//! | future          | longhand | shorthand |
//! |-----------------|---------:|----------:|
//! | [`Changed`]     |       56 |        96 |
//! | [`WaitFor`]     |       64 |       136 |
//! | [`UntilClosed`] |       56 |        88 |
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::channel::watch;
//! use longhand::join;
//!
//! let (sender, mut receiver) = watch("starting");
//! let ((), state) = join((
//!     async {
//!         sender.send("serving").unwrap();
//!         sender.send("stopping").unwrap();
//!     },
//!     async { receiver.wait_for(|state| *state != "starting").await },
//! ))
//! .await;
//! assert_eq!(*state.unwrap(), "stopping"); // the latest
//! drop(sender);
//! assert!(receiver.changed().await.is_err());
//! # });
//! ```

mod longhand;
mod place;
pub(crate) mod shorthand;
mod state;

pub use longhand::{Changed, UntilClosed, WaitFor};

use core::error::Error;
use core::fmt;
use core::ops::Deref;

use super::mpsc::SendError;
use crate::sync::Arc;
use crate::tally::Seen;
use state::{Audience, Shared, State};

/// A channel of one value, which is replaced. See the [module](self) for the contract.
pub fn watch<T>(value: T) -> (Sender<T>, Receiver<T>) {
    let shared = Shared::new(value);
    let receiver = Receiver {
        seen: shared.with(|state| state.version()),
        shared: shared.clone(),
    };
    (Sender { shared }, receiver)
}

/// The end that sends. There is one.
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}

impl<T> Sender<T> {
    /// Replaces the value, and wakes all who wait for another one.
    ///
    /// # Errors
    ///
    /// A [`SendError`] with the value, if there is no receiver. Then nothing has changed.
    ///
    /// ```
    /// use longhand::channel::mpsc::SendError;
    /// use longhand::channel::watch;
    ///
    /// let (sender, receiver) = watch(1);
    /// assert_eq!(sender.send(2), Ok(()));
    /// assert_eq!(*receiver.borrow(), 2);
    /// drop(receiver);
    /// assert_eq!(sender.send(3), Err(SendError(3)));
    /// ```
    #[inline]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let sent = self.shared.send(value, Audience::Needed);
        sent.map_err(SendError)
    }

    /// Replaces the value even if there is no receiver, for those that [subscribe](Self::subscribe)
    /// later. The earlier value.
    pub fn send_replace(&self, value: T) -> Snapshot<T> {
        Snapshot(self.shared.replace(value))
    }

    /// Changes the value, even if there is no receiver: a clone of it, which then replaces it.
    ///
    /// The sender is borrowed mutably, so no other value comes in between. That is not while
    /// [`closed`](Self::closed) is awaited, and not through a sender that is shared: there, clone the value,
    /// change it and [`send`](Self::send) it. If `modify` panics, nothing has changed.
    ///
    /// ```
    /// use longhand::channel::watch;
    ///
    /// let (mut sender, receiver) = watch(vec![1]);
    /// let before = receiver.borrow();
    /// sender.send_modify(|list| list.push(2));
    /// assert_eq!((&*before, &*receiver.borrow()), (&vec![1], &vec![1, 2]));
    /// ```
    pub fn send_modify(&mut self, modify: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        self.send_if_modified(|value| {
            modify(value);
            true
        });
    }

    /// As [`send_modify`](Self::send_modify), if `modify` says that it has changed anything. If not, the
    /// value is as it was, and nobody is woken. What it has said.
    ///
    /// ```
    /// use longhand::channel::watch;
    ///
    /// let (mut sender, receiver) = watch(1);
    /// let mut raise_to = |to| sender.send_if_modified(|value| {
    ///     let is_more = to > *value;
    ///     *value = to;
    ///     is_more
    /// });
    /// assert_eq!((raise_to(3), raise_to(2)), (true, false));
    /// assert_eq!(*receiver.borrow(), 3);
    /// ```
    pub fn send_if_modified(&mut self, modify: impl FnOnce(&mut T) -> bool) -> bool
    where
        T: Clone,
    {
        let mut value = T::clone(&self.borrow());
        let is_modified = modify(&mut value);
        is_modified && self.shared.send(value, Audience::Whoever).is_ok()
    }

    /// The value that is there.
    pub fn borrow(&self) -> Snapshot<T> {
        Snapshot(self.shared.with(|state| state.value()))
    }

    /// Another receiver, which has seen the value that is there.
    pub fn subscribe(&self) -> Receiver<T> {
        let shared = self.shared.clone();
        let seen = shared.with(State::add_receiver);
        Receiver { shared, seen }
    }

    /// Waits until there is no receiver, be it for a moment: another may
    /// [subscribe](Self::subscribe) later.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped and awaited again, it goes on.
    pub fn closed(&self) -> UntilClosed<'_, T> {
        UntilClosed::new(&self.shared)
    }

    /// Whether there is no receiver.
    pub fn is_closed(&self) -> bool {
        self.receiver_count() == 0
    }

    /// How many receivers there are.
    pub fn receiver_count(&self) -> usize {
        self.shared.with(|state| state.receivers())
    }

    fn shared(&self) -> &Shared<T> {
        &self.shared
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.shared.remove_sender();
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let closed = self.is_closed();
        f.debug_struct("Sender").field("closed", &closed).finish()
    }
}

/// An end that receives. There may be many, and each knows what it has seen.
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    seen: Seen,
}

impl<T> Receiver<T> {
    /// The value that is there. Whether it has been seen stays as it is.
    pub fn borrow(&self) -> Snapshot<T> {
        Snapshot(self.shared.with(|state| state.value()))
    }

    /// The value that is there, which has been seen from now on.
    pub fn borrow_and_update(&mut self) -> Snapshot<T> {
        let (value, version) = self.shared.with(|state| (state.value(), state.version()));
        self.seen = version;
        Snapshot(value)
    }

    /// Waits for a value that this receiver has not seen, which has been seen from then on.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped while it waits it has seen nothing.
    ///
    /// # Errors
    ///
    /// [`Closed`], if there is none and the sender was dropped.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::channel::watch;
    ///
    /// let (sender, mut receiver) = watch(1);
    /// sender.send(2).unwrap();
    /// assert_eq!(receiver.changed().await, Ok(()));
    /// assert_eq!(*receiver.borrow(), 2);
    /// # });
    /// ```
    #[inline]
    pub fn changed(&mut self) -> Changed<'_, T> {
        Changed::new(self)
    }

    /// Whether there is a value that this receiver has not seen: that [`changed`](Self::changed) would
    /// not wait.
    ///
    /// # Errors
    ///
    /// [`Closed`], if there is none and the sender was dropped.
    pub fn has_changed(&self) -> Result<bool, Closed> {
        let has_more = self.shared.with(|state| state.has_more(self.seen));
        has_more.ok_or(Closed)
    }

    /// Waits for a value of which `is_it` is true: the one that is there, seen or not, or else the next.
    /// It has been seen from then on. What is replaced before anybody looks at it is not asked about.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped while it waits, it begins with the value that is there.
    ///
    /// # Errors
    ///
    /// [`Closed`], if it is not true of the last value and the sender was dropped.
    pub fn wait_for<P>(&mut self, is_it: P) -> WaitFor<'_, T, P>
    where
        P: FnMut(&T) -> bool,
    {
        WaitFor::new(self, is_it)
    }

    /// Whether the two receive from one sender.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// The value that is there has been seen from now on.
    #[inline]
    fn see(&mut self) {
        self.seen = self.shared.with(|state| state.version());
    }
}

impl<T> Clone for Receiver<T> {
    /// Another receiver, which has seen what this one has.
    fn clone(&self) -> Self {
        let (shared, seen) = (self.shared.clone(), self.seen);
        shared.with(State::add_receiver);
        Receiver { shared, seen }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.remove_receiver();
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let closed = self.shared.with(|state| state.versions.is_closed());
        f.debug_struct("Receiver").field("closed", &closed).finish()
    }
}

/// A share in a value that is, or was, the latest. Whoever has one may read it for as long as they like:
/// the value is not changed, and nobody waits.
pub struct Snapshot<T>(Arc<T>);

impl<T> Snapshot<T> {
    /// The value itself, if nobody else has a share in it.
    ///
    /// # Errors
    ///
    /// The snapshot, if the value is still the latest one, or there is another snapshot of it.
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        Arc::try_unwrap(this.0).map_err(Snapshot)
    }
}

impl<T> Deref for Snapshot<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for Snapshot<T> {
    fn clone(&self) -> Self {
        Snapshot(self.0.clone())
    }
}

impl<T: fmt::Debug> fmt::Debug for Snapshot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}

/// The receivers' error: the sender is gone, and what it has sent has been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sender is gone, and no other value will come")
    }
}

impl Error for Closed {}
