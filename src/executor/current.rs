//! The executor whose task, or main future, is being polled on this thread.
//!
//! # Invariants
//!
//! - I1: the pointer is that of an `Arc` which is borrowed by the innermost [`Entered`] of its thread.
#![expect(
    unsafe_code,
    reason = "a thread-local cannot borrow: it points to what a guard borrows"
)]

use alloc::sync::Arc;
use core::cell::Cell;
use core::marker::PhantomData;
use core::ptr::NonNull;

use super::core::Core;
use crate::thread::thread_local;

thread_local! {
    static CURRENT: Cell<Option<NonNull<Arc<Core>>>> = const { Cell::new(None) };
}

/// Makes an executor the current one of this thread, as long as it lives. They nest.
pub(super) struct Entered<'c> {
    before: Option<NonNull<Arc<Core>>>,
    borrowed: PhantomData<&'c Arc<Core>>,
}

impl<'c> Entered<'c> {
    #[inline]
    pub(super) fn new(core: &'c Arc<Core>) -> Self {
        Entered {
            before: CURRENT.with(|current| current.replace(Some(NonNull::from(core)))),
            borrowed: PhantomData,
        }
    }
}

impl Drop for Entered<'_> {
    #[inline]
    fn drop(&mut self) {
        CURRENT.with(|current| current.set(self.before));
    }
}

/// The current executor.
#[inline]
#[track_caller]
pub(super) fn current() -> Arc<Core> {
    let Some(core) = CURRENT.with(Cell::get) else {
        panic!("`spawn` called outside of a `LocalExecutor`");
    };
    // SAFETY: I1.
    unsafe { core.as_ref() }.clone()
}
