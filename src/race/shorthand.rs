//! [`race`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::pin::{Pin, pin};
use core::task::{Context, Poll};

use crate::arity::each_arity;
use crate::child::each;

/// Waits for the first of several futures that answer alike: [`longhand::race`](crate::race()) as
/// an `async fn`.
///
/// # Panics
///
/// At its first poll, if it is given no futures.
pub fn race<C: Raceable>(children: C) -> impl Future<Output = C::Output> {
    children.race()
}

/// Futures that can [`race`]: a tuple of 2 to 12, an array, or (with `alloc`) a `Vec`.
pub trait Raceable {
    /// The answer, the same for each.
    type Output;

    /// Waits for the first of them. The same as the function [`race`].
    fn race(self) -> impl Future<Output = Self::Output>;
}

impl<A: IntoFuture, B: IntoFuture<Output = A::Output>> Raceable for (A, B) {
    type Output = A::Output;

    async fn race(self) -> Self::Output {
        let (first, second) = self;
        // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
        let mut second = pin!(second.into_future());
        let mut first = pin!(first.into_future());
        poll_fn(|cx| match first.as_mut().poll(cx) {
            Poll::Ready(value) => Poll::Ready(value),
            Poll::Pending => second.as_mut().poll(cx),
        })
        .await
    }
}

/// The pair line by line.
macro_rules! raceable {
    (
        $OneOf:ident
        [$(($index:tt $child:ident $Winner:ident $F:ident))+]
        [$(($last_index:tt $last:ident $LastWinner:ident $Last:ident))+]
    ) => {
        impl<T, $($F: IntoFuture<Output = T>),+> Raceable for ($($F,)+) {
            type Output = T;

            async fn race(self) -> Self::Output {
                let ($($child,)+) = self;
                $(let mut $last = pin!($last.into_future());)+
                poll_fn(|cx| {
                    $(if let Poll::Ready(value) = $child.as_mut().poll(cx) {
                        return Poll::Ready(value);
                    })+
                    Poll::Pending
                })
                .await
            }
        }
    };
}
each_arity!(raceable);

impl<F: IntoFuture, const N: usize> Raceable for [F; N] {
    type Output = F::Output;

    async fn race(self) -> Self::Output {
        const { assert!(N > 0, "`race` of an empty array: nobody can win it") };
        let mut children = pin!(self.map(F::into_future));
        poll_fn(|cx| poll_each(children.as_mut(), cx)).await
    }
}

pub(crate) fn poll_each<F: Future>(
    children: Pin<&mut [F]>,
    cx: &mut Context<'_>,
) -> Poll<F::Output> {
    for child in each(children) {
        if let Poll::Ready(value) = child.poll(cx) {
            return Poll::Ready(value);
        }
    }
    Poll::Pending
}
