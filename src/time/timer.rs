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
use core::cell::{Cell, OnceCell};
use core::marker::PhantomPinned;
use core::pin::Pin;
use core::ptr::NonNull;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::sync::OnceLock;
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

impl Timers {
    fn new(start: Instant, shown: Option<u64>) -> Self {
        Timers {
            wheel: Wheel::new(),
            start,
            shown: Cell::new(shown),
            bound: Cell::new(0),
        }
    }

    /// The timers of a clock that begins now, and stands still until it is turned.
    pub(super) fn stopped() -> Self {
        Timers::new(Instant::now(), Some(0))
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

    /// When the clock began, after that of the process.
    fn began(&self) -> u64 {
        nanoseconds(self.start.saturating_duration_since(epoch())).unwrap_or(u64::MAX)
    }

    #[inline]
    #[track_caller]
    fn expect_turned(&self) {
        let turned = self.shown.get().is_some() || Driver::is_driven();
        assert!(turned, "{NOBODY_TURNS}");
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
        if self.wheel.is_empty() || node.deadline.get() < self.bound.get() {
            self.bound.set(node.deadline.get());
        }
        // SAFETY: as the caller says.
        unsafe { self.wheel.enter(NonNull::from(node)) };
    }
}

impl Default for Timers {
    fn default() -> Self {
        Timers::new(epoch(), None)
    }
}

/// When the clocks of all threads began.
fn epoch() -> Instant {
    static EPOCH: OnceLock<Instant> = OnceLock::new();
    *EPOCH.get_or_init(Instant::now)
}

/// None if they are more than 64 bits hold: 584 years.
#[inline]
pub(super) fn nanoseconds(duration: Duration) -> Option<u64> {
    let seconds = duration.as_secs().checked_mul(1_000_000_000)?;
    seconds.checked_add(u64::from(duration.subsec_nanos()))
}

/// One timer: in the wheel from its first pending poll until it fires or is dropped.
///
/// | # | phase           | the clock shows           | next     | returns   |
/// |---|-----------------|---------------------------|----------|-----------|
/// | 1 | After, At       | the deadline: no time     | Fired    | `Ready`   |
/// | 2 | After, At       | less                      | Inside   | `Pending` |
/// | 3 | After, At       | and will never            | Never    | `Pending` |
/// | 4 | Inside          | the wheel has not fired   | Inside   | `Pending` |
/// | 5 | Fired           | the deadline              | Fired    | `Ready`   |
/// | 6 | Never, Finished |                           | the same | `Pending` |
pub(super) struct Timer {
    /// Of which clock, when it has begun.
    timers: OnceCell<Rc<Timers>>,
    node: Node,
    _pinned: PhantomPinned,
}

impl Timer {
    /// Counts from its first poll.
    #[inline]
    pub(super) fn after(wait: Duration) -> Self {
        Timer::new(Phase::After, nanoseconds(wait))
    }

    #[inline]
    pub(super) fn at(deadline: Instant) -> Self {
        let since = deadline.saturating_duration_since(epoch());
        Timer::new(Phase::At, nanoseconds(since))
    }

    #[inline]
    fn new(phase: Phase, deadline: Option<u64>) -> Self {
        let phase = deadline.map_or(Phase::Never, |_| phase);
        Timer {
            timers: OnceCell::new(),
            node: Node::new(phase, deadline.unwrap_or(0)),
            _pinned: PhantomPinned,
        }
    }

    pub(super) fn phase(&self) -> Phase {
        self.node.phase.get()
    }

    /// It has answered, and is not asked again.
    #[inline]
    pub(super) fn finish(&self) {
        debug_assert!(self.phase() == Phase::Fired);
        self.node.phase.set(Phase::Finished);
    }

    /// Begins anew, with the same clock, at the first of the times `deadline` and so many periods
    /// later that has not come. How many have.
    pub(super) fn go_on(&self, period: u64) -> u64 {
        debug_assert!(self.phase() == Phase::Fired);
        let (deadline, now) = (self.node.deadline.get(), self.with_timers(Timers::now));
        let ticks = 1 + now.saturating_sub(deadline) / period;
        let next = period
            .checked_mul(ticks)
            .and_then(|wait| deadline.checked_add(wait));
        self.node.deadline.set(next.unwrap_or(0));
        self.node
            .phase
            .set(next.map_or(Phase::Never, |_| Phase::Begun));
        ticks
    }

    /// Ready when the clock has shown the deadline; until then the node holds the latest waker.
    #[inline]
    #[track_caller]
    pub(super) fn poll(self: Pin<&Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Phase::After | Phase::At = self.phase() {
            self.begin();
        }
        match self.phase() {
            Phase::Begun => self.enter(cx.waker()),
            Phase::Inside => self.stay(cx.waker()),
            _ => {}
        }
        if let Phase::Fired = self.phase() {
            drop(self.node.waker.take());
            return Poll::Ready(()); // 1, 5
        }
        Poll::Pending // 2, 3, 4, 6
    }

    /// Goes into the wheel, unless the deadline has come.
    #[inline]
    fn enter(self: Pin<&Self>, waker: &Waker) {
        let node = &self.get_ref().node;
        self.keep(waker); // may run code of its owner's, and turn the clock
        self.with_timers(|timers| {
            if node.deadline.get() > timers.seen() {
                // SAFETY: it is outside, and pinned.
                unsafe { timers.enter(node) };
            } else {
                node.phase.set(Phase::Fired);
            }
        });
    }

    /// Stays in the wheel, with the latest waker.
    #[inline]
    #[track_caller]
    fn stay(&self, waker: &Waker) {
        self.with_timers(Timers::expect_turned);
        self.keep(waker); // may run code of its owner's, and turn the clock
    }

    /// Learns of its clock, and when it is due by that.
    #[inline]
    #[track_caller]
    fn begin(&self) {
        let timers = super::timers();
        let (now, given) = (timers.now(), self.node.deadline.get());
        let deadline = match self.node.phase.get() {
            Phase::After => now.checked_add(given),
            _ => Some(given.saturating_sub(timers.began())),
        };
        let phase = match deadline {
            None => Phase::Never,                              // 3
            Some(deadline) if deadline <= now => Phase::Fired, // 1
            Some(_) => Phase::Begun,
        };
        self.node.deadline.set(deadline.unwrap_or(0));
        self.node.phase.set(phase);
        self.timers.get_or_init(|| timers);
    }

    /// Looks at the timers of its clock. It has begun.
    #[inline]
    fn with_timers<R>(&self, look: impl FnOnce(&Timers) -> R) -> R {
        look(self.timers.get().expect("it has begun"))
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
        if self.phase() == Phase::Inside {
            let node = NonNull::from(&self.node);
            // SAFETY: it is inside.
            self.with_timers(|timers| unsafe { timers.wheel.leave(node, Phase::Finished) });
        }
    }
}
