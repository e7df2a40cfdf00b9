//! [`arms`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::array;
use core::cell::Cell;
use core::future::{Future, IntoFuture, poll_fn};
use core::ops::ControlFlow;
use core::pin::{Pin, pin};
use core::task::{Context, Poll};

use futures_core::{FusedFuture, Stream};

use super::{Every, Once};
use crate::arity::each_arity;
use crate::child::{at, each};
use crate::fuse::{Fuse, fuse};
use crate::select::*;
use crate::turn::Turn;

/// Runs a loop over [`longhand::arms`](crate::arms()) as an `async fn`: the body is run for every
/// event, and driven, until it breaks or all arms are off.
///
/// *Loses data*: dropped, it drops its arms, the body, and what the arms have kept.
///
/// ```
/// # longhand::block_on(async {
/// use core::ops::ControlFlow;
/// use longhand::{OneOf2, every, once, shorthand, yield_now};
///
/// let mut count = 0;
/// let counting = every(|| async {
///     yield_now().await;
///     1
/// });
/// let total = shorthand::arms((counting, once(async {})), async |event| {
///     count += event.first().unwrap_or(0);
///     yield_now().await;
///     if count < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(count) }
/// });
/// assert_eq!(total.await, Some(3));
/// # });
/// ```
pub fn arms<C: IntoArms, T>(
    children: C,
    body: impl AsyncFnMut(C::Item) -> ControlFlow<T>,
) -> impl Future<Output = Option<T>> {
    children.arms(body)
}

/// What [`arms`] takes: a tuple of 2 to 12 arms, or an array.
pub trait IntoArms {
    /// Whose event it is, and the event.
    type Item;

    /// The loop. The same as the function [`arms`].
    fn arms<T>(
        self,
        body: impl AsyncFnMut(Self::Item) -> ControlFlow<T>,
    ) -> impl Future<Output = Option<T>>;
}

/// What can be an arm: a stream, a `once` or an `every`.
pub trait Arm {
    /// What it gives.
    type Item;

    /// Puts one item after another in its place, each when the last was taken.
    fn run(self, place: &Place<Self::Item>) -> impl Future<Output = ()>;
}

impl<F: Future> Arm for Once<F> {
    type Item = F::Output;

    async fn run(self, place: &Place<F::Output>) {
        place.put(self.future.await);
    }
}

impl<M, F> Arm for Every<M>
where
    M: FnMut() -> F,
    F: IntoFuture,
{
    type Item = F::Output;

    async fn run(mut self, place: &Place<F::Output>) {
        loop {
            place.put((self.make)().await);
            place.taken().await;
        }
    }
}

impl<S: Stream> Arm for S {
    type Item = S::Item;

    async fn run(self, place: &Place<S::Item>) {
        let mut stream = pin!(self);
        while let Some(item) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
            place.put(item);
            place.taken().await;
        }
    }
}

/// Where the item of an arm lies until it is taken.
#[expect(
    missing_debug_implementations,
    reason = "nobody meets a place but inside `arms`, which is no type of its own"
)]
pub struct Place<T>(Cell<Option<T>>);

impl<T> Place<T> {
    const fn empty() -> Self {
        Place(Cell::new(None))
    }

    fn put(&self, item: T) {
        self.0.set(Some(item));
    }

