//! [`Slot`]: memory for a oneshot that needs no allocator.
#![expect(
    unsafe_code,
    reason = "the ends of a channel are pointers, here to what they borrow"
)]

use core::fmt;
use core::ptr::NonNull;

use super::state::{self, AT_REST, BEGUN, Keeper, Shared};
use super::{Receiver, Sender};
use crate::channel::Lent;
use crate::sync::const_fn;

/// A oneshot's memory, on the stack, in a `static` or wherever else it is put. No allocator is needed.
///
/// It is lent to two ends at a time, and when both are gone to the next two. The ends are those of any
/// [`oneshot`](super), pointers that say with [`Lent`] how long they may stay.
///
/// ```
/// # longhand::block_on(async {
/// use longhand::channel::oneshot::Slot;
/// use longhand::join;
///
/// let mut slot = Slot::new();
/// for n in 0..3 {
///     let (sender, receiver) = slot.split();
///     let (sent, received) = join((async { sender.send(n) }, receiver)).await;
///     assert_eq!((sent, received), (Ok(()), Ok(n)));
/// }
/// # });
/// ```
///
/// No step of an end waits for the other: a handler of interrupts may have one of them. A slot has two wakers, a
/// value and a byte.
///
/// An end that is [forgotten](core::mem::forget) is not gone, and leaks what it would have dropped, a
/// value or a waker. [`split`](Slot::split) makes new ones nevertheless: to call it nobody can have an end.
pub struct Slot<T> {
    shared: Shared<T>,
}

impl<T> Slot<T> {
    const_fn! {
        /// A slot that is lent to nobody.
        pub const fn new() -> Self {
            Slot { shared: Shared::new(AT_REST) }
        }
    }

    /// Both ends of a channel that is in this slot.
    #[inline]
    pub fn split(&mut self) -> (Sender<T, Lent<'_>>, Receiver<T, Lent<'_>>) {
        self.shared = Shared::new(BEGUN);
        // SAFETY: nobody else has an end, since nobody borrows the slot.
        unsafe { self.ends() }
    }

    /// As [`split`](Slot::split), for a slot that is shared, as a `static` is. `None` while an end of it is
    /// out.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::channel::oneshot::Slot;
    ///
    /// static ANSWER: Slot<u8> = Slot::new();
    ///
    /// let (sender, receiver) = ANSWER.try_split().unwrap();
    /// assert!(ANSWER.try_split().is_none());
    /// assert_eq!(sender.send(42), Ok(()));
    /// assert_eq!(receiver.await, Ok(42));
    /// assert!(ANSWER.try_split().is_some());
    /// # });
    /// ```
    pub fn try_split(&self) -> Option<(Sender<T, Lent<'_>>, Receiver<T, Lent<'_>>)> {
        // SAFETY: whoever begins makes the ends.
        self.shared.begin().then(|| unsafe { self.ends() })
    }

    /// # Safety
    ///
    /// The memory has begun, and nobody else makes its ends.
    #[inline]
    unsafe fn ends(&self) -> (Sender<T, Lent<'_>>, Receiver<T, Lent<'_>>) {
        // SAFETY: as the caller says; and the slot is borrowed for as long as they are there.
        let (sending, receiving) = unsafe { state::ends(NonNull::from(&self.shared)) };
        (Sender { end: sending }, Receiver { end: receiving })
    }
}

impl<T> Keeper<T> for Lent<'_> {
    #[inline]
    unsafe fn take_back(shared: NonNull<Shared<T>>) {
        // SAFETY: it is in a slot that is still borrowed for the end that calls this.
        unsafe { shared.as_ref() }.rest();
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Slot::new()
    }
}

impl<T> fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot").finish_non_exhaustive()
    }
}
