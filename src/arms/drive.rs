//! [`Drive`]: a handler, while the [`Arms`] go on being asked.
//!
//! ```text
//! drive() --> Running --1--> Finished --> a further poll panics
//!              ^ |  \
//!              +-2   3-----> Panicked --> a further poll panics
//! ```
//!
//! | # | the handler | the arms       | next     | returns           |
//! |---|-------------|----------------|----------|-------------------|
//! | 1 | ready v     | are not asked  | Finished | `Ready(v)`        |
//! | 2 | pending     | keep what came | Running  | `Pending`         |
//! | 3 | a panic     | or a panic     | Panicked | the panic goes on |

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::{Arms, IntoArms};
use crate::child::Child;
use crate::unwind::{End, OnUnwind};

/// The future of [`Arms::drive`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project(project = Projected)]
pub struct Drive<'a, C: IntoArms, H> {
    #[pin]
    state: State<H>,
    arms: Pin<&'a mut Arms<C>>,
}

#[pin_project(project = Projection)]
enum State<H> {
    Running {
        #[pin]
        handler: Child<H>,
    },
    Finished,
    Panicked,
}

impl<'a, C: IntoArms, H> Drive<'a, C, H> {
    #[inline]
    pub(super) fn new(arms: Pin<&'a mut Arms<C>>, handler: H) -> Self {
        let handler = Child::new(handler);
        Drive {
            state: State::Running { handler },
            arms,
        }
    }
}

impl<C: IntoArms, H: Future> Future for Drive<'_, C, H> {
    type Output = H::Output;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<H::Output> {
        let Projected { state, arms } = self.project();
        let mut guard = OnUnwind::new(state, |mut state| state.set(State::Panicked));
        let answer = match guard.state.as_mut().project() {
            Projection::Running { handler } => handler.poll(cx),
            Projection::Finished => guard.misuse("Drive", End::Finished),
            Projection::Panicked => guard.misuse("Drive", End::Panicked),
        };
        match answer {
            Poll::Ready(_) => guard.state.set(State::Finished), // 1, the handler dropped
            Poll::Pending => arms.as_mut().keep(cx),            // 2
        }
        guard.disarm();
        answer
    }
}

impl<C: IntoArms, H: Future> FusedFuture for Drive<'_, C, H> {
    fn is_terminated(&self) -> bool {
        !matches!(self.state, State::Running { .. })
    }
}

impl<C: IntoArms, H> fmt::Debug for Drive<'_, C, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Running { .. } => "Running",
            State::Finished => "Finished",
            State::Panicked => "Panicked",
        };
        f.debug_struct("Drive")
            .field("state", &format_args!("{state}"))
            .field("arms", &self.arms)
            .finish()
    }
}
