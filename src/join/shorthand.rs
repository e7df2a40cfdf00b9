//! [`join`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::array;
use core::convert::Infallible;
use core::future::{Future, IntoFuture, poll_fn};
use core::pin::pin;
use core::task::Poll;

use crate::arity::each_arity;
use crate::child::at;
use crate::maybe_done::{MaybeDone, poll_each};

/// Waits for all of several futures: [`longhand::join`](crate::join()) as an `async fn`.
pub fn join<C: Joinable>(children: C) -> impl Future<Output = C::Output> {
    children.join()
}

/// Futures that [`join`] can wait for: a tuple of 2 to 12, an array, or (with `alloc`) a `Vec`.
pub trait Joinable {
    /// All the answers.
    type Output;

    /// Waits for all of them. The same as the function [`join`].
    fn join(self) -> impl Future<Output = Self::Output>;
}

impl<A: IntoFuture, B: IntoFuture> Joinable for (A, B) {
    type Output = (A::Output, B::Output);

    async fn join(self) -> Self::Output {
        let (first, second) = self;
        // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
        let mut second = pin!(MaybeDone::new(second));
        let mut first = pin!(MaybeDone::new(first));
        poll_fn(|cx| {
            let first_done = first.as_mut().poll(cx, keep).is_ready();
            let second_done = second.as_mut().poll(cx, keep).is_ready();
            match first_done && second_done {
                true => Poll::Ready((first.as_mut().take(), second.as_mut().take())),
                false => Poll::Pending,
            }
        })
        .await
    }
}

/// Every answer is kept.
pub(crate) fn keep<T>(answer: T) -> Result<T, Infallible> {
    Ok(answer)
}

/// The pair line by line.
macro_rules! joinable {
    (
        $OneOf:ident
        [$(($index:tt $child:ident $Winner:ident $F:ident))+]
        [$(($last_index:tt $last:ident $LastWinner:ident $Last:ident))+]
    ) => {
        impl<$($F: IntoFuture),+> Joinable for ($($F,)+) {
            type Output = ($($F::Output,)+);

            async fn join(self) -> Self::Output {
                let ($($child,)+) = self;
                $(let mut $last = pin!(MaybeDone::new($last));)+
                poll_fn(|cx| {
                    let done = [$($child.as_mut().poll(cx, keep).is_ready()),+];
                    match done.iter().all(|&done| done) {
                        true => Poll::Ready(($($child.as_mut().take(),)+)),
                        false => Poll::Pending,
                    }
                })
                .await
            }
        }
    };
}
each_arity!(joinable);

impl<F: IntoFuture, const N: usize> Joinable for [F; N] {
    type Output = [F::Output; N];

    async fn join(self) -> Self::Output {
        let mut children = pin!(self.map(MaybeDone::new));
        let Ok(()) = poll_fn(|cx| poll_each(children.as_mut(), cx, keep)).await;
        array::from_fn(|index| at(children.as_mut(), index).take())
    }
}
