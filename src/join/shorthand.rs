//! [`join`], as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::pin::{Pin, pin};
use core::task::{Context, Poll};

/// Waits for two futures: [`longhand::join`](crate::join()) as an `async fn`.
pub async fn join<A: IntoFuture, B: IntoFuture>((first, second): (A, B)) -> (A::Output, B::Output) {
    // Locals drop in reverse: the second is pinned first, so that the first is dropped first.
    let mut second = (pin!(Some(second.into_future())), None);
    let mut first = (pin!(Some(first.into_future())), None);
    poll_fn(|cx| {
        poll_to_answer(&mut first, cx);
        poll_to_answer(&mut second, cx);
        match (first.1.take(), second.1.take()) {
            (Some(first), Some(second)) => Poll::Ready((first, second)),
            unfinished => {
                (first.1, second.1) = unfinished;
                Poll::Pending
            }
        }
    })
    .await
}

/// Polls a future that still runs; once it is ready, drops it where it is and keeps its answer
/// beside it.
fn poll_to_answer<F: Future>(
    (future, answer): &mut (Pin<&mut Option<F>>, Option<F::Output>),
    cx: &mut Context<'_>,
) {
    let Some(running) = future.as_mut().as_pin_mut() else {
        return;
    };
    if let Poll::Ready(value) = running.poll(cx) {
        *answer = Some(value);
        future.set(None);
    }
}
