//! [`Ring`]: memory for a channel that needs no allocator.
#![expect(
    unsafe_code,
    reason = "memory that a queue writes to while others share it"
)]

use core::cell::UnsafeCell;
use core::fmt;
use core::mem::ManuallyDrop;

use super::queue::{Header, Queue};
use super::shared::{self, Shared};
use super::{Receiver, Sender};
use crate::channel::Lent;
use crate::channel::lending::Lending;
use crate::sync::const_fn;

/// The memory of a channel of capacity `N`, on the stack, in a `static` or wherever else it is put. No
/// allocator is needed, and there are `N` slots for values and no more.
///
/// It is lent to the two sides of a channel, and when all ends are gone, weak senders too, to those of the
/// next. The ends are those of any [`mpsc`](super), and pointers; with [`Lent`] they say how long they may
/// stay. To clone one panics if `usize::MAX / 2` are out or forgotten.
///
/// Each step of an end, `try_send`, `len` and the drop too, takes the channel's [lock](super#the-lock). So no handler
/// of interrupts may have one, nor, on one core, a task that preempts the others: for these there is a
/// [`Slot`](crate::channel::oneshot::Slot).
///
/// ```
/// # longhand::block_on(async {
/// use longhand::channel::mpsc::Ring;
/// use longhand::join;
///
/// let mut ring = Ring::<&str, 1>::new();
/// let (sender, mut receiver) = ring.split();
/// let other = sender.clone();
/// let words = join((
///     async { sender.send("one").await },
///     async { other.send("two").await },
///     async { [receiver.recv().await, receiver.recv().await] },
/// ));
/// assert_eq!(words.await, (Ok(()), Ok(()), [Some("one"), Some("two")]));
/// # });
/// ```
///
/// An end that is [forgotten](core::mem::forget) is not gone, and leaks what it would have dropped, values
/// or wakers. [`split`](Ring::split) makes new ones nevertheless: to call it nobody can have an end.
///
/// A ring has a slot. So this does not compile:
///
/// ```compile_fail,E0080
/// static RING: longhand::channel::mpsc::Ring<u8, 0> = longhand::channel::mpsc::Ring::new();
/// ```
pub struct Ring<T, const N: usize> {
    lending: Lending<Shared<T>>,
    /// It owns neither memory nor values. So there is nothing to drop, and what the values borrow may end
    /// before the ring.
    block: UnsafeCell<ManuallyDrop<Header<T, N>>>,
}

impl<T, const N: usize> Ring<T, N> {
    const_fn! {
        /// A ring that is lent to nobody.
        pub const fn new() -> Self {
            const { assert!(N > 0, "a `Ring` has no room in a capacity of nought") };
            Ring {
                lending: Lending::new(),
                block: UnsafeCell::new(ManuallyDrop::new(Header::new(0))),
            }
        }
    }

    /// Both sides of a channel that is in this ring.
    pub fn split(&mut self) -> (Sender<T, Lent<'_>>, Receiver<T, Lent<'_>>) {
        // SAFETY: the ring is borrowed mutably for as long as there are ends.
        let shared = unsafe { going_round(&self.block) };
        shared::ends::<T, Lent<'_>>(self.lending.lend(shared))
    }

    /// As [`split`](Ring::split), for a ring that is shared, as a `static` is. `None` while an end of it is
    /// out.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::channel::Lent;
    /// use longhand::channel::mpsc::{Ring, Sender};
    /// use longhand::join;
    ///
    /// static READINGS: Ring<u16, 4> = Ring::new();
    ///
    /// async fn measure(readings: Sender<u16, Lent<'static>>) {
    ///     for reading in [20, 21, 19] {
    ///         readings.send(reading).await.unwrap();
    ///     }
    /// }
    ///
    /// let (sender, mut receiver) = READINGS.try_split().unwrap();
    /// assert!(READINGS.try_split().is_none());
    /// let sum = async {
    ///     let mut sum = 0;
    ///     while let Some(reading) = receiver.recv().await {
    ///         sum += reading;
    ///     }
    ///     sum
    /// };
    /// assert_eq!(join((measure(sender), sum)).await.1, 60);
    /// # });
    /// ```
    pub fn try_split(&self) -> Option<(Sender<T, Lent<'_>>, Receiver<T, Lent<'_>>)> {
        // SAFETY: it is called by whoever has the memory alone, and the ring is borrowed while there are ends.
        let lent = (self.lending).try_lend(|| unsafe { going_round(&self.block) });
        lent.map(shared::ends::<T, Lent<'_>>)
    }
}

/// What both sides of a channel share, whose values are in this block.
///
/// # Safety
///
/// As long as it is there, the block is where it is, and nobody else uses it.
unsafe fn going_round<T, const N: usize>(
    block: &UnsafeCell<ManuallyDrop<Header<T, N>>>,
) -> Shared<T> {
    // SAFETY: as the caller says.
    let queue = unsafe { Queue::lent(block) };
    Shared::new(queue, N, |_| {
        unreachable!("a queue that goes round in its block needs no other")
    })
}

// SAFETY: the block is touched by the queue in `lending` and by nobody else, and is there as long as that is;
// and whoever has the ring alone may take a `T` along.
unsafe impl<T: Send, const N: usize> Send for Ring<T, N> {}
// SAFETY: as above; that queue is behind a lock, or is the leaving receiver's whose loan is still out, and
// goes from thread to thread with `T`s.
unsafe impl<T: Send, const N: usize> Sync for Ring<T, N> {}

impl<T, const N: usize> Default for Ring<T, N> {
    fn default() -> Self {
        Ring::new()
    }
}

impl<T, const N: usize> fmt::Debug for Ring<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ring").finish_non_exhaustive()
    }
}
