//! [`Join`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//!                  +--2--> First ---5--+
//! join() --> Both -+--1----------------+--> Finished --> a further poll panics
//!            ^  |  +--3--> Second --7--+
//!            +4-+
//!
//! any of them --9--> Panicked --> a further poll panics
//! ```
//!
//! | # | state  | first     | second    | next     | returns            |
//! |---|--------|-----------|-----------|----------|--------------------|
//! | 1 | Both   | ready a   | ready b   | Finished | `Ready((a, b))`    |
//! | 2 | Both   | ready a   | pending   | First    | `Pending`          |
//! | 3 | Both   | pending   | ready b   | Second   | `Pending`          |
//! | 4 | Both   | pending   | pending   | Both     | `Pending`          |
//! | 5 | First  | has said  | ready b   | Finished | `Ready((a, b))`    |
//! | 6 | First  | has said  | pending   | First    | `Pending`          |
//! | 7 | Second | ready a   | has said  | Finished | `Ready((a, b))`    |
//! | 8 | Second | pending   | has said  | Second   | `Pending`          |
//! | 9 | any    | a panic   | in either | Panicked | the panic goes on  |
//!
//! # Invariants
//!
//! - I1: a child that has said `Ready` is dropped in the same poll, so none is polled past its end.
//! - I2: after a row that is pending, every live child holds the caller's latest waker.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::Joinable;
use crate::pair::{Pair, Projection};
use crate::unwind::{End, OnUnwind};

impl<A: IntoFuture, B: IntoFuture> Joinable for (A, B) {
    type Output = (A::Output, B::Output);
    type Join = Join<A::IntoFuture, B::IntoFuture>;

    #[inline]
    fn join(self) -> Self::Join {
        Join {
            pair: Pair::new(self.0.into_future(), self.1.into_future()),
        }
    }
}

/// The future of [`join`](super::join()) of two futures.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Join<A: Future, B: Future> {
    #[pin]
    pair: Pair<A, A::Output, B, B::Output>,
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(self.project().pair, Pair::abandon);
        let answers = match guard.state.as_mut().project() {
            Projection::Both(mut both) => match both.first().poll(cx) {
                // The first future ends here, and the second is polled in the same pass.
                Poll::Ready(first) => {
                    let mut kept = both.keep_first(first);
                    let second = kept.second().poll(cx); // 1, 2
                    second.map(|second| (kept.take(), second))
                }
                Poll::Pending => {
                    if let Poll::Ready(second) = both.second().poll(cx) {
                        both.keep_second(second); // 3
                    }
                    Poll::Pending // 3, 4
                }
            },
            Projection::First(mut kept) => {
                let second = kept.second().poll(cx); // 5, 6
                second.map(|second| (kept.take(), second))
            }
            Projection::Second(mut kept) => {
                let first = kept.first().poll(cx); // 7, 8
                first.map(|first| (first, kept.take()))
            }
            Projection::Finished => guard.misuse("Join", End::Finished),
            Projection::Panicked => guard.misuse("Join", End::Panicked),
        };
        guard.disarm();
        answers
    }
}

impl<A: Future, B: Future> FusedFuture for Join<A, B> {
    fn is_terminated(&self) -> bool {
        self.pair.is_terminated()
    }
}

impl<A: Future, B: Future> fmt::Debug for Join<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Join").field("state", &self.pair).finish()
    }
}
