//! [`yield_now`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::poll_fn;
use core::task::Poll;

/// Gives way to whoever else is runnable, once: [`longhand::yield_now`](crate::yield_now()) as an
/// `async fn`.
pub async fn yield_now() {
    let mut yielded = false;
    poll_fn(|cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}
