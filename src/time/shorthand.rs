//! [`sleep`], [`sleep_until`] and [`tick`], as `async fn`s. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::poll_fn;
use core::pin::{Pin, pin};
use core::time::Duration;
use std::time::Instant;

use super::interval::Interval;
use super::timer::Timer;

/// Waits until `duration` has passed since the first poll: [`longhand::time::sleep`](crate::time::sleep)
/// as an `async fn`. [*Loses place*](crate#cancel-safety).
pub async fn sleep(duration: Duration) {
    wait(Timer::after(duration)).await;
}

/// Waits until the clock shows `deadline`: [`longhand::time::sleep_until`](crate::time::sleep_until)
/// as an `async fn`. [*Lossless*](crate#cancel-safety).
pub async fn sleep_until(deadline: Instant) {
    wait(Timer::at(deadline)).await;
}

/// Waits for the next tick of an interval: [`Interval::tick`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
pub async fn tick(mut interval: Pin<&mut Interval>) -> u64 {
    poll_fn(|cx| interval.as_mut().poll_tick(cx)).await
}

async fn wait(timer: Timer) {
    let timer = pin!(timer);
    poll_fn(|cx| timer.as_ref().poll(cx)).await;
}
