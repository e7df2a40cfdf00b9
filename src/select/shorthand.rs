//! [`select`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::pin::pin;
use core::task::Poll;

use super::OneOf2;

/// Waits for the first of two futures and says which it was: [`longhand::select`](crate::select())
/// as an `async fn`.
pub async fn select<A: IntoFuture, B: IntoFuture>(
    (first, second): (A, B),
) -> OneOf2<A::Output, B::Output> {
    // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
    let mut second = pin!(second.into_future());
    let mut first = pin!(first.into_future());
    poll_fn(|cx| match first.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(OneOf2::First(value)),
        Poll::Pending => second.as_mut().poll(cx).map(OneOf2::Second),
    })
    .await
}
