//! [`InTurn`], by hand: a `select` that begins with whose turn it is. Twin: `shorthand.rs`.
//! Contract: `mod.rs`.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::longhand::{Projection, State};
use super::{OneOf2, Select};
use crate::contest::{self, Contest, Contestants, Pass, Shown};
use crate::turn::Turn;
use crate::unwind::End;

impl<A: Future, B: Future> Select<A, B> {
    /// Asks first whose turn it is, and not always the first: see [`Turn`].
    pub fn turn(self, turn: &mut Turn) -> InTurn<'_, (A, B)> {
        InTurn::new(self, turn)
    }
}

/// The future of [`select`](super::select()) with a [`Turn`]: `C` is a tuple of futures, an array,
/// or a `Vec`.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project(project = Projected)]
pub struct InTurn<'t, C: Contestants> {
    #[pin]
    contest: C::Contest,
    turn: &'t mut Turn,
}

impl<'t, C: Contestants> InTurn<'t, C> {
    #[inline]
    pub(super) fn new(contest: C::Contest, turn: &'t mut Turn) -> Self {
        InTurn { contest, turn }
    }
}

impl<C: Contestants> Future for InTurn<'_, C> {
    type Output = C::Winner;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Projected { contest, turn } = self.project();
        contest::poll(contest, "Select", |contest| contest.poll_in_turn(cx, turn))
    }
}

impl<C: Contestants> FusedFuture for InTurn<'_, C> {
    fn is_terminated(&self) -> bool {
        self.contest.ended().is_some()
    }
}

impl<C: Contestants> fmt::Debug for InTurn<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InTurn")
            .field("state", &Shown(&self.contest))
            .field("turn", &self.turn)
            .finish()
    }
}

impl<A: Future, B: Future> Contestants for (A, B) {
    type Winner = OneOf2<A::Output, B::Output>;
    type Contest = Select<A, B>;

    fn contest(self) -> Self::Contest {
        super::select(self)
    }
}

/// The pair by hand as a contest, to be held in turn.
impl<A: Future, B: Future> Contest for Select<A, B> {
    type Winner = OneOf2<A::Output, B::Output>;

    #[inline]
    fn poll_in_turn(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        turn: &mut Turn,
    ) -> Pass<Self::Winner> {
        match self.project().state.project() {
            Projection::Racing {
                mut first,
                mut second,
            } => Ok(turn.poll_each(2, |index| match index {
                0 => first.as_mut().poll(cx).map(OneOf2::First),
                _ => second.as_mut().poll(cx).map(OneOf2::Second),
            })),
            Projection::Finished => Err(End::Finished),
            Projection::Panicked => Err(End::Panicked),
        }
    }

    #[inline]
    fn end(self: Pin<&mut Self>, end: End) {
        self.project().state.set(match end {
            End::Finished => State::Finished,
            End::Panicked => State::Panicked,
        });
    }

    #[inline]
    fn ended(&self) -> Option<End> {
        match self.state {
            State::Racing { .. } => None,
            State::Finished => Some(End::Finished),
            State::Panicked => Some(End::Panicked),
        }
    }
}
