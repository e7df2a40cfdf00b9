//! The smallest waker by hand: it has no data, and counts what is done with it.
#![expect(unsafe_code, reason = "a waker is made of a pointer and a vtable")]

use std::cell::Cell;
use std::ptr;
use std::task::{RawWaker, RawWakerVTable, Waker};

/// How often each of the four was called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// It was to be kept.
    pub clone: u32,
    /// It was called, and is gone.
    pub wake: u32,
    /// It was called.
    pub wake_by_ref: u32,
    /// It is gone.
    pub drop: u32,
}

thread_local! {
    static CALLS: Cell<Calls> = Cell::default();
}

static COUNTING: RawWakerVTable = RawWakerVTable::new(
    |_| {
        count(|calls| calls.clone += 1);
        raw()
    },
    |_| count(|calls| calls.wake += 1),
    |_| count(|calls| calls.wake_by_ref += 1),
    |_| count(|calls| calls.drop += 1),
);

fn raw() -> RawWaker {
    RawWaker::new(ptr::null(), &COUNTING)
}

/// A waker that counts what is done with it on this thread.
pub fn waker() -> Waker {
    // SAFETY: the functions never follow the pointer, and share nothing between threads.
    unsafe { Waker::from_raw(raw()) }
}

fn count(change: impl FnOnce(&mut Calls)) {
    let mut calls = CALLS.get();
    change(&mut calls);
    CALLS.set(calls);
}

/// What was counted on this thread since the last call.
pub fn take() -> Calls {
    CALLS.take()
}
