//! [`SelectMany`], by hand: [`Select`](super::Select) for more than two. Contract: `mod.rs`.
//!
//! The machine is [`Contest`], which `race` shares.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::{InTurn, Selectable};
use crate::arity::each_arity;
use crate::contest::{self, Contest, Contestants, Shown};
use crate::turn::Turn;

macro_rules! selectable {
    ($OneOf:ident [$(($index:tt $child:ident $Winner:ident $F:ident))+] $reversed:tt) => {
        impl<$($F: IntoFuture),+> Selectable for ($($F,)+) {
            type Output = super::$OneOf<$($F::Output),+>;
            type Select = SelectMany<($($F::IntoFuture,)+)>;

            #[inline]
            fn select(self) -> Self::Select {
                SelectMany::new(($(self.$index.into_future(),)+))
            }
        }
    };
}
each_arity!(selectable);

impl<F: IntoFuture, const N: usize> Selectable for [F; N] {
    type Output = (usize, F::Output);
    type Select = SelectMany<[F::IntoFuture; N]>;

    #[inline]
    fn select(self) -> Self::Select {
        const { assert!(N > 0, "`select` of an empty array: nobody can win it") };
        SelectMany::new(self.map(F::into_future))
    }
}

/// The future of [`select`](super::select()) between more than two: `C` is a tuple of futures, an
/// array, or a `Vec`.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct SelectMany<C: Contestants> {
    #[pin]
    contest: C::Contest,
}

impl<C: Contestants> SelectMany<C> {
    #[inline]
    pub(crate) fn new(children: C) -> Self {
        SelectMany {
            contest: children.contest(),
        }
    }

    /// Asks first whose turn it is, and not always the first: see [`Turn`].
    pub fn turn(self, turn: &mut Turn) -> InTurn<'_, C> {
        InTurn::new(self.contest, turn)
    }
}

impl<C: Contestants> Future for SelectMany<C> {
    type Output = C::Winner;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        contest::poll(self.project().contest, "Select", |contest| {
            contest.poll_in_turn(cx, &mut Turn::new())
        })
    }
}

impl<C: Contestants> FusedFuture for SelectMany<C> {
    fn is_terminated(&self) -> bool {
        self.contest.ended().is_some()
    }
}

impl<C: Contestants> fmt::Debug for SelectMany<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SelectMany")
            .field("state", &Shown(&self.contest))
            .finish()
    }
}
