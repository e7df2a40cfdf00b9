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
use core::task::{Context, Poll};
use core::time::Duration;

use futures_core::FusedFuture;

use super::queue::Timer;

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
pub fn sleep(duration: Duration) -> Sleep {
    Sleep {
        state: State::Unpolled(duration),
    }
}

/// The future of [`sleep`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Sleep {
    state: State,
}

enum State {
    Unpolled(Duration),
    Waiting(Timer),
    Never,
    Finished,
}

impl Future for Sleep {
    type Output = ();

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let State::Unpolled(duration) = self.state {
            self.state = match super::timers().timer(duration) {
                Some(timer) => State::Waiting(timer), // 1, 2
                None => State::Never,                 // 3
            };
        }
        match &self.state {
            State::Waiting(timer) => {
                let done = timer.poll(cx); // 1, 2, 4, 5
                if done.is_ready() {
                    self.state = State::Finished; // the timer leaves the queue
                }
                done
            }
            State::Unpolled(_) | State::Never => Poll::Pending, // 6
            State::Finished => panic!("`Sleep` polled after completion"),
        }
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
