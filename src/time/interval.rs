//! [`Interval`]: a timer that begins again. Contract: `mod.rs`.
//!
//! A tick that has come is counted, and the timer begins anew at the next time of the grid that is
//! still to come.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use futures_core::Stream;
use pin_project::pin_project;

use super::timer::{Timer, nanoseconds};
use super::wheel::Phase;

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
    let timer = Timer::after(period);
    Interval { period, timer }
}

/// The stream of [`interval`], which never ends.
#[must_use = "streams do nothing unless they are polled"]
#[pin_project]
pub struct Interval {
    period: Duration,
    #[pin]
    timer: Timer,
}

impl Interval {
    /// Waits for the next tick. [*Lossless*](crate#cancel-safety): the grid stays.
    pub fn tick(self: Pin<&mut Self>) -> Tick<'_> {
        let interval = Some(self);
        Tick { interval }
    }

    /// Ready with how many ticks have come since the last that was ready.
    #[track_caller]
    pub fn poll_tick(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u64> {
        let interval = self.into_ref().project_ref();
        ready!(interval.timer.poll(cx));
        let period = nanoseconds(*interval.period).unwrap_or(u64::MAX);
        Poll::Ready(interval.timer.go_on(period))
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
        let state = match self.timer.phase() {
            Phase::After => "Unpolled",
            Phase::Never => "Never",
            _ => "Waiting",
        };
        f.debug_struct("Interval")
            .field("period", &self.period)
            .field("state", &format_args!("{state}"))
            .finish()
    }
}

/// The future of [`Interval::tick`]. [*Lossless*](crate#cancel-safety).
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
