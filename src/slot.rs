//! [`Slot`]: a future, or what is kept of it, in one place.
//!
//! It is as large as the larger of the two and does not know which it holds: whoever has many slots
//! keeps that in a bit each ([`Running`](crate::keeping::Running)). Two futures alone have a place
//! that is smaller still (`pair.rs`).
//!
//! # Invariants
//!
//! - I1: all fields begin at byte 0 and nothing else is in the union, so a pointer to the place is
//!   a pointer to each, aligned for each.
#![expect(
    unsafe_code,
    reason = "a future and what is kept of it overlap in a union, which the compiler cannot follow"
)]
#![expect(
    missing_debug_implementations,
    reason = "nobody meets a slot but inside a future, which prints its state"
)]

use core::cell::UnsafeCell;
use core::mem::ManuallyDrop;
use core::panic::RefUnwindSafe;
use core::ptr;

/// A future `F`, or the `X` that is kept of it. It drops neither.
pub struct Slot<F, X> {
    // `UnsafeCell`: a shared reference to the slot must not cover the future (see `child.rs`).
    place: UnsafeCell<Place<F, X>>,
}

#[repr(C)]
union Place<F, X> {
    future: ManuallyDrop<F>,
    kept: ManuallyDrop<X>,
    nothing: (),
}

impl<F, X> Slot<F, X> {
    #[inline]
    pub(crate) fn new(future: F) -> Self {
        let future = ManuallyDrop::new(future);
        Slot {
            place: UnsafeCell::new(Place { future }),
        }
    }

    /// A place in which nothing is live yet.
    #[inline]
    pub(crate) const fn vacant() -> Self {
        Slot {
            place: UnsafeCell::new(Place { nothing: () }),
        }
    }

    /// Where the future is, while it runs.
    #[inline]
    pub(crate) fn future(&self) -> *mut F {
        self.place.get().cast()
    }

    /// Where it is kept, what is kept of it.
    #[inline]
    pub(crate) fn kept(&self) -> *mut X {
        self.place.get().cast()
    }
}

/// Drops a future where it ran and writes what is kept of it to its place, even if the drop panics.
///
/// # Safety
///
/// `future` is live and nobody uses it again; `place` is valid for writes, and nothing but the
/// future is live in it.
#[inline]
pub(crate) unsafe fn keep<F, X>(future: *mut F, place: *mut X, kept: X) {
    let kept = WriteOnDrop {
        place,
        value: ManuallyDrop::new(kept),
    };
    // SAFETY: live, says the caller.
    unsafe { ptr::drop_in_place(future) };
    drop(kept);
}

/// Writes a value to its place when it goes out of scope, so also when the drop of what was there
/// panics.
struct WriteOnDrop<T> {
    place: *mut T,
    value: ManuallyDrop<T>,
}

impl<T> Drop for WriteOnDrop<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: `value` is taken once, here.
        let value = unsafe { ManuallyDrop::take(&mut self.value) };
        // SAFETY: made by `keep` alone, whose caller says that the place is valid, and what was
        // live in it has been dropped.
        unsafe { self.place.write(value) };
    }
}

/// Drops a live value when it goes out of scope, so also when the one that goes before it panics in its
/// drop.
pub(crate) struct DropInPlace<T>(*mut T);

impl<T> DropInPlace<T> {
    /// # Safety
    ///
    /// The value is live, and nobody uses it again.
    #[inline]
    pub(crate) unsafe fn new(value: *mut T) -> Self {
        DropInPlace(value)
    }
}

impl<T> Drop for DropInPlace<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: live, and nobody else's, as the caller of `new` has said.
        unsafe { ptr::drop_in_place(self.0) };
    }
}

// Only the future is pinned in place: what is kept may move.
impl<F: Unpin, X> Unpin for Slot<F, X> {}

// SAFETY: a shared reference gives no way to what is in the slot but by a pointer; the bounds let
// auto traits follow the children.
unsafe impl<F: Sync, X: Sync> Sync for Slot<F, X> {}

impl<F: RefUnwindSafe, X: RefUnwindSafe> RefUnwindSafe for Slot<F, X> {}
