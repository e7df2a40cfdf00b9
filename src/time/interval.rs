//! [`Interval`]: a timer that begins again. Contract: `mod.rs`.
//!
//! ```text
//! interval() --> Unpolled --1--> Waiting <--3,4
//! ```
//!
//! | # | state    | its next tick            | next     | returns                              |
//! |---|----------|--------------------------|----------|--------------------------------------|
//! | 1 | Unpolled | a period from now        | Waiting  | `Pending`                            |
//! | 2 | any      | past the end of the clock| Never    | `Pending`, and as 4 if one has come  |
//! | 3 | Waiting  | to come                  | Waiting  | `Pending`                            |
//! | 4 | Waiting  | has come                 | Waiting  | `Ready`: how many have, by the grid  |

use alloc::rc::Rc;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use futures_core::Stream;
use pin_project::pin_project;

use super::timer::{Timer, Timers, nanoseconds};

/// Ticks at each multiple of `period` since the first poll.
///
/// A tick says how many periods have passed since the one before: 1, or more if some were missed.
/// Those are not made up for: the next tick comes with the next multiple.
///
/// # Panics
///
/// If `period` is no time. Polled, it panics where a [`sleep`](super::sleep()) does.
///
/// ```
/// use core::pin::pin;
/// use core::time::Duration;
/// use longhand::time::interval;
///
/// longhand::block_on(async {
///     let mut beat = pin!(interval(Duration::from_millis(1)));
///     assert!(beat.as_mut().tick().await >= 1);
///     assert!(beat.as_mut().tick().await >= 1);
/// });
/// ```
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    assert!(!period.is_zero(), "`interval` of no time");
    let state = State::Unpolled;
    Interval { period, state }
}

/// The stream of [`interval`], which never ends.
#[must_use = "streams do nothing unless they are polled"]
#[pin_project]
pub struct Interval {
    period: Duration,
    #[pin]
    state: State,
}

#[pin_project(project = Projection)]
enum State {
    Unpolled,
    Waiting(#[pin] Timer),
    Never,
}

impl Interval {
    /// Waits for the next tick. Dropping the returned future loses nothing.
    pub fn tick(self: Pin<&mut Self>) -> Tick<'_> {
        let interval = Some(self);
        Tick { interval }
    }

    /// Ready with how many ticks have come since the last that was ready.
    #[track_caller]
    pub fn poll_tick(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u64> {
        let interval = self.project();
        let (mut state, period) = (interval.state, nanoseconds(*interval.period));
        if let Projection::Unpolled = state.as_mut().project() {
            let timers = super::timers();
            let now = timers.now();
            state.set(State::after(timers, now, 1, period)); // 1, 2
        }
        let (Projection::Waiting(timer), Some(period)) = (state.as_mut().project(), period) else {
            return Poll::Pending; // 2
        };
        ready!(timer.as_ref().poll(cx)); // 3
        let (timers, tick) = (timer.timers().clone(), timer.deadline());
        let ticks = 1 + timers.now().saturating_sub(tick) / period;
        state.set(State::after(timers, tick, ticks, Some(period))); // 4, 2
        Poll::Ready(ticks)
    }
}

impl State {
    /// Waits until so many periods have passed since `last`.
    fn after(timers: Rc<Timers>, last: u64, ticks: u64, period: Option<u64>) -> Self {
        let periods = period.and_then(|period| period.checked_mul(ticks));
        match periods.and_then(|periods| last.checked_add(periods)) {
            Some(tick) => State::Waiting(Timer::new(timers, tick)),
            None => State::Never,
        }
    }
}

impl Stream for Interval {
    type Item = u64;

    #[track_caller]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u64>> {
        self.poll_tick(cx).map(Some)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Unpolled => "Unpolled",
            State::Waiting(_) => "Waiting",
            State::Never => "Never",
        };
        f.debug_struct("Interval")
            .field("period", &self.period)
            .field("state", &format_args!("{state}"))
            .finish()
    }
}

/// The future of [`Interval::tick`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct Tick<'i> {
    /// None once it is ready.
    interval: Option<Pin<&'i mut Interval>>,
}

impl Future for Tick<'_> {
    type Output = u64;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u64> {
        let Some(interval) = &mut self.interval else {
            panic!("`Tick` polled after completion");
        };
        let ticks = ready!(interval.as_mut().poll_tick(cx));
        self.interval = None;
        Poll::Ready(ticks)
    }
}
