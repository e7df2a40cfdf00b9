//! [`TryJoin`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//!                      +--2--> First ---6,7--+
//! try_join() --> Both -+--1,5----------------+--> Finished --> a further poll panics
//!                ^  |  +--3--> Second --9,10-+
//!                +4-+
//!
//! any of them --12--> Panicked --> a further poll panics
//! ```
//!
//! | #  | state  | first     | second    | next     | returns             |
//! |----|--------|-----------|-----------|----------|---------------------|
//! | 1  | Both   | `Ok(a)`   | `Ok(b)`   | Finished | `Ready(Ok((a, b)))` |
//! | 2  | Both   | `Ok(a)`   | pending   | First    | `Pending`           |
//! | 3  | Both   | pending   | `Ok(b)`   | Second   | `Pending`           |
//! | 4  | Both   | pending   | pending   | Both     | `Pending`           |
//! | 5  | Both   | `Err(e)`  | or here   | Finished | `Ready(Err(e))`     |
//! | 6  | First  | kept      | `Ok(b)`   | Finished | `Ready(Ok((a, b)))` |
//! | 7  | First  | kept      | `Err(e)`  | Finished | `Ready(Err(e))`     |
//! | 8  | First  | kept      | pending   | First    | `Pending`           |
//! | 9  | Second | `Ok(a)`   | kept      | Finished | `Ready(Ok((a, b)))` |
//! | 10 | Second | `Err(e)`  | kept      | Finished | `Ready(Err(e))`     |
//! | 11 | Second | pending   | kept      | Second   | `Pending`           |
//! | 12 | any    | a panic   | in either | Panicked | the panic goes on   |
//!
//! # Invariants
//!
//! - I1: a child that has said `Ok` is dropped in the same poll, and one that has said `Err` with
//!   all the rest, so none is polled past its end.
//! - I2: after a row that is pending, every live child holds the caller's latest waker.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::{FusedFuture, TryFuture};
use pin_project::pin_project;

use super::TryJoinable;
use crate::pair::{Pair, Projection};
use crate::unwind::{End, OnUnwind};

impl<A, B, T, U, E> TryJoinable for (A, B)
where
    A: IntoFuture<Output = Result<T, E>>,
    B: IntoFuture<Output = Result<U, E>>,
{
    type Output = Result<(T, U), E>;
    type TryJoin = TryJoin<A::IntoFuture, B::IntoFuture>;

    #[inline]
    fn try_join(self) -> Self::TryJoin {
        TryJoin {
            pair: Pair::new(self.0.into_future(), self.1.into_future()),
        }
    }
}

/// The future of [`try_join`](super::try_join()) of two futures.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct TryJoin<A: TryFuture, B: TryFuture> {
    #[pin]
    pair: Pair<A, A::Ok, B, B::Ok>,
}

impl<A: TryFuture, B: TryFuture<Error = A::Error>> Future for TryJoin<A, B> {
    type Output = Result<(A::Ok, B::Ok), A::Error>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(self.project().pair, Pair::abandon);
        let answer = match guard.state.as_mut().project() {
            Projection::Both(mut both) => match both.first().try_poll(cx) {
                // The first future ends here, and the second is polled in the same pass.
                Poll::Ready(Ok(first)) => {
                    let mut kept = both.keep_first(first);
                    let second = kept.second().try_poll(cx); // 1, 2, 5
                    second.map_ok(|second| (kept.take(), second))
                }
                Poll::Ready(Err(error)) => Poll::Ready(Err(error)), // 5
                Poll::Pending => match both.second().try_poll(cx) {
                    Poll::Ready(Ok(second)) => {
                        both.keep_second(second); // 3
                        Poll::Pending
                    }
                    Poll::Ready(Err(error)) => Poll::Ready(Err(error)), // 5
                    Poll::Pending => Poll::Pending,                     // 4
                },
            },
            Projection::First(mut kept) => {
                let second = kept.second().try_poll(cx); // 6, 7, 8
                second.map_ok(|second| (kept.take(), second))
            }
            Projection::Second(mut kept) => {
                let first = kept.first().try_poll(cx); // 9, 10, 11
                first.map_ok(|first| (first, kept.take()))
            }
            Projection::Finished => guard.misuse("TryJoin", End::Finished),
            Projection::Panicked => guard.misuse("TryJoin", End::Panicked),
        };
        if answer.is_ready() {
            guard.state.as_mut().finish(); // an error leaves others behind: they are dropped here
        }
        guard.disarm();
        answer
    }
}

impl<A: TryFuture, B: TryFuture<Error = A::Error>> FusedFuture for TryJoin<A, B> {
    fn is_terminated(&self) -> bool {
        self.pair.is_terminated()
    }
}

impl<A: TryFuture, B: TryFuture> fmt::Debug for TryJoin<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryJoin")
            .field("state", &self.pair)
            .finish()
    }
}
