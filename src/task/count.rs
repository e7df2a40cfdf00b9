//! [`Count`]: a task's allocation has as many owners as it counts. Whoever comes last frees it.
//!
//! The executor is an owner as long as the task has a future, the handle as long as it waits for an
//! answer, the inbox for every task in it, and every waker.
//!
//! # Invariants
//!
//! - I1: an owner counts as one from when it is made until it ends, and while it does the allocation
//!   lives.
#![expect(
    unsafe_code,
    reason = "memory lives until its last owner has left, whoever that is"
)]

use core::mem::ManuallyDrop;
use core::ops::Deref;
use core::ptr::NonNull;
use std::process::abort;

use super::longhand::{Header, free};
use crate::sync::{AtomicU32, Ordering};

pub(super) struct Count(AtomicU32);

/// Half of what can be counted: so many threads at once are not, that the rest would not do. In a
/// model it is a number that a model can reach.
const MOST: u32 = if cfg!(longhand_loom) {
    32
} else {
    u32::MAX / 2
};

impl Count {
    pub(super) fn of_two() -> Self {
        Count(AtomicU32::new(2))
    }
}

/// Makes another owner.
///
/// # Safety
///
/// The caller is, or borrows from, an owner.
#[inline]
pub(crate) unsafe fn share(task: NonNull<Header>) {
    // SAFETY: I1.
    let count = unsafe { &task.as_ref().count.0 };
    // ORDERING: Relaxed, whoever makes an owner of an owner has all that it needs.
    if count.fetch_add(1, Ordering::Relaxed) > MOST {
        abort(); // a count that wraps would free what is in use
    }
}

/// Ends an owner, and the allocation with the last.
///
/// # Safety
///
/// The caller is an owner, and ends with this.
#[inline]
pub(crate) unsafe fn release(task: NonNull<Header>) {
    // SAFETY: I1.
    let header = unsafe { task.as_ref() };
    header.used.with(|_| ());
    let count = &header.count.0;
    // ORDERING: Acquire pairs with the Release below: what the other owners did comes before the end
    // of the memory. Whoever finds itself alone stays so: there is nobody to make another.
    let last = count.load(Ordering::Acquire) == 1
        // ORDERING: Release pairs with the last owner's Acquire, here or above.
        || count.fetch_sub(1, Ordering::AcqRel) == 1;
    if last {
        // SAFETY: I1, nobody is left.
        unsafe { free(task) };
    }
}

/// An owner on the executor's thread.
pub(crate) struct Owned(NonNull<Header>);

impl Owned {
    /// # Safety
    ///
    /// There is an owner that this becomes, on the executor's thread.
    #[inline]
    pub(crate) unsafe fn from_raw(task: NonNull<Header>) -> Self {
        Owned(task)
    }

    /// The owner lives on, as a pointer.
    #[inline]
    pub(crate) fn into_raw(self) -> NonNull<Header> {
        ManuallyDrop::new(self).0
    }

    #[inline]
    pub(crate) fn as_ptr(&self) -> NonNull<Header> {
        self.0
    }
}

impl Deref for Owned {
    type Target = Header;

    #[inline]
    fn deref(&self) -> &Header {
        // SAFETY: I1.
        unsafe { self.0.as_ref() }
    }
}

impl Drop for Owned {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: it ends here.
        unsafe { release(self.0) };
    }
}
