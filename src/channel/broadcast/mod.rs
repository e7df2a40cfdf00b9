//! [`broadcast`]: each value to every receiver.
//!
//! # Contract
//!
//! - A receiver gets every value that is sent from when it was made, in order: a clone, or the value itself
//!   if it is the last to get it and nobody is cloning it still.
//! - A send never waits. A channel of capacity `n` keeps the latest `n` values: a receiver that is further
//!   behind has lost those before, and is told [how many](RecvError::Lagged). Then it goes on with the
//!   oldest that is kept. A value goes back if there is no receiver.
//! - When the senders are gone a receiver still gets what is kept for it, and then
//!   [`Closed`](RecvError::Closed) for ever.
//! - A value is dropped when the last receiver has got it, or when it is too old. It is cloned where it lies,
//!   by whichever receivers come, on their threads: so it goes to other threads only if it is `Sync` as well
//!   as `Send`. A clone that panics counts as got.
//! - All who wait are called in the order in which they came, one by one; of two threads that do so each
//!   wakes those whom it has called. Who comes to wait meanwhile is not woken for the same value again.
//! - No waker is cloned, called or dropped, no value cloned or dropped, and no memory asked for under the
//!   channel's lock: a waker, a clone or a destructor may use the channel it was called by. If a waker
//!   panics the others are called, and the channel goes on.
//! - Two allocations for the channel, and one for each value up to its capacity, which are used again
//!   unless what is in them is being cloned then. Nobody allocates to wait.
//!
//! What threads share is behind a [lock](super::mpsc#the-lock) that spins.
//!
//! # Cancel safety
//!
//! To wait is [*lossless*](crate#cancel-safety):
//!
//! | future             | is         | dropped while it waits |
//! |--------------------|------------|------------------------|
//! | [`Receiver::recv`] | *lossless* | no value was taken     |
//!
//! # Sizes
//!
//! Bytes on a 64-bit machine, for values of any size: [`Recv`] is 56, its twin 96. A sender is a pointer, a
//! receiver a pointer and the number of the value that is next.
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::channel::broadcast::{RecvError, broadcast};
//!
//! let (sender, mut receiver) = broadcast(2);
//! let mut other = sender.subscribe();
//! sender.send("one").unwrap();
//! assert_eq!(receiver.recv().await, Ok("one"));
//! sender.send("two").unwrap();
//! sender.send("three").unwrap();
//! assert_eq!(receiver.recv().await, Ok("two"));
//! assert_eq!(other.recv().await, Err(RecvError::Lagged(1)));
//! assert_eq!(other.recv().await, Ok("two"));
//! # });
//! ```

mod longhand;
mod place;
pub(crate) mod shorthand;
mod state;

pub use longhand::Recv;

use core::error::Error;
use core::fmt;

use super::mpsc::SendError;
use crate::sync::Arc;
use crate::tally::Seen;
use state::{Received, Shared, State};

/// A channel that keeps the latest `capacity` values for each receiver. See the [module](self) for the
/// contract.
///
/// # Panics
///
/// If the capacity is nought, or so large that the bytes of its slots cannot be counted.
#[track_caller]
pub fn broadcast<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(
        capacity > 0,
        "`broadcast` keeps no value in a capacity of nought"
    );
    let shared = Shared::new(capacity);
    let sender = Sender { shared };
    let receiver = sender.subscribe();
    (sender, receiver)
}

/// An end that sends. There may be many.
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}

impl<T> Sender<T> {
    /// Sends the value to all receivers that there are, and wakes those who wait.
    ///
    /// # Errors
    ///
    /// A [`SendError`] with the value, if there is no receiver.
    #[inline]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.shared.send(value).map_err(SendError)
    }

    /// A receiver of what is sent from now on.
    pub fn subscribe(&self) -> Receiver<T> {
        let shared = self.shared.clone();
        let next = shared.with(State::add_receiver);
        Receiver { shared, next }
    }

    /// How many receivers there are.
    pub fn receiver_count(&self) -> usize {
        self.shared.with(|state| state.receivers())
    }

    /// Whether the two send to the same receivers.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        let shared = self.shared.clone(); // it is this count that ends the program if it overflows
        shared.with(State::add_sender);
        Sender { shared }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.shared.remove_sender();
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let receivers = self.receiver_count();
        let mut debug = f.debug_struct("Sender");
        debug.field("receivers", &receivers).finish()
    }
}

