//! [`Timer`]: who wants to be woken when; and [`Timers`], those of one clock.
//!
//! No waker is cloned, woken or dropped while the wheel is in use: each may run code of its owner's.
//!
//! # Invariants
//!
//! - I1: a timer whose node is inside the wheel is pinned, and takes it out when it is dropped.
//! - I2: a timer, its wheel and its waiter are on one thread.
#![expect(
    unsafe_code,
    reason = "the wheel keeps pointers into timers that are pinned"
)]

use alloc::rc::Rc;
use core::cell::Cell;
use core::marker::PhantomPinned;
use core::pin::Pin;
use core::ptr::NonNull;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::time::Instant;

use super::NOBODY_TURNS;
use super::wheel::{Next, Node, Phase, Wheel};
use crate::driver::Driver;

/// The timers of one clock, which tells the time in nanoseconds since its start.
pub(crate) struct Timers {
    wheel: Wheel,
    start: Instant,
    /// What the clock shows, if it is turned by hand.
    shown: Cell<Option<u64>>,
    /// Nothing is due before this, if there are timers. A timer that is dropped leaves it as it is.
    bound: Cell<u64>,
}

/// When a timer is due.
#[derive(Clone, Copy)]
pub(super) enum When {
    After(Duration),
    At(Instant),
}

/// What there is to wait for.
pub(super) enum Wait {
    Nothing,
    For(Timer),
    /// It would be past the end of the clock.
    Never,
}

impl Timers {
    fn new(shown: Option<u64>) -> Self {
        Timers {
            wheel: Wheel::new(),
            start: Instant::now(),
            shown: Cell::new(shown),
            bound: Cell::new(0),
        }
    }

    /// The timers of a clock that stands still until it is turned.
    pub(super) fn stopped() -> Self {
        Timers::new(Some(0))
    }

    /// Nanoseconds since the start.
    #[inline]
    pub(super) fn now(&self) -> u64 {
        let running = || nanoseconds(self.start.elapsed()).unwrap_or(u64::MAX);
        self.shown.get().unwrap_or_else(running)
    }

    pub(super) fn show(&self, now: u64) {
        self.shown.set(Some(now));
    }

    /// The time of day, or of the clock that is turned by hand. None if an `Instant` cannot tell it.
    pub(super) fn instant(&self, time: u64) -> Option<Instant> {
        self.start.checked_add(Duration::from_nanos(time))
    }

    pub(super) fn next(&self) -> Option<u64> {
        self.wheel.next()
    }

    /// Wakes whoever is due, and says how long it is until the next may be.
    #[inline]
    pub(crate) fn fire_due(&self) -> Option<Duration> {
        if self.wheel.is_empty() {
            return None; // with no timers, the clock is not read
        }
        let now = self.now();
        if self.bound.get() <= now {
            self.fire(now);
        }
        let wait = self.bound.get().saturating_sub(now);
        (!self.wheel.is_empty()).then(|| Duration::from_nanos(wait))
    }

    fn fire(&self, now: u64) {
        loop {
            match self.wheel.pop(now) {
                Next::Due(Some(waker)) => waker.wake(),
                Next::Due(None) => {}
                Next::At(next) => return self.bound.set(next),
                Next::Nothing => return,
            }
        }
    }

    /// A timer that counts from now.
    #[inline]
    pub(super) fn begin(self: Rc<Self>, when: When) -> Wait {
        let now = self.now();
        let deadline = match when {
            When::After(wait) => nanoseconds(wait).and_then(|wait| now.checked_add(wait)),
            When::At(instant) => nanoseconds(instant.saturating_duration_since(self.start)),
        };
        match deadline {
            None => Wait::Never,
            Some(deadline) if deadline <= now => Wait::Nothing,
            Some(deadline) => Wait::For(Timer::new(self, deadline)),
        }
    }

    /// A time that has come for certain, told without a look at the clock.
    #[inline]
    fn seen(&self) -> u64 {
        self.shown.get().unwrap_or_else(|| self.wheel.base())
    }

    /// # Safety
    ///
    /// The node is outside, and its timer pinned (I1).
    #[inline]
    unsafe fn enter(&self, node: &Node) {
        if self.wheel.is_empty() || node.deadline < self.bound.get() {
            self.bound.set(node.deadline);
        }
        // SAFETY: as the caller says.
        unsafe { self.wheel.enter(NonNull::from(node)) };
    }
}

impl Default for Timers {
    fn default() -> Self {
        Timers::new(None)
    }
}

/// None if they are more than 64 bits hold: 584 years.
#[inline]
pub(super) fn nanoseconds(duration: Duration) -> Option<u64> {
    let seconds = duration.as_secs().checked_mul(1_000_000_000)?;
    seconds.checked_add(u64::from(duration.subsec_nanos()))
}

/// One timer: in the wheel from its first pending poll until it fires or is dropped.
pub(super) struct Timer {
    timers: Rc<Timers>,
    node: Node,
    _pinned: PhantomPinned,
}

impl Timer {
    #[inline]
    pub(super) fn new(timers: Rc<Timers>, deadline: u64) -> Self {
        Timer {
            timers,
            node: Node::new(deadline),
            _pinned: PhantomPinned,
        }
    }

    pub(super) fn timers(&self) -> &Rc<Timers> {
        &self.timers
    }

    pub(super) fn deadline(&self) -> u64 {
        self.node.deadline
    }

    /// Ready when the clock has shown the deadline; until then the node holds the latest waker.
    #[inline]
    #[track_caller]
    pub(super) fn poll(self: Pin<&Self>, cx: &mut Context<'_>) -> Poll<()> {
        let node = &self.get_ref().node;
        if node.phase.get() == Phase::Fired {
            return Poll::Ready(());
        }
        let turned = self.timers.shown.get().is_some() || Driver::is_driven();
        assert!(turned, "{NOBODY_TURNS}");
        self.keep(cx.waker()); // may run code of its owner's, and turn the clock
        match node.phase.get() {
            Phase::Inside => return Poll::Pending,
            Phase::Outside if node.deadline > self.timers.seen() => {
                // SAFETY: it is outside, and pinned.
                unsafe { self.timers.enter(node) };
                return Poll::Pending;
            }
            Phase::Outside | Phase::Fired => node.phase.set(Phase::Fired),
        }
        drop(node.waker.take());
        Poll::Ready(())
    }

    /// Keeps `waker`, unless it is known. The one before stays until then, also if a clone panics.
    #[inline]
    fn keep(&self, waker: &Waker) {
        let kept = self.node.waker.take();
        let is_known = kept.as_ref().is_some_and(|kept| kept.will_wake(waker));
        self.node.waker.set(kept);
        if !is_known {
            let clone = waker.clone();
            drop(self.node.waker.replace(Some(clone)));
        }
    }
}

impl Drop for Timer {
    #[inline]
    fn drop(&mut self) {
        if self.node.phase.get() == Phase::Inside {
            // SAFETY: it is inside.
            unsafe {
                self.timers
                    .wheel
                    .leave(NonNull::from(&self.node), Phase::Outside)
            };
        }
    }
}
