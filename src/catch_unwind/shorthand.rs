//! [`catch_unwind`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::panic::AssertUnwindSafe;
use core::pin::pin;
use core::task::Poll;
use std::panic;

use super::{Payload, UnwindSafe};

/// Catches the panic of a future: [`longhand::catch_unwind`](crate::catch_unwind()) as an
/// `async fn`.
///
/// # Errors
///
/// What the panic carries.
pub async fn catch_unwind<F>(future: F) -> Result<F::Output, Payload>
where
    F: IntoFuture<IntoFuture: UnwindSafe>,
{
    let mut future = pin!(future.into_future());
    poll_fn(
        |cx| match panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Err(payload) => Poll::Ready(Err(payload)),
            Ok(Poll::Pending) => Poll::Pending,
        },
    )
    .await
}