/// An end that receives. There may be many, and each gets every value.
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    /// How many values were sent before the next.
    next: Seen,
}

impl<T> Receiver<T> {
    /// Waits for the next value.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped while it waits it has taken nothing.
    ///
    /// # Errors
    ///
    /// [`Lagged`](RecvError::Lagged) if values were lost, [`Closed`](RecvError::Closed) if there is none
    /// and none will come.
    #[inline]
    pub fn recv(&mut self) -> Recv<'_, T>
    where
        T: Clone,
    {
        Recv::new(self)
    }

    /// The next value, if one is there.
    ///
    /// # Errors
    ///
    /// As [`recv`](Self::recv), and [`Empty`](TryRecvError::Empty) if there is none now.
    #[inline]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError>
    where
        T: Clone,
    {
        match self.receive() {
            Received::Value(value) => Ok(value),
            Received::Shared(value) => value
                .as_deref()
                .cloned()
                .flatten()
                .ok_or(TryRecvError::Empty),
            Received::Lagged(lost) => Err(TryRecvError::Lagged(lost)),
            Received::Empty => Err(TryRecvError::Empty),
            Received::Over => Err(TryRecvError::Closed),
        }
    }

    /// How many values are kept for this receiver.
    pub fn len(&self) -> usize {
        self.shared.with(|state| state.kept_for(self.next))
    }

    /// Whether no value is kept for this receiver.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Another receiver, of what is sent from now on.
    pub fn resubscribe(&self) -> Self {
        let shared = self.shared.clone();
        let next = shared.with(State::add_receiver);
        Receiver { shared, next }
    }

    /// Whether the two receive from the same senders.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    #[inline]
    fn receive(&mut self) -> Received<T> {
        let Receiver { shared, next } = self;
        shared.with(|state| state.receive(next))
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let until = self.shared.with(State::remove_receiver);
        Rest {
            receiver: self,
            until,
        }
        .leave();
    }
}

/// What is kept for a receiver that leaves. It goes on with it if the drop of a value panics.
struct Rest<'a, T> {
    receiver: &'a mut Receiver<T>,
    until: Seen,
}

impl<T> Rest<'_, T> {
    fn leave(&mut self) {
        while self.receiver.next < self.until {
            drop(self.receiver.receive());
        }
    }
}

impl<T> Drop for Rest<'_, T> {
    fn drop(&mut self) {
        self.leave();
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Receiver");
        debug.field("len", &self.len()).finish()
    }
}

/// Why [`Receiver::recv`] has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecvError {
    /// So many values were too old to be kept. The next is the oldest that is.
    Lagged(u64),
    /// None is there, and none will come.
    Closed,
}

impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecvError::Lagged(lost) => write!(f, "the receiver is too late for {lost} values"),
            RecvError::Closed => f.write_str("the channel is closed and no value is in it"),
        }
    }
}

impl Error for RecvError {}

/// Why [`Receiver::try_recv`] has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TryRecvError {
    /// None is there yet.
    Empty,
    /// So many values were too old to be kept. The next is the oldest that is.
    Lagged(u64),
    /// None is there, and none will come.
    Closed,
}

impl TryRecvError {
    /// Whether a value may come yet.
    pub fn is_empty(&self) -> bool {
        matches!(self, TryRecvError::Empty)
    }

    /// Whether values were lost.
    pub fn is_lagged(&self) -> bool {
        matches!(self, TryRecvError::Lagged(_))
    }

    /// Whether none will come.
    pub fn is_closed(&self) -> bool {
        matches!(self, TryRecvError::Closed)
    }

    /// What it is if a value is not waited for.
    fn settled(self) -> Option<RecvError> {
        match self {
            TryRecvError::Empty => None,
            TryRecvError::Lagged(lost) => Some(RecvError::Lagged(lost)),
            TryRecvError::Closed => Some(RecvError::Closed),
        }
    }
}

impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.settled() {
            Some(error) => error.fmt(f),
            None => f.write_str("no value is there yet"),
        }
    }
}

impl Error for TryRecvError {}
