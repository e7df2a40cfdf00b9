//! [`Select`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! select() --> Racing --1,2--> Finished --> a further poll panics
//!               ^ |  \
//!               +-3   4-----> Panicked --> a further poll panics
//! ```
//!
//! | # | first   | second    | next     | returns            |
//! |---|---------|-----------|----------|--------------------|
//! | 1 | ready v | unpolled  | Finished | `Ready(First(v))`  |
//! | 2 | pending | ready v   | Finished | `Ready(Second(v))` |
//! | 3 | pending | pending   | Racing   | `Pending`          |
//! | 4 | a panic | in either | Panicked | the panic goes on  |
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

use super::{OneOf2, Selectable};
use crate::child::Child;
use crate::unwind::{End, OnUnwind};

impl<A: IntoFuture, B: IntoFuture> Selectable for (A, B) {
    type Output = OneOf2<A::Output, B::Output>;
    type Select = Select<A::IntoFuture, B::IntoFuture>;

    #[inline]
    fn select(self) -> Self::Select {
        let (first, second) = (
            Child::new(self.0.into_future()),
            Child::new(self.1.into_future()),
        );
        Select {
            state: State::Racing { first, second },
        }
    }
}

/// The future of [`select`](super::select()) between two futures.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Select<A, B> {
    #[pin]
    pub(super) state: State<A, B>,
}

#[pin_project(project = Projection)]
pub(super) enum State<A, B> {
    Racing {
        #[pin]
        first: Child<A>,
        #[pin]
        second: Child<B>,
    },
    Finished,
    Panicked,
}

impl<A: Future, B: Future> Future for Select<A, B> {
    type Output = OneOf2<A::Output, B::Output>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(self.project().state, |mut state| state.set(State::Panicked));
        let winner = match guard.state.as_mut().project() {
            // The first goes first: if both are ready it wins.
            Projection::Racing { first, second } => match first.poll(cx) {
                Poll::Ready(value) => Poll::Ready(OneOf2::First(value)), // 1
                Poll::Pending => second.poll(cx).map(OneOf2::Second),    // 2, 3
            },
            Projection::Finished => guard.misuse("Select", End::Finished),
            Projection::Panicked => guard.misuse("Select", End::Panicked),
        };
        if winner.is_ready() {
            guard.state.set(State::Finished); // both children dropped where they stand
        }
        guard.disarm();
        winner
    }
}

impl<A: Future, B: Future> FusedFuture for Select<A, B> {
    fn is_terminated(&self) -> bool {
        !matches!(self.state, State::Racing { .. })
    }
}

impl<A, B> fmt::Debug for Select<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Racing { .. } => "Racing",
            State::Finished => "Finished",
            State::Panicked => "Panicked",
        };
        f.debug_struct("Select")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}
