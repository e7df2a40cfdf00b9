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

use super::timer::{Timer, Wait, When};

/// Waits until `duration` has passed since the first poll.
///
/// See the [module](super) for the contract, and for who turns the clock.
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
        state: State::Unpolled(When::After(duration)),
    }
}

/// Waits until the clock shows `deadline`; no time, if it has.
///
/// See the [module](super) for the contract. It panics where [`sleep`] does.
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
        state: State::Unpolled(When::At(deadline)),
    }
}

/// The future of [`sleep`] and [`sleep_until`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Sleep {
    #[pin]
    state: State,
}

#[pin_project(project = Projection)]
enum State {
    Unpolled(When),
    Waiting(#[pin] Timer),
    Never,
    Finished,
}

impl Future for Sleep {
    type Output = ();

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut state = self.project().state;
        if let Projection::Unpolled(when) = state.as_mut().project() {
            let next = match super::timers().begin(*when) {
                Wait::Nothing => State::Finished,          // 1
                Wait::For(timer) => State::Waiting(timer), // 2
                Wait::Never => State::Never,               // 3
            };
            state.set(next);
            if let State::Finished = *state {
                return Poll::Ready(());
            }
        }
        match state.as_mut().project() {
            Projection::Waiting(timer) => ready!(timer.as_ref().poll(cx)), // 5
            Projection::Unpolled(_) | Projection::Never => return Poll::Pending, // 6
            Projection::Finished => panic!("`Sleep` polled after completion"),
        }
        state.set(State::Finished); // 4
        Poll::Ready(())
    }
}

impl FusedFuture for Sleep {
    fn is_terminated(&self) -> bool {
        matches!(self.state, State::Finished)
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Unpolled(_) => "Unpolled",
            State::Waiting(_) => "Waiting",
            State::Never => "Never",
            State::Finished => "Finished",
        };
        f.debug_struct("Sleep")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}
