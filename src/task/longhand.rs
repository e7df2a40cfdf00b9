//! [`Body`], by hand: a task from the executor's side. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! body() --> Running --1,2,3--> Finished
//!             ^ |
//!             +-4
//! ```
//!
//! | # | cancelled | future  | next     | the handle is told   |
//! |---|-----------|---------|----------|----------------------|
//! | 1 | yes       |         | Finished | nothing will come    |
//! | 2 | no        | ready v | Finished | `Ok(v)`              |
//! | 3 | no        | panics  | Finished | `Err(panic)`         |
//! | 4 | no        | pending | Running  | nothing yet          |

use core::future::Future;
use core::panic::AssertUnwindSafe;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::panic::catch_unwind;

use pin_project::pin_project;

use super::outcome::{Finisher, quietly};
use crate::child::Child;

/// Runs `future` to its end and tells `finisher` what has become of it.
pub(crate) fn body<F: Future>(future: F, finisher: Finisher<F::Output>) -> Body<F> {
    Body {
        state: State::Running {
            future: Child::new(future),
        },
        finisher,
    }
}

/// The future that the executor polls.
#[pin_project(project = Projected)]
pub(crate) struct Body<F: Future> {
    // Dropped before the finisher: when the handle learns that the task is gone, so is its future.
    #[pin]
    state: State<F>,
    finisher: Finisher<F::Output>,
}

#[pin_project(project = Projection)]
enum State<F> {
    Running {
        #[pin]
        future: Child<F>,
    },
    Finished,
}

impl<F: Future> Future for Body<F> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Projected {
            mut state,
            finisher,
        } = self.project();
        let cancelled = finisher.is_cancelled();
        // Nothing that a panic leaves half done is seen again: the future is dropped in any case.
        let polled = catch_unwind(AssertUnwindSafe(|| {
            let answer = if cancelled {
                None
            } else {
                Some(ready!(state.as_mut().poll(cx)))
            };
            state.set(State::Finished); // gone before its handle is ready
            Poll::Ready(answer)
        }));
        match polled {
            Ok(Poll::Ready(None)) => {} // 1, the finisher tells when it is dropped with this
            Ok(Poll::Ready(Some(answer))) => finisher.finish(Ok(answer)), // 2
            Err(panic) => {
                quietly(|| state.set(State::Finished)); // the first panic is told
                finisher.finish(Err(panic)); // 3
            }
            Ok(Poll::Pending) => return Poll::Pending, // 4
        }
        Poll::Ready(())
    }
}

impl<F: Future> State<F> {
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        match self.project() {
            Projection::Running { future } => future.poll(cx),
            Projection::Finished => panic!("a task polled after completion"),
        }
    }
}
