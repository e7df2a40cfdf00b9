//! [`race`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::pin::pin;
use core::task::Poll;

/// Waits for the first of two futures that answer alike: [`longhand::race`](crate::race()) as an
/// `async fn`.
pub async fn race<A: IntoFuture, B: IntoFuture<Output = A::Output>>(
    (first, second): (A, B),
) -> A::Output {
    // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
    let mut second = pin!(second.into_future());
    let mut first = pin!(first.into_future());
    poll_fn(|cx| match first.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(value),
        Poll::Pending => second.as_mut().poll(cx),
    })
    .await
}
