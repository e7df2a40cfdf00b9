//! [`block_on`], with a waker by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! A waker is a pointer and four functions. The pointer is an [`Arc`] that has forgotten its type.
//!
//! | function    | the count of the `Arc`      | the thread |
//! |-------------|-----------------------------|------------|
//! | clone       | one more                    |            |
//! | wake        | one less                    | roused     |
//! | wake_by_ref |                             | roused     |
//! | drop        | one less                    |            |
//!
//! # Invariants
//!
//! - I1: the pointer of every waker with [`VTABLE`] came from `Arc::into_raw` of an `Unparker`.
//! - I2: a waker owns one count of that `Arc`: `waker` and `clone` give it, `wake` and `drop` end it.
#![expect(unsafe_code, reason = "a waker's vtable works on an erased pointer")]

use alloc::sync::Arc;
use core::future::{Future, IntoFuture};
use core::mem::ManuallyDrop;
use core::pin::pin;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use crate::driver::Driver;
use crate::park::{Parker, Unparker};

/// Runs `future` on this thread until it is ready, and sleeps whenever it waits.
///
/// See the [module](super) for the contract.
///
/// # Panics
///
/// If the future does.
///
/// ```
/// let answer = longhand::block_on(async {
///     longhand::yield_now().await;
///     6 * 7
/// });
/// assert_eq!(answer, 42);
/// ```
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    let parker = Parker::new();
    let waker = waker(parker.unparker().clone());
    let mut cx = Context::from_waker(&waker);
    let driving = Driver::enter();
    loop {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
            return answer;
        }
        driving.park(&parker);
    }
}

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop);

fn waker(unparker: Arc<Unparker>) -> Waker {
    // SAFETY: I1 and I2; the functions keep what a `RawWakerVTable` promises, on any thread, because
    // an `Unparker` is `Send` and `Sync`.
    unsafe { Waker::new(Arc::into_raw(unparker).cast(), &VTABLE) }
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn clone(pointer: *const ()) -> RawWaker {
    // SAFETY: I1; I2 keeps it alive, and the new waker's count is given here.
    unsafe { Arc::increment_strong_count(pointer.cast::<Unparker>()) };
    RawWaker::new(pointer, &VTABLE)
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`], which ends.
unsafe fn wake(pointer: *const ()) {
    // SAFETY: I1; I2, the waker's count becomes the `Arc`'s.
    let unparker = unsafe { Arc::from_raw(pointer.cast::<Unparker>()) };
    unparker.unpark();
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn wake_by_ref(pointer: *const ()) {
    // SAFETY: I1; I2, the count stays the waker's.
    let unparker = ManuallyDrop::new(unsafe { Arc::from_raw(pointer.cast::<Unparker>()) });
    unparker.unpark();
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`], which ends.
unsafe fn drop(pointer: *const ()) {
    // SAFETY: I1; I2, the waker's count ends here.
    unsafe { Arc::decrement_strong_count(pointer.cast::<Unparker>()) };
}
