//! [`Parker`]: how a thread sleeps until it is woken, by whom is all the same.
//!
//! A flag says that a wake has come; rousing the thread only makes it look at the flag. So a body that
//! takes the thread's park token eats no wake, a spurious unpark polls nothing, and each [`Parker`] is
//! woken by its own [`Unparker`] however deep they are nested.
//!
//! # Orderings
//!
//! The flag and the [`Rouse`] are two places that two threads write and read crosswise: the waker sets
//! the flag and then looks for a `Rouse`, the sleeper publishes its `Rouse` and then looks at the flag.
//! A sequentially consistent fence between the two steps of each makes one of them see the other.

use alloc::sync::Arc;
use core::sync::atomic::{AtomicBool, Ordering, fence};
use core::time::Duration;
use std::sync::OnceLock;
use std::thread::{self, Thread};

/// Another place to sleep than [`thread::park`]: the operating system's event queue, for one.
pub(crate) trait Sleep {
    /// Sleeps until it is roused, something happens, or `limit` has passed; early returns are allowed.
    fn sleep(&self, limit: Option<Duration>);

    /// What rouses it from any thread.
    fn rouse(&self) -> Arc<dyn Rouse>;
}

/// Ends a [`Sleep`] from any thread, or the next one if none is under way.
pub(crate) trait Rouse: Send + Sync {
    fn rouse(&self);
}

/// The sleeper's side: one for each call that blocks.
pub(crate) struct Parker {
    unparker: Arc<Unparker>,
}

/// The waker's side.
pub(crate) struct Unparker {
    notified: AtomicBool,
    thread: Thread,
    elsewhere: OnceLock<Arc<dyn Rouse>>,
}

impl Parker {
    pub(crate) fn new() -> Self {
        let unparker = Arc::new(Unparker {
            notified: AtomicBool::new(false),
            thread: thread::current(),
            elsewhere: OnceLock::new(),
        });
        Parker { unparker }
    }

    pub(crate) fn unparker(&self) -> &Arc<Unparker> {
        &self.unparker
    }

    /// Whether a wake has come since the last call.
    pub(crate) fn take_notified(&self) -> bool {
        // ORDERING: Acquire pairs with the swap in `unpark`: what the waker did before it woke is seen
        // by the poll that follows.
        self.unparker.notified.swap(false, Ordering::Acquire)
    }

    /// Sleeps, unless a wake has come, until one comes or `limit` has passed; may return early.
    pub(crate) fn park(&self, sleep: Option<&dyn Sleep>, limit: Option<Duration>) {
        match (sleep, limit) {
            (Some(sleep), limit) => {
                self.unparker.elsewhere.get_or_init(|| sleep.rouse());
                // ORDERING: pairs with the fence in `unpark`, as told above.
                fence(Ordering::SeqCst);
                // ORDERING: Relaxed, the fence orders it; `take_notified` acquires.
                let woken = self.unparker.notified.load(Ordering::Relaxed);
                sleep.sleep(if woken { Some(Duration::ZERO) } else { limit });
            }
            // `unpark` leaves a token: a wake that came since the flag was looked at ends the sleep.
            (None, None) => thread::park(),
            (None, Some(limit)) => thread::park_timeout(limit),
        }
    }
}

impl Unparker {
    /// Marks that there is something to poll, and rouses the sleeper once for any number of wakes.
    pub(crate) fn unpark(&self) {
        // ORDERING: Release pairs with `take_notified`. A flag that is set already has been set by a
        // call that rouses the thread, or has, since it was last cleared.
        if self.notified.swap(true, Ordering::Release) {
            return;
        }
        // ORDERING: pairs with the fence in `park`, as told above.
        fence(Ordering::SeqCst);
        match self.elsewhere.get() {
            Some(elsewhere) => elsewhere.rouse(),
            None => self.thread.unpark(),
        }
    }
}
