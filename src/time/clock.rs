//! [`ManualClock`]: a clock that is turned by hand, for tests and recordings.

use alloc::rc::Rc;
use core::cell::{Cell, RefCell};
use core::fmt;
use core::time::Duration;
use std::thread_local;
use std::time::Instant;

use super::timer::{Timers, nanoseconds};

thread_local! {
    static ENTERED: RefCell<Option<Rc<Timers>>> = const { RefCell::new(None) };
    /// How many are entered: with none, `ENTERED` is not looked at.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// The timers of the clock that this thread has entered; none if it is ending.
#[inline]
pub(super) fn entered() -> Option<Rc<Timers>> {
    if DEPTH.get() == 0 {
        return None;
    }
    let entered = ENTERED.try_with(|entered| entered.borrow().clone());
    entered.ok().flatten()
}

/// A clock that stands still until it is turned.
///
/// Sleeps whose first poll is inside [`enter`](ManualClock::enter) follow it, so a test of hours
/// takes no time and goes the same way each time. Clones show the same time.
///
/// ```
/// use core::pin::pin;
/// use core::task::{Context, Waker};
/// use core::time::Duration;
/// use longhand::time::{ManualClock, sleep};
///
/// let clock = ManualClock::new();
/// let mut nap = pin!(sleep(Duration::from_secs(3_600)));
/// let mut cx = Context::from_waker(Waker::noop());
/// assert!(clock.enter(|| nap.as_mut().poll(&mut cx)).is_pending());
/// clock.advance(Duration::from_secs(3_600));
/// assert!(nap.as_mut().poll(&mut cx).is_ready());
/// ```
#[derive(Clone)]
pub struct ManualClock {
    timers: Rc<Timers>,
}

impl ManualClock {
    /// A clock that shows the time at which it was made.
    pub fn new() -> Self {
        ManualClock {
            timers: Rc::new(Timers::stopped()),
        }
    }

    /// What the clock shows.
    pub fn now(&self) -> Instant {
        let now = self.timers.instant(self.timers.now());
        now.expect("`advance` goes no further than this")
    }

    /// The deadline of the sleep that ends next.
    pub fn next_deadline(&self) -> Option<Instant> {
        self.timers.instant(self.timers.next()?)
    }

    /// Turns the clock, from deadline to deadline, and wakes each sleep when its own is shown.
    ///
    /// # Panics
    ///
    /// If the clock would be more than 584 years after its start, or past what an [`Instant`] can tell.
    #[track_caller]
    pub fn advance(&self, by: Duration) {
        let end = nanoseconds(by).and_then(|by| self.timers.now().checked_add(by));
        let Some(end) = end.filter(|&end| self.timers.instant(end).is_some()) else {
            panic!("`ManualClock` advanced past the end of time");
        };
        while let Some(next) = self.timers.next().filter(|&next| next <= end) {
            self.timers.show(next);
            self.timers.fire_due();
        }
        // A waker may have turned the clock further; it does not go back.
        self.timers.show(end.max(self.timers.now()));
    }

    /// Turns the clock to the next deadline, and says by how much; `None` if no sleep waits.
    pub fn advance_to_next(&self) -> Option<Duration> {
        let by = self.next_deadline()?.saturating_duration_since(self.now());
        self.advance(by);
        Some(by)
    }

    /// Runs `body` with sleeps on this thread following this clock.
    ///
    /// It nests, and what was there before is back afterwards, also if `body` panics. A `block_on` in
    /// `body` still waits for real wakes, so turn the clock from within.
    pub fn enter<R>(&self, body: impl FnOnce() -> R) -> R {
        struct Restore(Option<Rc<Timers>>);
        impl Drop for Restore {
            fn drop(&mut self) {
                ENTERED.set(self.0.take());
                DEPTH.set(DEPTH.get() - 1);
            }
        }
        DEPTH.set(DEPTH.get() + 1);
        let _restore = Restore(ENTERED.replace(Some(self.timers.clone())));
        body()
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        ManualClock::new()
    }
}

impl fmt::Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (now, next) = (self.now(), self.next_deadline());
        let mut debug = f.debug_struct("ManualClock");
        debug
            .field("now", &now)
            .field("next_deadline", &next)
            .finish()
    }
}
