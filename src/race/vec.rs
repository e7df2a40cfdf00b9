//! [`RaceVec`], by hand: [`Race`](super::Race) for as many futures as a `Vec` holds. Contract:
//! `mod.rs`.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;

use super::{Raceable, first_ready};
use crate::child::Child;
use crate::unwind::OnUnwind;

impl<F: IntoFuture> Raceable for Vec<F> {
    type Output = F::Output;
    type Race = RaceVec<F::IntoFuture>;

    #[track_caller]
    fn race(self) -> Self::Race {
        assert!(
            !self.is_empty(),
            "`race` of an empty `Vec`: nobody can win it"
        );
        let children: Box<[_]> = self
            .into_iter()
            .map(|child| Child::new(child.into_future()))
            .collect();
        RaceVec {
            state: State::Racing(Box::into_pin(children)),
        }
    }
}

/// The future of [`race`](super::race()) between the futures of a `Vec`.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct RaceVec<F> {
    state: State<F>,
}

// The children are pinned on the heap, so the state itself may move.
enum State<F> {
    Racing(Pin<Box<[Child<F>]>>),
    Finished,
    Panicked,
}

impl<F: Future> Future for RaceVec<F> {
    type Output = F::Output;

    #[inline]
    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(Pin::new(&mut self.state), |mut state| {
            state.set(State::Panicked)
        });
        let winner = match &mut *guard.state {
            State::Racing(children) => first_ready(children.as_mut(), cx),
            State::Finished => guard.misuse("`Race` polled after completion"),
            State::Panicked => guard.misuse("`Race` polled after a child panicked"),
        };
        if winner.is_ready() {
            guard.state.set(State::Finished); // all children dropped where they stand
        }
        guard.disarm();
        winner
    }
}

impl<F: Future> FusedFuture for RaceVec<F> {
    fn is_terminated(&self) -> bool {
        !matches!(self.state, State::Racing(_))
    }
}

impl<F> fmt::Debug for RaceVec<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Racing(_) => "Racing",
            State::Finished => "Finished",
            State::Panicked => "Panicked",
        };
        f.debug_struct("RaceVec")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}
