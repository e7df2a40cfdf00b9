//! [`CatchUnwind`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! catch_unwind() --> Running --1,2--> Finished --> a further poll panics
//!                     ^ |  \
//!                     +-3   4-------> Panicked --> a further poll panics
//! ```
//!
//! | # | the future        | next     | returns           |
//! |---|-------------------|----------|-------------------|
//! | 1 | ready v           | Finished | `Ready(Ok(v))`    |
//! | 2 | a panic           | Finished | `Ready(Err(_))`   |
//! | 3 | pending           | Running  | `Pending`         |
//! | 4 | 1 or 2, and a panic in its drop | Panicked | the panic goes on |

use core::fmt;
use core::future::{Future, IntoFuture};
use core::panic::AssertUnwindSafe;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::panic;

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::{Payload, UnwindSafe};
use crate::child::Child;
use crate::unwind::{End, OnUnwind};

/// Catches the panic of a future. See the [module](super) for the contract.
///
/// # Errors
///
/// What the panic carries.
///
/// ```
/// # std::panic::set_hook(Box::new(|_| {}));
/// # longhand::block_on(async {
/// use longhand::catch_unwind;
///
/// let fine = catch_unwind(async { 7 }).await;
/// assert_eq!(fine.unwrap(), 7);
///
/// let panic = catch_unwind(async { panic!("oh") }).await.unwrap_err();
/// assert_eq!(panic.downcast_ref(), Some(&"oh"));
/// # });
/// ```
#[inline]
pub fn catch_unwind<F>(future: F) -> CatchUnwind<F::IntoFuture>
where
    F: IntoFuture<IntoFuture: UnwindSafe>,
{
    let future = Child::new(future.into_future());
    CatchUnwind {
        state: State::Running { future },
    }
}

/// The future of [`catch_unwind`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct CatchUnwind<F> {
    #[pin]
    state: State<F>,
}

#[pin_project(project = Projection)]
enum State<F> {
    Running {
        #[pin]
        future: Child<F>,
    },
    Finished,
    Panicked,
}

impl<F: Future + UnwindSafe> Future for CatchUnwind<F> {
    type Output = Result<F::Output, Payload>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(self.project().state, |mut state| state.set(State::Panicked));
        let answer = match guard.state.as_mut().project() {
            Projection::Running { future } => {
                // The future is `UnwindSafe`, and the context shows nobody what it is left with.
                match panic::catch_unwind(AssertUnwindSafe(|| future.poll(cx))) {
                    Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)), // 1
                    Err(payload) => Poll::Ready(Err(payload)),        // 2
                    Ok(Poll::Pending) => Poll::Pending,               // 3
                }
            }
            Projection::Finished => guard.misuse("CatchUnwind", End::Finished),
            Projection::Panicked => guard.misuse("CatchUnwind", End::Panicked),
        };
        if answer.is_ready() {
            guard.state.set(State::Finished); // the future dropped where it stands
        }
        guard.disarm();
        answer
    }
}

impl<F: Future + UnwindSafe> FusedFuture for CatchUnwind<F> {
    fn is_terminated(&self) -> bool {
        !matches!(self.state, State::Running { .. })
    }
}

impl<F> fmt::Debug for CatchUnwind<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Running { .. } => "Running",
            State::Finished => "Finished",
            State::Panicked => "Panicked",
        };
        f.debug_struct("CatchUnwind")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}
