//! [`RaceOk`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//!                     +--2--> First ---6,7--+
//! race_ok() --> Both -+--1,5----------------+--> Finished --> a further poll panics
//!               ^  |  +--3--> Second --9,10-+
//!               +4-+
//!
//! any of them --12--> Panicked --> a further poll panics
//! ```
//!
//! | #  | state  | first     | second    | next     | returns              |
//! |----|--------|-----------|-----------|----------|----------------------|
//! | 1  | Both   | `Err(a)`  | `Err(b)`  | Finished | `Ready(Err((a, b)))` |
//! | 2  | Both   | `Err(a)`  | pending   | First    | `Pending`            |
//! | 3  | Both   | pending   | `Err(b)`  | Second   | `Pending`            |
//! | 4  | Both   | pending   | pending   | Both     | `Pending`            |
//! | 5  | Both   | `Ok(v)`   | or here   | Finished | `Ready(Ok(v))`       |
//! | 6  | First  | kept      | `Err(b)`  | Finished | `Ready(Err((a, b)))` |
//! | 7  | First  | kept      | `Ok(v)`   | Finished | `Ready(Ok(v))`       |
//! | 8  | First  | kept      | pending   | First    | `Pending`            |
//! | 9  | Second | `Err(a)`  | kept      | Finished | `Ready(Err((a, b)))` |
//! | 10 | Second | `Ok(v)`   | kept      | Finished | `Ready(Ok(v))`       |
//! | 11 | Second | pending   | kept      | Second   | `Pending`            |
//! | 12 | any    | a panic   | in either | Panicked | the panic goes on    |
//!
//! # Invariants
//!
//! - I1: a child that has said `Err` is dropped in the same poll, and one that has said `Ok` with
//!   all the rest, so none is polled past its end.
//! - I2: after a row that is pending, every live child holds the caller's latest waker.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::{FusedFuture, TryFuture};
use pin_project::pin_project;

use super::RaceOkable;
use crate::pair::{Pair, Projection};
use crate::unwind::{End, OnUnwind};

impl<A, B, T, D, E> RaceOkable for (A, B)
where
    A: IntoFuture<Output = Result<T, D>>,
    B: IntoFuture<Output = Result<T, E>>,
{
    type Output = Result<T, (D, E)>;
    type RaceOk = RaceOk<A::IntoFuture, B::IntoFuture>;

    #[inline]
    fn race_ok(self) -> Self::RaceOk {
        RaceOk {
            pair: Pair::new(self.0.into_future(), self.1.into_future()),
        }
    }
}

/// The future of [`race_ok`](super::race_ok()) of two futures.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct RaceOk<A: TryFuture, B: TryFuture> {
    #[pin]
    pair: Pair<A, A::Error, B, B::Error>,
}

impl<A: TryFuture, B: TryFuture<Ok = A::Ok>> Future for RaceOk<A, B> {
    type Output = Result<A::Ok, (A::Error, B::Error)>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(self.project().pair, Pair::abandon);
        let answer = match guard.state.as_mut().project() {
            Projection::Both(mut both) => match both.first().try_poll(cx) {
                // The first future ends here, and the second is polled in the same pass.
                Poll::Ready(Err(first)) => {
                    let mut kept = both.keep_first(first);
                    let second = kept.second().try_poll(cx); // 1, 2, 5
                    second.map_err(|second| (kept.take(), second))
                }
                Poll::Ready(Ok(value)) => Poll::Ready(Ok(value)), // 5
                Poll::Pending => match both.second().try_poll(cx) {
                    Poll::Ready(Err(second)) => {
                        both.keep_second(second); // 3
                        Poll::Pending
                    }
                    Poll::Ready(Ok(value)) => Poll::Ready(Ok(value)), // 5
                    Poll::Pending => Poll::Pending,                   // 4
                },
            },
            Projection::First(mut kept) => {
                let second = kept.second().try_poll(cx); // 6, 7, 8
                second.map_err(|second| (kept.take(), second))
            }
            Projection::Second(mut kept) => {
                let first = kept.first().try_poll(cx); // 9, 10, 11
                first.map_err(|first| (first, kept.take()))
            }
            Projection::Finished => guard.misuse("RaceOk", End::Finished),
            Projection::Panicked => guard.misuse("RaceOk", End::Panicked),
        };
        if answer.is_ready() {
            guard.state.as_mut().finish(); // a winner leaves others behind: they are dropped here
        }
        guard.disarm();
        answer
    }
}

impl<A: TryFuture, B: TryFuture<Ok = A::Ok>> FusedFuture for RaceOk<A, B> {
    fn is_terminated(&self) -> bool {
        self.pair.is_terminated()
    }
}

impl<A: TryFuture, B: TryFuture> fmt::Debug for RaceOk<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RaceOk").field("state", &self.pair).finish()
    }
}
