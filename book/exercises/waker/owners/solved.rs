#![expect(unsafe_code, reason = "a waker is made of a pointer and a vtable")]

use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{RawWaker, RawWakerVTable, Waker};

/// Counts wakes. The pointer of each waker came from `Arc::into_raw`, and owns one count.
static COUNTING: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop);

pub fn waker(wakes: Arc<AtomicU32>) -> Waker {
    // SAFETY: the functions keep what is said above, and touch only what threads may share.
    unsafe { Waker::new(Arc::into_raw(wakes).cast(), &COUNTING) }
}

unsafe fn clone(pointer: *const ()) -> RawWaker {
    // SAFETY: it came from `Arc::into_raw`, and its count stays with it.
    let wakes = ManuallyDrop::new(unsafe { Arc::from_raw(pointer.cast::<AtomicU32>()) });
    RawWaker::new(Arc::into_raw(Arc::clone(&wakes)).cast(), &COUNTING)
}

unsafe fn wake(pointer: *const ()) {
    // It takes the waker: what `drop` would have done is to be done here.
    // SAFETY: it came from `Arc::into_raw`, and its count ends after the wake.
    unsafe {
        wake_by_ref(pointer);
        drop(pointer);
    }
}

unsafe fn wake_by_ref(pointer: *const ()) {
    // SAFETY: it came from `Arc::into_raw`, and its count keeps it alive.
    let wakes = unsafe { &*pointer.cast::<AtomicU32>() };
    wakes.fetch_add(1, Ordering::Relaxed);
}

unsafe fn drop(pointer: *const ()) {
    // SAFETY: it came from `Arc::into_raw`, and its count ends here.
    std::mem::drop(unsafe { Arc::from_raw(pointer.cast::<AtomicU32>()) });
}
