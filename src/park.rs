//! [`Sleeper`]: how a thread sleeps until another thread rouses it.
//!
//! There is one for each thread, shared by every `block_on` and executor on it however they are
//! nested. It knows nothing of what they wait for: whoever wakes from outside first leaves its news (a
//! flag, a task in an inbox), and then rouses. Whoever sleeps first says so, and then looks for news.
//!
//! ```text
//! awake --1--> asleep --2,3--> awake
//! ```
//!
//! | # | who      | does                                      |
//! |---|----------|-------------------------------------------|
//! | 1 | sleeper  | says so, and sleeps unless there are news |
//! | 2 | a waker  | unparks the thread, or ends its wait      |
//! | 3 | sleeper  | has slept enough, or found news in time   |
//!
//! Only the waker that comes first takes edge 2: the others find the thread awake, and leave it alone.
//! A thread that is awake gets no token, so nothing that the user parks for is disturbed, and no token
//! of the user's is mistaken for news.
//!
//! # Orderings
//!
//! All edges are swaps of one flag, so they have one order, in which each sees all before it. Is edge
//! 1 before a waker's swap, the waker finds the thread asleep. Is it after, the sleeper has acquired
//! the news. Edge 3 is a swap too, and needs no order: it passes on what the waker's swap released to
//! the next edge 1, from which a plain store would hide it.

use alloc::rc::Rc;
use alloc::sync::Arc;
use core::time::Duration;
use std::sync::OnceLock;

use crate::sync::{AtomicBool, Ordering};
use crate::thread::{self, Thread, thread_local};

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

/// The operating system may end a sleep so much later than it was asked to: Linux does, to end several at
/// once. So it is asked that much earlier, and whoever it has roused too early sleeps on.
const SLACK: Duration = Duration::from_micros(50);

/// A thread that sleeps now and then.
pub(crate) struct Sleeper {
    asleep: AtomicBool,
    thread: Thread,
    /// Set once, when this thread has a [`Sleep`] of its own.
    elsewhere: OnceLock<Arc<dyn Rouse>>,
}

thread_local! {
    static SLEEPER: Arc<Sleeper> = Arc::new(Sleeper::new());
}

impl Sleeper {
    /// This thread's. A thread that is ending has none any more: each call is given one of its own.
    pub(crate) fn current() -> Arc<Self> {
        SLEEPER
            .try_with(Arc::clone)
            .unwrap_or_else(|_| Arc::new(Sleeper::new()))
    }

    fn new() -> Self {
        Sleeper {
            asleep: AtomicBool::new(false),
            thread: thread::current(),
            elsewhere: OnceLock::new(),
        }
    }

    /// Sleeps, unless `has_news`, until it is roused or `limit` has passed; may return early. Whether
    /// another thread has brought news.
    ///
    /// To be called by the thread itself. The news are to be looked for again afterwards.
    pub(crate) fn sleep(
        &self,
        elsewhere: Option<&Rc<dyn Sleep>>,
        limit: Option<Duration>,
        has_news: impl Fn() -> bool,
    ) -> bool {
        if let Some(elsewhere) = elsewhere {
            self.elsewhere.get_or_init(|| elsewhere.rouse());
        }
        // ORDERING: Acquire pairs with the Release in `rouse`, as told above: news that came before are
        // seen now. Release gives `elsewhere` to the Acquire there.
        self.asleep.swap(true, Ordering::AcqRel); // 1
        let is_in_time = has_news();
        if !is_in_time {
            match (elsewhere, limit) {
                (Some(elsewhere), limit) => elsewhere.sleep(limit),
                (None, None) => thread::park(),
                (None, Some(limit)) => {
                    thread::park_timeout(limit.checked_sub(SLACK).unwrap_or(limit))
                }
            }
        }
        // ORDERING: Relaxed, as told above. News that are not seen now are by the next edge 1.
        let is_roused = !self.asleep.swap(false, Ordering::Relaxed); // 3
        is_in_time || is_roused
    }

    /// Rouses the thread, if it is asleep. From any thread, after the news have been left.
    pub(crate) fn rouse(&self) {
        // ORDERING: Release gives the news to the Acquires in `sleep`; Acquire pairs with the Release
        // there, for `elsewhere`.
        if self.asleep.swap(false, Ordering::AcqRel) {
            match self.elsewhere.get() {
                Some(elsewhere) => elsewhere.rouse(), // 2
                None => self.thread.unpark(),         // 2
            }
        }
    }
}
