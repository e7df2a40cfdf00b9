//! The [`Contest`] of an array.

use core::future::Future;
use core::pin::Pin;
use core::task::Context;

use pin_project::pin_project;

use super::{Contest, Contestants, Pass, first_in_turn};
use crate::child::Child;
use crate::turn::Turn;
use crate::unwind::End;

/// An array of futures, while they race.
#[pin_project(project = Projection)]
pub enum State<F, const N: usize> {
    /// Nobody has won.
    Racing {
        /// The futures.
        #[pin]
        children: [Child<F>; N],
    },
    /// Somebody has won.
    Finished,
    /// Somebody has panicked.
    Panicked,
}

impl<F: Future, const N: usize> Contestants for [F; N] {
    type Winner = (usize, F::Output);
    type Contest = State<F, N>;

    #[inline]
    fn contest(self) -> Self::Contest {
        let children = self.map(Child::new);
        State::Racing { children }
    }
}

impl<F: Future, const N: usize> Contest for State<F, N> {
    type Winner = (usize, F::Output);

    #[inline]
    fn poll_in_turn(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        turn: &mut Turn,
    ) -> Pass<Self::Winner> {
        match self.project() {
            Projection::Racing { children } => Ok(first_in_turn(children, cx, turn)),
            Projection::Finished => Err(End::Finished),
            Projection::Panicked => Err(End::Panicked),
        }
    }

    #[inline]
    fn end(mut self: Pin<&mut Self>, end: End) {
        self.set(match end {
            End::Finished => State::Finished,
            End::Panicked => State::Panicked,
        });
    }

    #[inline]
    fn ended(&self) -> Option<End> {
        match self {
            State::Racing { .. } => None,
            State::Finished => Some(End::Finished),
            State::Panicked => Some(End::Panicked),
        }
    }
}
