//! [`race_ok`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::array;
use core::future::{Future, IntoFuture, poll_fn};
use core::pin::pin;
use core::task::Poll;

use crate::arity::each_arity;
use crate::child::at;
use crate::maybe_done::{MaybeDone, poll_each};

/// Waits for the first of several futures that succeeds, or for the errors of all:
/// [`longhand::race_ok`](crate::race_ok()) as an `async fn`.
///
/// # Errors
///
/// Those of all, in index order.
pub fn race_ok<C: RaceOkable>(children: C) -> impl Future<Output = C::Output> {
    children.race_ok()
}

/// Futures that can [`race_ok`]: a tuple of 2 to 12, an array, or (with `alloc`) a `Vec`.
pub trait RaceOkable {
    /// A value, or all the errors.
    type Output;

    /// Waits for the first of them that succeeds. The same as the function [`race_ok`].
    fn race_ok(self) -> impl Future<Output = Self::Output>;
}

impl<A, B, T, D, E> RaceOkable for (A, B)
where
    A: IntoFuture<Output = Result<T, D>>,
    B: IntoFuture<Output = Result<T, E>>,
{
    type Output = Result<T, (D, E)>;

    async fn race_ok(self) -> Self::Output {
        let (first, second) = self;
        // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
        let mut second = pin!(MaybeDone::new(second));
        let mut first = pin!(MaybeDone::new(first));
        let errors = poll_fn(|cx| {
            // An error is kept, and a value is returned here: the other way round than `?` has it.
            let first_done = first.as_mut().poll(cx, swapped)?.is_ready();
            let second_done = second.as_mut().poll(cx, swapped)?.is_ready();
            match first_done && second_done {
                true => Poll::Ready(Ok((first.as_mut().take(), second.as_mut().take()))),
                false => Poll::Pending,
            }
        });
        swapped(errors.await)
    }
}

/// An error where a value was, and a value where an error was.
pub(crate) fn swapped<T, E>(result: Result<T, E>) -> Result<E, T> {
    match result {
        Ok(value) => Err(value),
        Err(error) => Ok(error),
    }
}

/// The pair line by line.
macro_rules! race_okable {
    (
        $OneOf:ident
        [$(($index:tt $child:ident $Winner:ident $F:ident))+]
        [$(($last_index:tt $last:ident $LastWinner:ident $Last:ident))+]
    ) => {
        impl<$($F, $Winner,)+ Value> RaceOkable for ($($F,)+)
        where
            $($F: IntoFuture<Output = Result<Value, $Winner>>,)+
        {
            type Output = Result<Value, ($($Winner,)+)>;

            async fn race_ok(self) -> Self::Output {
                let ($($child,)+) = self;
                $(let mut $last = pin!(MaybeDone::new($last));)+
                let errors = poll_fn(|cx| {
                    let done = [$($child.as_mut().poll(cx, swapped)?.is_ready()),+];
                    match done.iter().all(|&done| done) {
                        true => Poll::Ready(Ok(($($child.as_mut().take(),)+))),
                        false => Poll::Pending,
                    }
                });
                swapped(errors.await)
            }
        }
    };
}
each_arity!(race_okable);

impl<F, T, E, const N: usize> RaceOkable for [F; N]
where
    F: IntoFuture<Output = Result<T, E>>,
{
    type Output = Result<T, [E; N]>;

    async fn race_ok(self) -> Self::Output {
        let mut children = pin!(self.map(MaybeDone::new));
        match poll_fn(|cx| poll_each(children.as_mut(), cx, swapped)).await {
            Ok(()) => Err(array::from_fn(|index| at(children.as_mut(), index).take())),
            Err(value) => Ok(value),
        }
    }
}
