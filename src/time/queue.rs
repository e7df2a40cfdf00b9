//! [`Timers`]: who wants to be woken when. One queue for each clock.
//!
//! No waker is cloned, woken or dropped while the queue is borrowed: each may run code of its owner's.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use core::cell::{Cell, RefCell};
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::time::Instant;

use super::NOBODY_TURNS;
use crate::driver::Driver;

/// A deadline, and a number that tells equal ones apart, in the order they came.
type Key = (Instant, u64);

/// The timers of one clock, by deadline.
#[derive(Default)]
pub(crate) struct Timers {
    queue: RefCell<BTreeMap<Key, Waker>>,
    registered: Cell<u64>,
    /// What the clock shows, if it is turned by hand.
    shown: Cell<Option<Instant>>,
}

impl Timers {
    /// The timers of a clock that shows `start` until it is turned.
    pub(super) fn stopped_at(start: Instant) -> Self {
        Timers {
            shown: Cell::new(Some(start)),
            ..Timers::default()
        }
    }

    pub(super) fn now(&self) -> Instant {
        self.shown.get().unwrap_or_else(Instant::now)
    }

    pub(super) fn show(&self, now: Instant) {
        self.shown.set(Some(now));
    }

    pub(super) fn next(&self) -> Option<Instant> {
        let queue = self.queue.borrow();
        queue.first_key_value().map(|(&(deadline, _), _)| deadline)
    }

    /// Wakes whoever is due, and says how long it is until the next.
    pub(crate) fn fire_due(&self) -> Option<Duration> {
        let mut next = self.next()?; // with no timers, the clock is not read
        let now = self.now();
        while next <= now {
            let due = self.queue.borrow_mut().pop_first();
            if let Some((_, waker)) = due {
                waker.wake();
            }
            next = self.next()?;
        }
        Some(next - now)
    }

    /// A timer that is due `after` from now; none if that is past the end of the clock.
    pub(super) fn timer(self: Rc<Self>, after: Duration) -> Option<Timer> {
        let deadline = self.now().checked_add(after)?;
        let number = self.registered.get();
        self.registered.set(number + 1);
        Some(Timer {
            timers: self,
            key: (deadline, number),
        })
    }
}

/// One timer: in the queue from its first pending poll until it fires or is dropped.
pub(super) struct Timer {
    timers: Rc<Timers>,
    key: Key,
}

impl Timer {
    /// Ready when the clock shows the deadline; until then the queue holds the latest waker.
    #[track_caller]
    pub(super) fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.timers.now() >= self.key.0 {
            return Poll::Ready(());
        }
        let turned = self.timers.shown.get().is_some() || Driver::timers().is_some();
        assert!(turned, "{NOBODY_TURNS}");
        let known = |waker: &Waker| waker.will_wake(cx.waker());
        if !self.timers.queue.borrow().get(&self.key).is_some_and(known) {
            let waker = cx.waker().clone();
            let old = self.timers.queue.borrow_mut().insert(self.key, waker);
            drop(old);
        }
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let waker = self.timers.queue.borrow_mut().remove(&self.key);
        drop(waker);
    }
}
