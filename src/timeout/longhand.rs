//! [`Timeout`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! timeout() --> Racing --1,2--> Finished --> a further poll panics
//!                ^ |  \
//!                +-3   4-----> Panicked --> a further poll panics
//! ```
//!
//! | # | future  | limit     | next     | returns               |
//! |---|---------|-----------|----------|-----------------------|
//! | 1 | ready v | unpolled  | Finished | `Ready(Ok(v))`        |
//! | 2 | pending | ready     | Finished | `Ready(Err(Elapsed))` |
//! | 3 | pending | pending   | Racing   | `Pending`             |
//! | 4 | a panic | in either | Panicked | the panic goes on     |
//!
//! # Invariants
//!
//! - I1: in `Racing` neither child has said `Ready`, so none is polled past its end.
//! - I2: after row 3 both children hold the caller's latest waker.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::Elapsed;
use crate::child::Child;
use crate::unwind::{End, OnUnwind};

/// Waits for `future`, but no longer than for `limit`.
///
/// The limit is any [`IntoFuture`] with the output `()`. See the [module](super) for the contract.
///
/// # Errors
///
/// [`Elapsed`], if the limit is ready and the future is not.
///
/// ```
/// # longhand::block_on(async {
/// use core::future::{pending, ready};
/// use core::time::Duration;
/// use longhand::time::sleep;
/// use longhand::timeout::{Elapsed, timeout};
///
/// assert_eq!(timeout(sleep(Duration::from_secs(9)), ready("in time")).await, Ok("in time"));
/// let never = pending::<&str>();
/// assert!(timeout(sleep(Duration::from_millis(1)), never).await.is_err());
/// # });
/// ```
#[inline]
pub fn timeout<L, F>(limit: L, future: F) -> Timeout<L::IntoFuture, F::IntoFuture>
where
    L: IntoFuture<Output = ()>,
    F: IntoFuture,
{
    let (future, limit) = (
        Child::new(future.into_future()),
        Child::new(limit.into_future()),
    );
    Timeout {
        state: State::Racing { future, limit },
    }
}

/// The future of [`timeout`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Timeout<L, F> {
    #[pin]
    state: State<L, F>,
}

#[pin_project(project = Projection)]
enum State<L, F> {
    Racing {
        #[pin]
        future: Child<F>,
        #[pin]
        limit: Child<L>,
    },
    Finished,
    Panicked,
}

impl<L: Future<Output = ()>, F: Future> Future for Timeout<L, F> {
    type Output = Result<F::Output, Elapsed>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(self.project().state, |mut state| state.set(State::Panicked));
        let answer = match guard.state.as_mut().project() {
            // The future goes first: an answer already there beats the clock.
            Projection::Racing { future, limit } => match future.poll(cx) {
                Poll::Ready(value) => Poll::Ready(Ok(value)), // 1
                Poll::Pending => limit.poll(cx).map(|()| Err(Elapsed)), // 2, 3
            },
            Projection::Finished => guard.misuse("Timeout", End::Finished),
            Projection::Panicked => guard.misuse("Timeout", End::Panicked),
        };
        if answer.is_ready() {
            guard.state.set(State::Finished); // both children dropped where they stand
        }
        guard.disarm();
        answer
    }
}

impl<L: Future<Output = ()>, F: Future> FusedFuture for Timeout<L, F> {
    fn is_terminated(&self) -> bool {
        !matches!(self.state, State::Racing { .. })
    }
}

impl<L, F> fmt::Debug for Timeout<L, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Racing { .. } => "Racing",
            State::Finished => "Finished",
            State::Panicked => "Panicked",
        };
        f.debug_struct("Timeout")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}
