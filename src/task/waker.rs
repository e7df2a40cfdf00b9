//! A task's waker: the pointer to its allocation, and four functions.
//!
//! The one that a task is polled with is lent: it is no owner, because the executor is one for as long
//! as it polls. Clones of it are. They have the same functions, so the two know each other.
//!
//! | function    | owners   | the task |
//! |-------------|----------|----------|
//! | clone       | one more |          |
//! | wake        | one less | woken    |
//! | wake_by_ref |          | woken    |
//! | drop        | one less |          |
//!
//! # Invariants
//!
//! - I1: the pointer of a waker with [`VTABLE`] is that of a task (`longhand.rs`, I1).
//! - I2: every waker is an owner of its task, but for one that is lent: it is not dropped, and ends
//!   before the owner that it was lent by.
#![expect(unsafe_code, reason = "a waker's vtable works on an erased pointer")]

use core::mem::ManuallyDrop;
use core::ptr::NonNull;
use core::task::{RawWaker, RawWakerVTable, Waker};

use super::count::{Owned, release, share};
use super::longhand::Header;
use crate::executor;

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop);

/// A waker for a poll of the task.
#[inline]
pub(super) fn lend(task: &Owned) -> ManuallyDrop<Waker> {
    let pointer = task.as_ptr().as_ptr().cast_const().cast();
    // SAFETY: I1, I2: `task` outlives the poll. The functions keep what a `RawWakerVTable` promises, on
    // any thread: they touch the count, and what `executor::wake` may touch there.
    ManuallyDrop::new(unsafe { Waker::new(pointer, &VTABLE) })
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
#[inline]
unsafe fn task(pointer: *const ()) -> NonNull<Header> {
    // SAFETY: I1.
    unsafe { NonNull::new_unchecked(pointer.cast_mut().cast()) }
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn clone(pointer: *const ()) -> RawWaker {
    // SAFETY: I1, I2: it is an owner, or borrows from one.
    unsafe { share(task(pointer)) };
    RawWaker::new(pointer, &VTABLE)
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`], which ends.
unsafe fn wake(pointer: *const ()) {
    // SAFETY: I1, I2: it is an owner, which ends after the wake.
    unsafe {
        executor::wake(task(pointer));
        release(task(pointer));
    }
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn wake_by_ref(pointer: *const ()) {
    // SAFETY: I1, I2: it is an owner, or borrows from one.
    unsafe { executor::wake(task(pointer)) };
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`], which ends.
unsafe fn drop(pointer: *const ()) {
    // SAFETY: I1, I2: it is an owner, which ends here.
    unsafe { release(task(pointer)) };
}
