//! [`try_join`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::array;
use core::future::{Future, IntoFuture, poll_fn};
use core::pin::pin;
use core::task::Poll;

use crate::arity::each_arity;
use crate::child::at;
use crate::maybe_done::{MaybeDone, poll_each};

/// Waits for all of several futures to succeed, or for one that fails:
/// [`longhand::try_join`](crate::try_join()) as an `async fn`.
///
/// # Errors
///
/// The first error, in time; of several in the same poll, that of the first child.
pub fn try_join<C: TryJoinable>(children: C) -> impl Future<Output = C::Output> {
    children.try_join()
}

/// Futures that [`try_join`] can wait for: a tuple of 2 to 12, an array, or (with `alloc`) a `Vec`.
pub trait TryJoinable {
    /// All the values, or an error.
    type Output;

    /// Waits for all of them, or for an error. The same as the function [`try_join`].
    fn try_join(self) -> impl Future<Output = Self::Output>;
}

impl<A, B, T, U, E> TryJoinable for (A, B)
where
    A: IntoFuture<Output = Result<T, E>>,
    B: IntoFuture<Output = Result<U, E>>,
{
    type Output = Result<(T, U), E>;

    async fn try_join(self) -> Self::Output {
        let (first, second) = self;
        // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
        let mut second = pin!(MaybeDone::new(second));
        let mut first = pin!(MaybeDone::new(first));
        poll_fn(|cx| {
            // A value is kept, and an error is returned here.
            let first_done = first.as_mut().poll(cx, |result| result)?.is_ready();
            let second_done = second.as_mut().poll(cx, |result| result)?.is_ready();
            match first_done && second_done {
                true => Poll::Ready(Ok((first.as_mut().take(), second.as_mut().take()))),
                false => Poll::Pending,
            }
        })
        .await
    }
}

/// The pair line by line.
macro_rules! try_joinable {
    (
        $OneOf:ident
        [$(($index:tt $child:ident $Winner:ident $F:ident))+]
        [$(($last_index:tt $last:ident $LastWinner:ident $Last:ident))+]
    ) => {
        impl<$($F, $Winner,)+ Error> TryJoinable for ($($F,)+)
        where
            $($F: IntoFuture<Output = Result<$Winner, Error>>,)+
        {
            type Output = Result<($($Winner,)+), Error>;

            async fn try_join(self) -> Self::Output {
                let ($($child,)+) = self;
                $(let mut $last = pin!(MaybeDone::new($last));)+
                poll_fn(|cx| {
                    let done = [$($child.as_mut().poll(cx, |result| result)?.is_ready()),+];
                    match done.iter().all(|&done| done) {
                        true => Poll::Ready(Ok(($($child.as_mut().take(),)+))),
                        false => Poll::Pending,
                    }
                })
                .await
            }
        }
    };
}
each_arity!(try_joinable);

impl<F, T, E, const N: usize> TryJoinable for [F; N]
where
    F: IntoFuture<Output = Result<T, E>>,
{
    type Output = Result<[T; N], E>;

    async fn try_join(self) -> Self::Output {
        let mut children = pin!(self.map(MaybeDone::new));
        poll_fn(|cx| poll_each(children.as_mut(), cx, |result| result)).await?;
        Ok(array::from_fn(|index| at(children.as_mut(), index).take()))
    }
}
