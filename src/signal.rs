//! [`Signal`]: what a future's waker leaves behind, for the thread that polls it.
//!
//! | # | who             | does                    | finds             | and then                      |
//! |---|-----------------|-------------------------|-------------------|-------------------------------|
//! | 1 | own thread      | sets `own`              |                   |                               |
//! | 2 | another thread  | sets `WOKEN`            | `SLEEPS` alone    | rouses the sleeper            |
//! | 3 | another thread  | sets `WOKEN`            | no `SLEEPS`       | the sleeper will look         |
//! | 4 | another thread  | sets `WOKEN`            | `WOKEN`           | whoever came first has roused |
//! | 5 | own thread      | sets `SLEEPS`, once     | `WOKEN`, perhaps  | looks before it sleeps        |
//! | 6 | own thread      | clears `own`, `WOKEN`   |                   | polls if one was set          |
//!
//! # Invariants
//!
//! - I1: `own` is touched by the thread of `owner` alone.
//! - I2: `sleeper` is there before `SLEEPS` is set.
#![expect(
    unsafe_code,
    reason = "a part of what threads share is one thread's alone"
)]

use alloc::sync::Arc;
use alloc::task::Wake;
use core::cell::Cell;
use std::sync::OnceLock;

use crate::park::Sleeper;
use crate::sync::{AtomicU8, Ordering};
use crate::thread::ThreadId;

const WOKEN: u8 = 1;
const SLEEPS: u8 = 1 << 1;

/// Whether a future has been woken since it was polled.
pub(crate) struct Signal {
    owner: ThreadId,
    /// By its own thread: a plain cell, and nobody to rouse.
    own: Cell<bool>,
    /// By another thread, and who is to be roused then.
    remote: AtomicU8,
    sleeper: OnceLock<Arc<Sleeper>>,
}

// SAFETY: I1; the rest may be shared.
unsafe impl Send for Signal {}
// SAFETY: I1; the rest may be shared.
unsafe impl Sync for Signal {}

impl Signal {
    /// Of a future that is polled on the thread of `owner`, and that nobody has woken.
    pub(crate) fn new(owner: ThreadId) -> Self {
        Signal {
            owner,
            own: Cell::new(false),
            remote: AtomicU8::new(0),
            sleeper: OnceLock::new(),
        }
    }

    /// Who is roused, from now on: this thread's, which is the owner's. The first time counts.
    pub(crate) fn sleeper(&self, sleeper: impl FnOnce() -> Arc<Sleeper>) -> &Sleeper {
        let sleeper = self.sleeper.get_or_init(sleeper);
        // ORDERING: Release pairs with the Acquire in `wake_from_afar` (I2). A wake that came before is in
        // the same place, and so seen before this thread sleeps.
        self.remote.fetch_or(SLEEPS, Ordering::Release); // 5
        sleeper
    }

    #[inline]
    pub(crate) fn wake(&self) {
        if self.owner.is_current() {
            self.own.set(true); // 1
        } else {
            self.wake_from_afar();
        }
    }

    #[cold]
    fn wake_from_afar(&self) {
        // ORDERING: Release pairs with the Acquire in `take_remote`: what was done before the wake is
        // seen by the poll. Acquire pairs with the Release in `sleeper` (I2).
        let found = self.remote.fetch_or(WOKEN, Ordering::AcqRel);
        if found == SLEEPS {
            self.sleeper
                .get()
                .into_iter()
                .for_each(|sleeper| sleeper.rouse()); // 2
        } // 3, 4
    }

    /// Whether there is a wake that has not been taken. For the owner's thread.
    #[inline]
    pub(crate) fn is_set(&self) -> bool {
        // ORDERING: Relaxed, `take_remote` acquires.
        self.own.get() || self.remote.load(Ordering::Relaxed) & WOKEN != 0
    }

    /// Whether there was a wake since the last call. For the owner's thread.
    #[inline]
    pub(crate) fn take(&self) -> bool {
        let own = self.own.take(); // 6
        // ORDERING: Relaxed, `take_remote` acquires.
        let remote = self.remote.load(Ordering::Relaxed) & WOKEN != 0;
        if remote {
            self.take_remote();
        }
        own || remote
    }

    #[cold]
    fn take_remote(&self) {
        // ORDERING: Acquire pairs with the Release of every wake since the last call.
        self.remote.fetch_and(!WOKEN, Ordering::Acquire); // 6
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        Signal::wake(&self);
    }

    fn wake_by_ref(self: &Arc<Self>) {
        Signal::wake(self);
    }
}
