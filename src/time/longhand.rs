//! [`Sleep`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! sleep() --> Unpolled --1--> Finished --> a further poll panics
//!               | \              ^
//!               2  +--3--> Never |
//!               v                |
//!             Waiting --4--------+
//! ```
//!
//! | # | state    | its end           | next     | returns   |
//! |---|----------|-------------------|----------|-----------|
//! | 1 | Unpolled | now: no time      | Finished | `Ready`   |
//! | 2 | Unpolled | to come           | Waiting  | `Pending` |
//! | 3 | Unpolled | past all time     | Never    | `Pending` |
//! | 4 | Waiting  | has come          | Finished | `Ready`   |
//! | 5 | Waiting  | to come           | Waiting  | `Pending` |
//! | 6 | Never    |                   | Never    | `Pending` |

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;
use std::time::Instant;

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::timer::Timer;
use super::wheel::Phase;

/// Waits until `duration` has passed since the first poll.
///
/// See the [module](super) for the contract, and for who turns the clock. It
/// [*loses place*](crate#cancel-safety): one that is made anew counts anew.
///
/// # Panics
///
/// When polled where nobody turns a clock: outside of [`block_on`](crate::block_on()),
/// [`LocalExecutor::run`](crate::executor::LocalExecutor::run) and
/// [`ManualClock::enter`](super::ManualClock::enter).
///
/// ```
/// use core::time::Duration;
/// use longhand::time::sleep;
///
/// longhand::block_on(sleep(Duration::from_millis(1)));
/// ```
#[inline]
pub fn sleep(duration: Duration) -> Sleep {
    Sleep {
        timer: Timer::after(duration),
    }
}

/// Waits until the clock shows `deadline`; no time, if it has.
///
/// See the [module](super) for the contract. It is [*lossless*](crate#cancel-safety), and panics where
/// [`sleep`] does.
///
/// ```
/// use core::time::Duration;
/// use std::time::Instant;
/// use longhand::time::sleep_until;
///
/// let deadline = Instant::now() + Duration::from_millis(1);
/// longhand::block_on(sleep_until(deadline));
/// assert!(Instant::now() >= deadline);
/// ```
#[inline]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep {
        timer: Timer::at(deadline),
    }
}

/// The future of [`sleep`] and [`sleep_until`].
///
/// Await it, or `&mut` to it, which is [*lossless*](crate#cancel-safety). Dropped itself, a [`sleep`]
/// [*loses place*](crate#cancel-safety), and a [`sleep_until`] nothing.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Sleep {
    /// Its phase is the state.
    #[pin]
    timer: Timer,
}

const _: () = assert!(size_of::<Sleep>() <= 56, "what a sleep takes, as promised");

impl Future for Sleep {
    type Output = ();

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let timer = self.into_ref().project_ref().timer;
        if timer.phase() == Phase::Finished {
            panic!("`Sleep` polled after completion");
        }
        ready!(timer.poll(cx)); // 2, 3, 5, 6
        timer.finish(); // 1, 4
        Poll::Ready(())
    }
}

impl FusedFuture for Sleep {
    fn is_terminated(&self) -> bool {
        self.timer.phase() == Phase::Finished
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.timer.phase() {
            Phase::After | Phase::At => "Unpolled",
            Phase::Begun | Phase::Inside | Phase::Fired => "Waiting",
            Phase::Never => "Never",
            Phase::Finished => "Finished",
        };
        f.debug_struct("Sleep")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}
