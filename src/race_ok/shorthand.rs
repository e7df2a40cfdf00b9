//! [`race_ok`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::pin::{Pin, pin};
use core::task::{Context, Poll};

/// Waits for the first of two futures that succeeds, or for the errors of both:
/// [`longhand::race_ok`](crate::race_ok()) as an `async fn`.
///
/// # Errors
///
/// Those of both, in index order.
pub async fn race_ok<A, B, T, D, E>((first, second): (A, B)) -> Result<T, (D, E)>
where
    A: IntoFuture<Output = Result<T, D>>,
    B: IntoFuture<Output = Result<T, E>>,
{
    // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
    let mut second = (pin!(Some(second.into_future())), None);
    let mut first = (pin!(Some(first.into_future())), None);
    poll_fn(|cx| {
        if let Some(value) = poll_to_error(&mut first, cx) {
            return Poll::Ready(Ok(value));
        }
        if let Some(value) = poll_to_error(&mut second, cx) {
            return Poll::Ready(Ok(value));
        }
        match (first.1.take(), second.1.take()) {
            (Some(first), Some(second)) => Poll::Ready(Err((first, second))),
            unfinished => {
                (first.1, second.1) = unfinished;
                Poll::Pending
            }
        }
    })
    .await
}

/// Polls a future that still runs, and gives its value if it wins; if it fails, drops it where it
/// is and keeps its error beside it.
fn poll_to_error<F, T, E>(
    (future, error): &mut (Pin<&mut Option<F>>, Option<E>),
    cx: &mut Context<'_>,
) -> Option<T>
where
    F: Future<Output = Result<T, E>>,
{
    let running = future.as_mut().as_pin_mut()?;
    match running.poll(cx) {
        Poll::Ready(Ok(value)) => return Some(value),
        Poll::Ready(Err(failed)) => {
            *error = Some(failed);
            future.set(None);
        }
        Poll::Pending => {}
    }
    None
}
