//! [`Driver`]: what a thread does when it has nothing to poll. It fires the timers that are due, and
//! sleeps until the next one is, or until it is woken.
//!
//! One for each thread, shared by every `block_on` and executor on it however they are nested: the
//! innermost one that blocks drives the timers of all.

use alloc::rc::Rc;
use core::cell::{Cell, RefCell};
use core::hint;
use core::time::Duration;

use crate::park::{Sleep, Sleeper};
use crate::thread::{cores, thread_local};
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
            if has_news() || self.spin.until(&has_news) {
                return;
            }
            let elsewhere = self.elsewhere.borrow().clone();
            sleeper.sleep(elsewhere.as_ref(), limit, &has_news);
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

/// A short wait before a long sleep: it costs a thousandth of one, if the news come soon.
///
/// A spin that was in vain makes the next one half as long, down to nothing; then one sleep in
/// [`PROBES`](Spin::PROBES) is tried again. One that was not makes the next as long as can be.
#[derive(Default)]
struct Spin {
    turns: Cell<u32>,
    sleeps: Cell<u32>,
}

impl Spin {
    /// Some ten microseconds.
    const MOST: u32 = 512;
    const PROBES: u32 = 16;

    /// Whether there are news before the spin is over. Alone on one core, nobody brings any.
    fn until(&self, has_news: impl Fn() -> bool) -> bool {
        if cores() < 2 {
            return false;
        }
        let turns = self.next();
        for _ in 0..turns {
            hint::spin_loop();
            if has_news() {
                self.turns.set(Self::MOST);
                return true;
            }
        }
        self.turns.set(turns / 2);
        false
    }

    fn next(&self) -> u32 {
        let sleeps = self.sleeps.get().wrapping_add(1);
        self.sleeps.set(sleeps);
        let probe = if sleeps % Self::PROBES == 1 {
            Self::MOST
        } else {
            0
        };
        self.turns.get().max(probe)
    }
}
