//! [`sleep`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{pending, poll_fn};
use core::time::Duration;

/// Waits until `duration` has passed since the first poll: [`longhand::time::sleep`](crate::time::sleep)
/// as an `async fn`.
pub async fn sleep(duration: Duration) {
    match super::timers().timer(duration) {
        Some(timer) => poll_fn(|cx| timer.poll(cx)).await,
        None => pending().await,
    }
}
