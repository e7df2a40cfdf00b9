//! [`RaceArray`], by hand: [`Race`](super::Race) line by line, for `N` futures of one type.
//! Contract: `mod.rs`.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::{Raceable, first_ready};
use crate::child::Child;
use crate::unwind::OnUnwind;

impl<F: IntoFuture, const N: usize> Raceable for [F; N] {
    type Output = F::Output;
    type Race = RaceArray<F::IntoFuture, N>;

    #[inline]
    fn race(self) -> Self::Race {
        const { assert!(N > 0, "`race` of an empty array: nobody can win it") };
        let children = self.map(|child| Child::new(child.into_future()));
        RaceArray {
            state: State::Racing { children },
        }
    }
}

/// The future of [`race`](super::race()) between the futures of an array.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct RaceArray<F, const N: usize> {
    #[pin]
    state: State<F, N>,
}

#[pin_project(project = Projection)]
enum State<F, const N: usize> {
    Racing {
        #[pin]
        children: [Child<F>; N],
    },
    Finished,
    Panicked,
}

impl<F: Future, const N: usize> Future for RaceArray<F, N> {
    type Output = F::Output;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(self.project().state, |mut state| state.set(State::Panicked));
        let winner = match guard.state.as_mut().project() {
            Projection::Racing { children } => first_ready(children, cx),
            Projection::Finished => guard.misuse("`Race` polled after completion"),
            Projection::Panicked => guard.misuse("`Race` polled after a child panicked"),
        };
        if winner.is_ready() {
            guard.state.set(State::Finished); // all children dropped where they stand
        }
        guard.disarm();
        winner
    }
}

impl<F: Future, const N: usize> FusedFuture for RaceArray<F, N> {
    fn is_terminated(&self) -> bool {
        !matches!(self.state, State::Racing { .. })
    }
}

impl<F, const N: usize> fmt::Debug for RaceArray<F, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Racing { .. } => "Racing",
            State::Finished => "Finished",
            State::Panicked => "Panicked",
        };
        f.debug_struct("RaceArray")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}
