//! [`Driver`]: what a thread does when it has nothing to poll. It fires the timers that are due, and
//! sleeps until the next one is, or until it is woken.
//!
//! One for each thread, shared by every `block_on` and executor on it however they are nested: the
//! innermost one that blocks drives the timers of all.

use alloc::rc::Rc;
use core::cell::{Cell, RefCell};
use core::time::Duration;
use std::thread_local;

use crate::park::{Parker, Sleep};
use crate::time::Timers;

/// So many wakes may come without a sleep before events from outside are looked for all the same: a
/// task that always wakes itself starves nobody.
const ROUNDS: u32 = 64;

thread_local! {
    static DRIVER: Rc<Driver> = Rc::default();
}

/// Timers, and a place to sleep.
#[derive(Default)]
pub(crate) struct Driver {
    timers: Rc<Timers>,
    sleep: RefCell<Option<Rc<dyn Sleep>>>,
    rounds: Cell<u32>,
    depth: Cell<usize>,
}

/// Says, as long as it lives, that this thread is driven.
pub(crate) struct Driving {
    driver: Rc<Driver>,
}

impl Driver {
    /// Begins to drive this thread.
    pub(crate) fn enter() -> Driving {
        // A thread that is ending has no driver any more: this call has one of its own.
        let driver = DRIVER.try_with(Rc::clone).unwrap_or_default();
        driver.depth.set(driver.depth.get() + 1);
        Driving { driver }
    }

    /// The timers of this thread, if it is driven.
    pub(crate) fn timers() -> Option<Rc<Timers>> {
        let driver = DRIVER.try_with(Rc::clone).ok()?;
        (driver.depth.get() > 0).then(|| driver.timers.clone())
    }

    /// Panics if nobody drives this thread, so that a wait of `what` would never end.
    #[cfg_attr(not(feature = "net"), expect(dead_code, reason = "the reactor's"))]
    #[track_caller]
    pub(crate) fn expect_driven(what: &str) {
        assert!(
            Driver::timers().is_some(),
            "{what} waits where nobody drives the thread: it needs `longhand::block_on` or \
             `LocalExecutor::run`",
        );
    }

    /// Makes this thread sleep elsewhere from now on.
    #[cfg_attr(not(feature = "net"), expect(dead_code, reason = "the reactor's"))]
    pub(crate) fn sleep_in(sleep: Rc<dyn Sleep>) {
        DRIVER.with(|driver| driver.sleep.replace(Some(sleep)));
    }
}

impl Driving {
    /// Sleeps until `parker` is notified, and fires timers and events meanwhile.
    pub(crate) fn park(&self, parker: &Parker) {
        loop {
            let limit = self.driver.timers.fire_due();
            // Nothing of the user's runs between this look and the sleep, so no token is eaten.
            if parker.take_notified() {
                return self.look_outside();
            }
            let sleep = self.driver.sleep.borrow().clone();
            parker.park(sleep.as_deref(), limit);
            self.driver.rounds.set(0);
        }
    }

    /// Once in [`ROUNDS`] calls, lets events from outside in without waiting for any.
    fn look_outside(&self) {
        let rounds = self.driver.rounds.get() + 1;
        self.driver.rounds.set(rounds % ROUNDS);
        if rounds == ROUNDS {
            let sleep = self.driver.sleep.borrow().clone();
            if let Some(sleep) = sleep {
                sleep.sleep(Some(Duration::ZERO));
            }
        }
    }
}

impl Drop for Driving {
    fn drop(&mut self) {
        self.driver.depth.set(self.driver.depth.get() - 1);
    }
}
