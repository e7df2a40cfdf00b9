//! [`timeout`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::pin::pin;
use core::task::Poll;

use super::Elapsed;

/// Waits for `future`, but no longer than for `limit`: [`longhand::timeout`](crate::timeout()) as
/// an `async fn`.
///
/// # Errors
///
/// [`Elapsed`], if the limit is ready and the future is not.
pub async fn timeout<L, F>(limit: L, future: F) -> Result<F::Output, Elapsed>
where
    L: IntoFuture<Output = ()>,
    F: IntoFuture,
{
    // Locals drop in reverse: the limit is pinned first, so that the future is dropped first.
    let mut limit = pin!(limit.into_future());
    let mut future = pin!(future.into_future());
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Ok(value)),
        Poll::Pending => limit.as_mut().poll(cx).map(|()| Err(Elapsed)),
    })
    .await
}