    /// Waits until it is empty. Who takes the item polls the arm, so nobody need be woken.
    async fn taken(&self) {
        poll_fn(|_| {
            let item = self.0.take();
            let is_taken = item.is_none();
            self.0.set(item);
            if is_taken {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    /// The item that is there, or the one that the arm gives.
    fn next(&self, arm: Pin<&mut impl Future<Output = ()>>, cx: &mut Context<'_>) -> Poll<T> {
        let kept = self.0.take();
        let item = kept.or_else(|| {
            keep(arm, cx);
            self.0.take()
        });
        item.map_or(Poll::Pending, Poll::Ready)
    }
}

/// Asks an arm. What comes is kept in its place, and its end in the fuse around it.
fn keep(arm: Pin<&mut impl Future<Output = ()>>, cx: &mut Context<'_>) {
    let _: Poll<()> = arm.poll(cx);
}

impl<A: Arm, B: Arm> IntoArms for (A, B) {
    type Item = OneOf2<A::Item, B::Item>;

    async fn arms<T>(self, mut body: impl AsyncFnMut(Self::Item) -> ControlFlow<T>) -> Option<T> {
        let (first, second) = self;
        let places = (Place::empty(), Place::empty());
        // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
        let mut second = pin!(fuse(second.run(&places.1)));
        let mut first = pin!(fuse(first.run(&places.0)));
        let mut turn = Turn::new();
        loop {
            let event = poll_fn(|cx| {
                let event = turn.poll_each(2, |arm| match arm {
                    0 => places.0.next(first.as_mut(), cx).map(OneOf2::First),
                    _ => places.1.next(second.as_mut(), cx).map(OneOf2::Second),
                });
                or_none(event, first.is_terminated() && second.is_terminated())
            });
            let event = event.await?;
            let mut handler = pin!(body(event));
            let flow = poll_fn(|cx| {
                let flow = handler.as_mut().poll(cx);
                if flow.is_pending() {
                    keep(first.as_mut(), cx);
                    keep(second.as_mut(), cx);
                }
                flow
            });
            if let ControlFlow::Break(value) = flow.await {
                return Some(value);
            }
        }
    }
}

/// No event is to come if all arms are off.
fn or_none<T>(event: Poll<T>, all_are_off: bool) -> Poll<Option<T>> {
    match event {
        Poll::Ready(event) => Poll::Ready(Some(event)),
        Poll::Pending if all_are_off => Poll::Ready(None),
        Poll::Pending => Poll::Pending,
    }
}

/// The pair line by line.
macro_rules! into_arms {
    (
        $OneOf:ident
        [$(($index:tt $child:ident $Winner:ident $F:ident))+]
        [$(($last_index:tt $last:ident $LastWinner:ident $Last:ident))+]
    ) => {
        impl<$($F: Arm),+> IntoArms for ($($F,)+) {
            type Item = $OneOf<$($F::Item),+>;

            async fn arms<T>(
                self,
                mut body: impl AsyncFnMut(Self::Item) -> ControlFlow<T>,
            ) -> Option<T> {
                let ($($child,)+) = self;
                let places = ($(Place::<$F::Item>::empty(),)+);
                $(let mut $last = pin!(fuse($last.run(&places.$last_index)));)+
                let mut turn = Turn::new();
                loop {
                    let event = poll_fn(|cx| {
                        let event = turn.poll_each([$($index),+].len(), |arm| match arm {
                            $($index => {
                                places.$index.next($child.as_mut(), cx).map($OneOf::$Winner)
                            })+
                            _ => unreachable!("a turn is one of the arms'"),
                        });
                        or_none(event, $($child.is_terminated())&&+)
                    });
                    let event = event.await?;
                    let mut handler = pin!(body(event));
                    let flow = poll_fn(|cx| {
                        let flow = handler.as_mut().poll(cx);
                        if flow.is_pending() {
                            $(keep($child.as_mut(), cx);)+
                        }
                        flow
                    });
                    if let ControlFlow::Break(value) = flow.await {
                        return Some(value);
                    }
                }
            }
        }
    };
}
each_arity!(into_arms);

impl<A: Arm, const N: usize> IntoArms for [A; N] {
    type Item = (usize, A::Item);

    async fn arms<T>(self, mut body: impl AsyncFnMut(Self::Item) -> ControlFlow<T>) -> Option<T> {
        const { assert!(N > 0, "`arms` of an empty array: nothing can come of it") };
        let places: [_; N] = array::from_fn(|_| Place::empty());
        let mut arms = pin!(run_each(self, &places));
        let mut turn = Turn::new();
        loop {
            let event = poll_fn(|cx| {
                let event = turn.poll_each(N, |arm| {
                    let item = places[arm].next(at(arms.as_mut(), arm), cx);
                    item.map(|item| (arm, item))
                });
                or_none(event, arms.iter().all(FusedFuture::is_terminated))
            });
            let event = event.await?;
            let mut handler = pin!(body(event));
            let flow = poll_fn(|cx| {
                let flow = handler.as_mut().poll(cx);
                if flow.is_pending() {
                    each(arms.as_mut()).for_each(|arm| keep(arm, cx));
                }
                flow
            });
            if let ControlFlow::Break(value) = flow.await {
                return Some(value);
            }
        }
    }
}

/// Each arm with its place.
fn run_each<A: Arm, const N: usize>(
    arms: [A; N],
    places: &[Place<A::Item>; N],
) -> [Fuse<impl Future<Output = ()>>; N] {
    let mut places = places.iter();
    arms.map(|arm| {
        let place = places.next().expect("there are as many places as arms");
        fuse(arm.run(place))
    })
}
