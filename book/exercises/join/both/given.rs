use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Waits for both futures.
pub async fn both<A: Future, B: Future>(first: A, second: B) -> (A::Output, B::Output) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    poll_fn(
        |cx| match (first.as_mut().poll(cx), second.as_mut().poll(cx)) {
            (Poll::Ready(a), Poll::Ready(b)) => Poll::Ready((a, b)),
            _ => Poll::Pending,
        },
    )
    .await
}
