//! [`Contest`]: many children, of which the first to be ready decides.
//!
//! `select` and `race` of more than two are this machine, and so is a `select` in turn. Index order
//! is the first child's turn, every time: once that is inlined, nothing is left of the turn.
//!
//! ```text
//! Racing --1--> Finished --> a further poll panics
//!  ^ | |
//!  +-2 +--3---> Panicked --> a further poll panics
//! ```
//!
//! | # | in one pass over the children          | next     | returns           |
//! |---|----------------------------------------|----------|-------------------|
//! | 1 | one is ready, the rest are unpolled    | Finished | `Ready`           |
//! | 2 | all are pending                        | Racing   | `Pending`         |
//! | 3 | one panics, in its poll or in its drop | Panicked | the panic goes on |
//!
//! # Invariants
//!
//! - I1: in `Racing` no child has said `Ready`, so none is polled past its end.
//! - I2: after row 2 every child holds the caller's latest waker.
#![expect(
    missing_debug_implementations,
    reason = "nobody meets these types but as parameters of futures, which print their states"
)]

mod array;
mod tuple;

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use crate::child::{Child, at};
use crate::turn::Turn;
use crate::unwind::{End, OnUnwind};

/// Futures of which the first to be ready can be waited for: a tuple of 2 to 12, an array, or a
/// `Vec`. The pair's machine is its own ([`Select`](crate::select::Select)).
pub trait Contestants {
    /// Whose answer it is, and the answer.
    type Winner;
    /// Where they stand.
    type Contest: Contest<Winner = Self::Winner>;

    /// Puts them where they stand.
    fn contest(self) -> Self::Contest;
}

/// The state of a contest: its children while they race, and then how it has ended.
pub trait Contest {
    /// Whose answer it is, and the answer.
    type Winner;

    /// One pass from the child on whose turn it is, up to the first that is ready.
    fn poll_in_turn(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        turn: &mut Turn,
    ) -> Pass<Self::Winner>;

    /// Drops the children in index order, unless that has been done.
    fn end(self: Pin<&mut Self>, end: End);

    /// How it has ended, if it has.
    fn ended(&self) -> Option<End>;
}

/// What a pass has led to; or why there was none.
pub(crate) type Pass<T> = Result<Poll<T>, End>;

/// One poll: `pass`, and the end if somebody has won or panicked. `name` is who is polled, if it is
/// polled too often.
#[inline]
#[track_caller]
pub(crate) fn poll<C: Contest>(
    contest: Pin<&mut C>,
    name: &str,
    pass: impl FnOnce(Pin<&mut C>) -> Pass<C::Winner>,
) -> Poll<C::Winner> {
    let mut guard = OnUnwind::new(contest, |contest| contest.end(End::Panicked));
    let winner = match pass(guard.state.as_mut()) {
        Ok(winner) => winner, // 1, 2
        Err(end) => guard.misuse(name, end),
    };
    if winner.is_ready() {
        guard.state.as_mut().end(End::Finished); // all children dropped where they stand
    }
    guard.disarm();
    winner
}

/// One pass over many children of one type, from the one whose turn it is.
#[inline]
pub(crate) fn first_in_turn<F: Future>(
    mut children: Pin<&mut [Child<F>]>,
    cx: &mut Context<'_>,
    turn: &mut Turn,
) -> Poll<(usize, F::Output)> {
    turn.poll_each(children.len(), |index| {
        let answer = at(children.as_mut(), index).poll(cx);
        answer.map(|value| (index, value))
    })
}

/// A contest as a state, for `Debug`.
pub(crate) struct Shown<'a, C>(pub(crate) &'a C);

impl<C: Contest> fmt::Debug for Shown<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.ended() {
            Some(end) => end.fmt(f),
            None => f.write_str("Racing"),
        }
    }
}
