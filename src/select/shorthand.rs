//! [`select`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::pin::{Pin, pin};
use core::task::{Context, Poll};

use super::*;
use crate::arity::each_arity;
use crate::child::{at, each};

/// Waits for the first of several futures and says which it was:
/// [`longhand::select`](crate::select()) as an `async fn`.
///
/// # Panics
///
/// At its first poll, if it is given no futures.
pub fn select<C: Selectable>(children: C) -> impl Future<Output = C::Output> {
    children.select()
}

/// Waits for the first of several futures, and begins with whose turn it is:
/// [`Select::turn`](crate::select::Select::turn) as an `async fn`.
///
/// # Panics
///
/// At its first poll, if it is given no futures.
pub fn select_in_turn<C: Selectable>(
    children: C,
    turn: &mut Turn,
) -> impl Future<Output = C::Output> {
    children.select_in_turn(turn)
}

/// Futures that [`select`] can choose from: a tuple of 2 to 12, an array, or (with `alloc`) a
/// `Vec`.
pub trait Selectable {
    /// Who won, and the answer.
    type Output;

    /// Waits for the first of them. The same as the function [`select`].
    fn select(self) -> impl Future<Output = Self::Output>;

    /// Waits for the first of them, in turn. The same as the function [`select_in_turn`].
    fn select_in_turn(self, turn: &mut Turn) -> impl Future<Output = Self::Output>;
}

impl<A: IntoFuture, B: IntoFuture> Selectable for (A, B) {
    type Output = OneOf2<A::Output, B::Output>;

    async fn select(self) -> Self::Output {
        let (first, second) = self;
        // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
        let mut second = pin!(second.into_future());
        let mut first = pin!(first.into_future());
        poll_fn(|cx| match first.as_mut().poll(cx) {
            Poll::Ready(value) => Poll::Ready(OneOf2::First(value)),
            Poll::Pending => second.as_mut().poll(cx).map(OneOf2::Second),
        })
        .await
    }

    async fn select_in_turn(self, turn: &mut Turn) -> Self::Output {
        let (first, second) = self;
        let mut second = pin!(second.into_future());
        let mut first = pin!(first.into_future());
        poll_fn(|cx| {
            turn.poll_each(2, |index| match index {
                0 => first.as_mut().poll(cx).map(OneOf2::First),
                _ => second.as_mut().poll(cx).map(OneOf2::Second),
            })
        })
        .await
    }
}

/// The pair line by line.
macro_rules! selectable {
    (
        $OneOf:ident
        [$(($index:tt $child:ident $Winner:ident $F:ident))+]
        [$(($last_index:tt $last:ident $LastWinner:ident $Last:ident))+]
    ) => {
        impl<$($F: IntoFuture),+> Selectable for ($($F,)+) {
            type Output = $OneOf<$($F::Output),+>;

            async fn select(self) -> Self::Output {
                let ($($child,)+) = self;
                $(let mut $last = pin!($last.into_future());)+
                poll_fn(|cx| {
                    $(if let Poll::Ready(value) = $child.as_mut().poll(cx) {
                        return Poll::Ready($OneOf::$Winner(value));
                    })+
                    Poll::Pending
                })
                .await
            }

            async fn select_in_turn(self, turn: &mut Turn) -> Self::Output {
                let ($($child,)+) = self;
                $(let mut $last = pin!($last.into_future());)+
                poll_fn(|cx| {
                    turn.poll_each([$($index),+].len(), |index| match index {
                        $($index => $child.as_mut().poll(cx).map($OneOf::$Winner),)+
                        _ => unreachable!("a turn is one of the children's"),
                    })
                })
                .await
            }
        }
    };
}
each_arity!(selectable);

impl<F: IntoFuture, const N: usize> Selectable for [F; N] {
    type Output = (usize, F::Output);

    async fn select(self) -> Self::Output {
        const { assert!(N > 0, "`select` of an empty array: nobody can win it") };
        let mut children = pin!(self.map(F::into_future));
        poll_fn(|cx| poll_each(children.as_mut(), cx)).await
    }

    async fn select_in_turn(self, turn: &mut Turn) -> Self::Output {
        const { assert!(N > 0, "`select` of an empty array: nobody can win it") };
        let mut children = pin!(self.map(F::into_future));
        poll_fn(|cx| poll_each_in_turn(children.as_mut(), cx, turn)).await
    }
}

pub(crate) fn poll_each<F: Future>(
    children: Pin<&mut [F]>,
    cx: &mut Context<'_>,
) -> Poll<(usize, F::Output)> {
    for (index, child) in each(children).enumerate() {
        if let Poll::Ready(value) = child.poll(cx) {
            return Poll::Ready((index, value));
        }
    }
    Poll::Pending
}

pub(crate) fn poll_each_in_turn<F: Future>(
    mut children: Pin<&mut [F]>,
    cx: &mut Context<'_>,
    turn: &mut Turn,
) -> Poll<(usize, F::Output)> {
    turn.poll_each(children.len(), |index| {
        let answer = at(children.as_mut(), index).poll(cx);
        answer.map(|value| (index, value))
    })
}
