//! [`Lock`]: one thread at a time, for as long as it takes to move one value and a few pointers.
//!
//! A lock that spins is right where three things are so, and this file and its users see to them:
//!
//! - *It is short.* What runs under it has no loop. Its longest step moves one value of the user's
//!   from place to place; no memory is asked for or given back.
//! - *It is nobody else's.* No waker is cloned, called or dropped under it, and no value is dropped:
//!   code that this crate has not written never finds it held by its own thread.
//! - *Who waits for it gives way.* A thread that holds it may be put to sleep by the operating
//!   system, in the worst moment. So the others spin for no longer than that is worth, and then let
//!   another thread run. Without `std` there is nobody to ask, and they go on spinning: a handler of
//!   interrupts, or a task that preempts others, must not use what the code that it has interrupted may be
//!   using.
//!
//! | `is_held` | by whom set              | says                                       |
//! |-----------|--------------------------|--------------------------------------------|
//! | true      | the thread that goes in  | `guarded` is that thread's, and no other's |
//! | false     | the same, going out      | `guarded` is nobody's                      |
//!
//! # Invariants
//!
//! - I1: `guarded` is touched only between the change of `is_held` from false to true and the store of
//!   false that follows it on the same thread.
#![expect(
    unsafe_code,
    reason = "a cell that an atomic says is one thread's alone"
)]

use core::ops::RangeInclusive;

use crate::sync::{AtomicBool, Ordering, UnsafeCell, const_fn, give_way, spin_loop};

/// How long a thread that has found the lock held looks away, in pauses, before it looks again: each look
/// takes the lock's cache line from whoever holds it. In a model a pause is a switch of threads.
const PAUSES: RangeInclusive<usize> = if cfg!(longhand_loom) { 1..=1 } else { 64..=512 };

pub(crate) struct Lock<T> {
    is_held: AtomicBool,
    guarded: UnsafeCell<T>,
}

impl<T> Lock<T> {
    const_fn! {
        pub(crate) const fn new(guarded: T) -> Self {
            Lock {
                is_held: AtomicBool::new(false),
                guarded: UnsafeCell::new(guarded),
            }
        }
    }

    /// Does one short step alone, and waits for its turn. What it returns is dropped outside.
    #[inline(always)]
    pub(crate) fn with<R>(&self, step: impl FnOnce(&mut T) -> R) -> R {
        if !self.enter() {
            self.wait();
        }
        self.go(step)
    }

    /// Does one short step alone, unless somebody else is doing one. What it returns is dropped
    /// outside.
    #[inline]
    pub(crate) fn try_with<R>(&self, step: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.enter().then(|| self.go(step))
    }

    /// Goes out when the step is done. Whoever calls this has gone in.
    #[inline(always)]
    fn go<R>(&self, step: impl FnOnce(&mut T) -> R) -> R {
        let _held = Held(&self.is_held);
        // SAFETY: I1, this thread has gone in, and `_held` goes out when the step is done.
        self.guarded
            .with_mut(|guarded| step(unsafe { &mut *guarded }))
    }

    /// Goes in, unless somebody is there.
    #[inline]
    fn enter(&self) -> bool {
        // ORDERING: Acquire pairs with the Release in `Held::drop`: what the thread before did to
        // `guarded` is seen. Without it this step would be done to what was there earlier. Who does
        // not get in sees nothing, so a failure needs no order.
        let (success, failure) = (Ordering::Acquire, Ordering::Relaxed);
        let entered = self.is_held.compare_exchange(false, true, success, failure);
        entered.is_ok()
    }

    #[cold]
    #[inline(never)]
    fn wait(&self) {
        let mut pauses = *PAUSES.start();
        loop {
            (0..pauses).for_each(|_| spin_loop());
            if self.enter() {
                return;
            }
            if pauses < *PAUSES.end() {
                pauses *= 2;
            } else {
                give_way();
            }
        }
    }
}

/// Lets the next one in when it is dropped.
struct Held<'a>(&'a AtomicBool);

impl Drop for Held<'_> {
    #[inline]
    fn drop(&mut self) {
        // ORDERING: Release pairs with the Acquire in `enter`: see there.
        self.0.store(false, Ordering::Release);
    }
}

// SAFETY: I1, one thread at a time; so what is guarded goes from thread to thread, and is not shared.
unsafe impl<T: Send> Send for Lock<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Lock<T> {}
