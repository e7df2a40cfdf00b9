//! [`oneshot`]: a channel in an allocation of its own, which the last end frees.
#![expect(
    unsafe_code,
    reason = "memory that is freed by whoever comes to the end of it"
)]

use alloc::boxed::Box;
use core::ptr::NonNull;

use super::state::{self, BEGUN, Keeper, Shared};
use super::{Receiver, Sender};
use crate::channel::Allocated;

/// A channel for one value. See the [module](super) for the contract.
pub fn oneshot<T>() -> (Sender<T>, Receiver<T>) {
    // Written where it stays.
    let memory = Box::leak(Box::new_uninit());
    let shared = NonNull::from(memory.write(Shared::new(BEGUN)));
    // SAFETY: nobody else has it, and it is there until it is freed, below.
    let (sending, receiving) = unsafe { state::ends(shared) };
    (Sender { end: sending }, Receiver { end: receiving })
}

impl<T> Keeper<T> for Allocated {
    #[inline]
    unsafe fn take_back(shared: NonNull<Shared<T>>) {
        // SAFETY: both ends have left, says the caller; the pointer is that of the `Box` in `oneshot`.
        drop(unsafe { Box::from_raw(shared.as_ptr()) });
    }
}
