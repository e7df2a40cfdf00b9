//! The [`Contest`] of a `Vec`: its children are pinned on the heap, so the state itself may move.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::future::Future;
use core::pin::Pin;
use core::task::Context;

use crate::child::Child;
use crate::contest::{Contest, Contestants, Pass, first_in_turn};
use crate::turn::Turn;
use crate::unwind::End;

/// As many futures as there were, while they race.
pub enum State<F> {
    /// Nobody has won.
    Racing(Pin<Box<[Child<F>]>>),
    /// Somebody has won.
    Finished,
    /// Somebody has panicked.
    Panicked,
}

impl<F: Future> Contestants for Vec<F> {
    type Winner = (usize, F::Output);
    type Contest = State<F>;

    fn contest(self) -> Self::Contest {
        let children: Box<[_]> = self.into_iter().map(Child::new).collect();
        State::Racing(Box::into_pin(children))
    }
}

impl<F: Future> Contest for State<F> {
    type Winner = (usize, F::Output);

    #[inline]
    fn poll_in_turn(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        turn: &mut Turn,
    ) -> Pass<Self::Winner> {
        match &mut *self {
            State::Racing(children) => Ok(first_in_turn(children.as_mut(), cx, turn)),
            State::Finished => Err(End::Finished),
            State::Panicked => Err(End::Panicked),
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
            State::Racing(_) => None,
            State::Finished => Some(End::Finished),
            State::Panicked => Some(End::Panicked),
        }
    }
}
