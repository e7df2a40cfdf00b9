//! [`WakerCell`]: the waker of one owner, which any number of others may call at any time.
//!
//! The owner replaces it, and only if the new one would wake another task: a waker that stays is
//! neither cloned nor dropped. Nobody waits for anybody. One word says who is there:
//!
//! | state         | says                                                                        |
//! |---------------|-----------------------------------------------------------------------------|
//! | 0             | nobody                                                                      |
//! | n             | n callers look at the waker, and are calling it                             |
//! | `WRITING` + n | the owner writes; n callers have come meanwhile, and left it to the owner   |
//!
//! | who comes | finds            | so                                                                |
//! |-----------|------------------|-------------------------------------------------------------------|
//! | a caller  | no `WRITING`     | it calls the waker, and goes                                      |
//! | a caller  | `WRITING`        | it goes, and the owner calls the waker when it has written        |
//! | the owner | callers          | it calls the new waker at once, and so will be back: the old stays |
//! | the owner | nobody           | it writes                                                         |
//!
//! # Invariants
//!
//! - I1: the waker is written by the owner alone, between its own `WRITING` and the end of it; there
//!   is one owner, used by one thread at a time.
//! - I2: whoever counts without having found `WRITING` may read the waker until it has counted itself
//!   off: `WRITING` is set only where nobody counts.
#![expect(unsafe_code, reason = "a word beside the waker says who may touch it")]

use core::task::Waker;

use crate::sync::{AtomicUsize, Ordering, UnsafeCell};

pub(crate) struct WakerCell {
    state: AtomicUsize,
    waker: UnsafeCell<Option<Waker>>,
}

const WRITING: usize = 1 << (usize::BITS - 1);

impl WakerCell {
    pub(crate) fn new() -> Self {
        WakerCell {
            state: AtomicUsize::new(0),
            waker: UnsafeCell::new(None),
        }
    }

    /// Has `waker` called from now on. Who calls meanwhile has called it as well.
    ///
    /// # Safety
    ///
    /// The caller is the owner (I1).
    #[inline]
    pub(crate) unsafe fn register(&self, waker: &Waker) {
        let knows = |held: &Option<Waker>| held.as_ref().is_some_and(|held| held.will_wake(waker));
        // SAFETY: I1, only the owner writes, and does not now.
        if !self.waker.with(|cell| knows(unsafe { &*cell })) {
            // SAFETY: as the caller says.
            unsafe { self.replace(waker) };
        }
    }

    /// # Safety
    ///
    /// The caller is the owner (I1).
    #[cold]
    unsafe fn replace(&self, waker: &Waker) {
        let new = waker.clone(); // may panic: nothing has changed yet
        // ORDERING: Acquire pairs with the Release of the callers that have gone: they read no more.
        let (success, failure) = (Ordering::Acquire, Ordering::Relaxed);
        let begun = self.state.compare_exchange(0, WRITING, success, failure);
        if begun.is_err() {
            // Somebody is calling the old one.
            waker.wake_by_ref();
            return;
        }
        // SAFETY: I1 and I2, this is the owner, and nobody reads.
        let old = self
            .waker
            .with_mut(|cell| unsafe { cell.replace(Some(new)) });
        // ORDERING: Release gives the waker to the callers' Acquire in `wake`; Acquire pairs with the
        // Release of those that have come meanwhile, for whom the owner calls.
        if self.state.swap(0, Ordering::AcqRel) != WRITING {
            waker.wake_by_ref();
        }
        drop(old); // may panic: the new one is in its place
    }

    /// Calls the waker, if there is one.
    #[inline]
    pub(crate) fn wake(&self) {
        // ORDERING: Acquire pairs with the Release of the owner's `swap`, for the waker; Release with
        // the Acquire there, if the owner is to call.
        if self.state.fetch_add(1, Ordering::AcqRel) & WRITING != 0 {
            return;
        }
        let calling = Calling(&self.state);
        // SAFETY: I2, until `calling` is dropped.
        self.waker.with(|cell| match unsafe { &*cell } {
            Some(waker) => waker.wake_by_ref(),
            None => {}
        });
        drop(calling);
    }
}

/// Counts a caller off when it goes out of scope, so also if the waker panics.
struct Calling<'a>(&'a AtomicUsize);

impl Drop for Calling<'_> {
    #[inline]
    fn drop(&mut self) {
        // ORDERING: Release pairs with the Acquire of the owner that begins to write.
        self.0.fetch_sub(1, Ordering::Release);
    }
}

// SAFETY: I1 and I2 say who may touch the waker, which is `Send` and `Sync`.
unsafe impl Sync for WakerCell {}
