//! [`Driver`]: what a thread does when it has nothing to poll. It fires the timers that are due, and
//! sleeps until the next one is, or until it is woken.
//!
//! One for each thread, shared by every `block_on` and executor on it however they are nested: the
//! innermost one that blocks drives the timers of all.

use alloc::rc::Rc;
use core::cell::{Cell, RefCell};
use core::hint;
use core::time::Duration;
use std::time::Instant;

use crate::park::{Sleep, Sleeper};
use crate::thread::thread_local;
use crate::time::Timers;

/// So many polls may come without a sleep before timers and events from outside are looked for all
/// the same: a task that always wakes itself starves nobody.
pub(crate) const PATIENCE: usize = 256;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}
thread_local! {
    static DRIVER: Rc<Driver> = Rc::new(Driver::default());
}

/// Timers, and a place to sleep.
#[derive(Default)]
pub(crate) struct Driver {
    timers: Rc<Timers>,
    elsewhere: RefCell<Option<Rc<dyn Sleep>>>,
    spin: Spin,
}

/// Says, as long as it lives, that this thread is driven.
pub(crate) struct Driven(());

impl Driven {
    #[inline]
    pub(crate) fn enter() -> Self {
        DEPTH.with(|depth| depth.set(depth.get() + 1));
        Driven(())
    }
}

impl Drop for Driven {
    #[inline]
    fn drop(&mut self) {
        DEPTH.with(|depth| depth.set(depth.get() - 1));
    }
}

impl Driver {
    /// This thread's. A thread that is ending has none any more: each call is given one of its own.
    pub(crate) fn current() -> Rc<Driver> {
        DRIVER.try_with(Rc::clone).unwrap_or_default()
    }

    /// Whether somebody drives this thread.
    pub(crate) fn is_driven() -> bool {
        DEPTH.with(Cell::get) > 0
    }

    /// The timers of this thread, if it is driven.
    pub(crate) fn timers() -> Option<Rc<Timers>> {
        if !Driver::is_driven() {
            return None;
        }
        DRIVER.try_with(|driver| driver.timers.clone()).ok()
    }

    /// Panics if nobody drives this thread, so that a wait of `what` would never end.
    #[cfg_attr(not(feature = "net"), expect(dead_code, reason = "the reactor's"))]
    #[track_caller]
    pub(crate) fn expect_driven(what: &str) {
        assert!(
            Driver::is_driven(),
            "{what} waits where nobody drives the thread: it needs `longhand::block_on` or \
             `LocalExecutor::run`",
        );
    }

    /// Makes this thread sleep elsewhere from now on.
    #[cfg_attr(not(feature = "net"), expect(dead_code, reason = "the reactor's"))]
    pub(crate) fn sleep_in(sleep: Rc<dyn Sleep>) {
        DRIVER.with(|driver| driver.elsewhere.replace(Some(sleep)));
    }

    /// Sleeps until there are news, and fires timers and lets events in meanwhile.
    #[cold]
    pub(crate) fn wait(&self, sleeper: &Sleeper, has_news: impl Fn() -> bool) {
        loop {
            let limit = self.timers.fire_due();
            if has_news() {
                return;
            }
            let elsewhere = self.elsewhere.borrow().clone();
            if elsewhere.is_some() {
                // No spin: it would not see what comes from there.
                sleeper.sleep(elsewhere.as_ref(), limit, &has_news);
            } else if self.spin.is_due() {
                if self.spin.run(limit, &has_news) {
                    return;
                }
                continue; // a timer may be due
            } else {
                let start = Instant::now();
                let is_brought = sleeper.sleep(None, limit, &has_news);
                self.spin.learn(start, is_brought);
            }
            if has_news() {
                return;
            }
        }
    }

    /// Fires timers and lets events in without waiting for any.
    #[cold]
    pub(crate) fn look(&self) {
        self.timers.fire_due();
        let elsewhere = self.elsewhere.borrow().clone();
        if let Some(elsewhere) = elsewhere {
            elsewhere.sleep(Some(Duration::ZERO));
        }
    }
}

/// A wait without a sleep, where news of other threads have come soon lately: if they do so again, neither
/// end has to be roused, and the wait is a hundredth of what it was.
///
/// Where one was in vain (both threads have one core, say) it is tried less and less often: at the next
/// wait, the second, the fourth and so on, and each time that [`GAP`](Spin::GAP) have passed.
#[derive(Default)]
struct Spin {
    /// Whether the last news were another thread's, and came soon.
    is_soon: Cell<bool>,
    /// Waits that could have been spun, since one was and was not in vain.
    vain: Cell<usize>,
}

impl Spin {
    /// As long as it may take to rouse a thread that rouses this one.
    const SOON: Duration = if cfg!(longhand_loom) {
        Duration::ZERO // there is no time in a model
    } else {
        Duration::from_micros(200)
    };
    const GAP: usize = 1_024;

    /// Whether a spin is to be tried.
    fn is_due(&self) -> bool {
        if !self.is_soon.take() {
            return false;
        }
        let vain = self.vain.get();
        self.vain.set(vain + 1);
        vain % Self::GAP == 0 || vain.is_power_of_two()
    }

    /// Whether news have come before the spin was over.
    fn run(&self, limit: Option<Duration>, has_news: impl Fn() -> bool) -> bool {
        let (start, limit) = (Instant::now(), limit.unwrap_or(Self::SOON));
        while start.elapsed() < limit.min(Self::SOON) {
            for _ in 0..16 {
                if has_news() {
                    self.is_soon.set(true);
                    self.vain.set(0);
                    return true;
                }
                hint::spin_loop();
            }
        }
        false
    }

    /// A sleep that began then has ended, and another thread has brought news, or not.
    fn learn(&self, start: Instant, is_brought: bool) {
        self.is_soon.set(is_brought && start.elapsed() < Self::SOON);
    }
}
