//! [`RaceMany`], by hand: [`Race`](super::Race) for more than two. Contract: `mod.rs`.
//!
//! The machine is [`Contest`], which `select` shares; of what it says, the answer is passed on.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::Raceable;
use crate::arity::each_arity;
use crate::contest::{self, Contest, Contestants, Shown};
use crate::select::*;
use crate::turn::Turn;

macro_rules! raceable {
    ($OneOf:ident [$(($index:tt $child:ident $Winner:ident $F:ident))+] $reversed:tt) => {
        impl<T, $($F: IntoFuture<Output = T>),+> Raceable for ($($F,)+) {
            type Output = T;
            type Race = RaceMany<($($F::IntoFuture,)+)>;

            #[inline]
            fn race(self) -> Self::Race {
                RaceMany::new(($(self.$index.into_future(),)+))
            }
        }

        impl<T> Alike for $OneOf<$(raceable!(T $F)),+> {
            type Answer = T;

            #[inline]
            fn answer(self) -> T {
                self.into_inner()
            }
        }
    };
    // As many `T`s as there are futures.
    (T $F:ident) => { T };
}
each_arity!(raceable);

impl<F: IntoFuture, const N: usize> Raceable for [F; N] {
    type Output = F::Output;
    type Race = RaceMany<[F::IntoFuture; N]>;

    #[inline]
    fn race(self) -> Self::Race {
        const { assert!(N > 0, "`race` of an empty array: nobody can win it") };
        RaceMany::new(self.map(F::into_future))
    }
}

/// A winner of whom the answer is all that counts.
pub trait Alike {
    /// The answer, the same for each.
    type Answer;

    /// The answer, whoever has won.
    fn answer(self) -> Self::Answer;
}

impl<T> Alike for (usize, T) {
    type Answer = T;

    #[inline]
    fn answer(self) -> T {
        self.1
    }
}

/// The future of [`race`](super::race()) between more than two: `C` is a tuple of futures, an array,
/// or a `Vec`.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct RaceMany<C: Contestants> {
    #[pin]
    contest: C::Contest,
}

impl<C: Contestants> RaceMany<C> {
    #[inline]
    pub(crate) fn new(children: C) -> Self {
        RaceMany {
            contest: children.contest(),
        }
    }
}

impl<C: Contestants<Winner: Alike>> Future for RaceMany<C> {
    type Output = <C::Winner as Alike>::Answer;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let winner = contest::poll(self.project().contest, "Race", |contest| {
            contest.poll_in_turn(cx, &mut Turn::new())
        });
        winner.map(Alike::answer)
    }
}

impl<C: Contestants<Winner: Alike>> FusedFuture for RaceMany<C> {
    fn is_terminated(&self) -> bool {
        self.contest.ended().is_some()
    }
}

impl<C: Contestants> fmt::Debug for RaceMany<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RaceMany")
            .field("state", &Shown(&self.contest))
            .finish()
    }
}
