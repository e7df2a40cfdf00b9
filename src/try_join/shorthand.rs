//! [`try_join`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::pin::{Pin, pin};
use core::task::{Context, Poll};

/// Waits for two futures to succeed, or for one that fails:
/// [`longhand::try_join`](crate::try_join()) as an `async fn`.
///
/// # Errors
///
/// The first error, in time; of two in the same poll, that of the first child.
pub async fn try_join<A, B, T, U, E>((first, second): (A, B)) -> Result<(T, U), E>
where
    A: IntoFuture<Output = Result<T, E>>,
    B: IntoFuture<Output = Result<U, E>>,
{
    // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
    let mut second = (pin!(Some(second.into_future())), None);
    let mut first = (pin!(Some(first.into_future())), None);
    poll_fn(|cx| {
        poll_to_value(&mut first, cx)?;
        poll_to_value(&mut second, cx)?;
        match (first.1.take(), second.1.take()) {
            (Some(first), Some(second)) => Poll::Ready(Ok((first, second))),
            unfinished => {
                (first.1, second.1) = unfinished;
                Poll::Pending
            }
        }
    })
    .await
}

/// Polls a future that still runs; if it succeeds, drops it where it is and keeps its value beside
/// it.
fn poll_to_value<F, T, E>(
    (future, value): &mut (Pin<&mut Option<F>>, Option<T>),
    cx: &mut Context<'_>,
) -> Result<(), E>
where
    F: Future<Output = Result<T, E>>,
{
    let Some(running) = future.as_mut().as_pin_mut() else {
        return Ok(());
    };
    if let Poll::Ready(result) = running.poll(cx) {
        *value = Some(result?);
        future.set(None);
    }
    Ok(())
}
