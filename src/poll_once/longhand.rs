//! [`PollOnce`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! poll_once() --> Waiting --1,2--> Finished --> a further poll panics
//!                   \
//!                    3-----------> Panicked --> a further poll panics
//! ```
//!
//! | # | the future | next     | returns           |
//! |---|------------|----------|-------------------|
//! | 1 | ready v    | Finished | `Ready(Some(v))`  |
//! | 2 | pending    | Finished | `Ready(None)`     |
//! | 3 | a panic    | Panicked | the panic goes on |

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use crate::child::Child;
use crate::unwind::{End, OnUnwind};

/// The answer of a future if it is there at its next poll. See the [module](super) for the contract.
///
/// ```
/// # longhand::block_on(async {
/// use core::pin::pin;
/// use longhand::{poll_once, yield_now};
///
/// let mut slow = pin!(async {
///     yield_now().await;
///     "done"
/// });
/// assert_eq!(poll_once(slow.as_mut()).await, None);
/// assert_eq!(poll_once(slow.as_mut()).await, Some("done"));
/// # });
/// ```
#[inline]
pub fn poll_once<F: IntoFuture>(future: F) -> PollOnce<F::IntoFuture> {
    let future = Child::new(future.into_future());
    PollOnce {
        state: State::Waiting { future },
    }
}

/// The future of [`poll_once`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct PollOnce<F> {
    #[pin]
    state: State<F>,
}

#[pin_project(project = Projection)]
enum State<F> {
    Waiting {
        #[pin]
        future: Child<F>,
    },
    Finished,
    Panicked,
}

impl<F: Future> Future for PollOnce<F> {
    type Output = Option<F::Output>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(self.project().state, |mut state| state.set(State::Panicked));
        let answer = match guard.state.as_mut().project() {
            Projection::Waiting { future } => match future.poll(cx) {
                Poll::Ready(value) => Some(value), // 1
                Poll::Pending => None,             // 2
            },
            Projection::Finished => guard.misuse("PollOnce", End::Finished),
            Projection::Panicked => guard.misuse("PollOnce", End::Panicked),
        };
        guard.state.set(State::Finished); // the future dropped where it stands
        guard.disarm();
        Poll::Ready(answer)
    }
}

impl<F: Future> FusedFuture for PollOnce<F> {
    fn is_terminated(&self) -> bool {
        !matches!(self.state, State::Waiting { .. })
    }
}

impl<F> fmt::Debug for PollOnce<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Waiting { .. } => "Waiting",
            State::Finished => "Finished",
            State::Panicked => "Panicked",
        };
        f.debug_struct("PollOnce")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}
