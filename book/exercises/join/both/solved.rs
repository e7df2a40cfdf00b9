use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

/// Waits for both futures.
pub async fn both<A: Future, B: Future>(first: A, second: B) -> (A::Output, B::Output) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut a, mut b) = (None, None);
    poll_fn(|cx| {
        poll_once_more(first.as_mut(), &mut a, cx);
        poll_once_more(second.as_mut(), &mut b, cx);
        if a.is_none() || b.is_none() {
            return Poll::Pending;
        }
        Poll::Ready(a.take().zip(b.take()).expect("both are there"))
    })
    .await
}

/// Polls the future unless it has answered already.
fn poll_once_more<F: Future>(
    future: Pin<&mut F>,
    answer: &mut Option<F::Output>,
    cx: &mut Context<'_>,
) {
    if answer.is_none()
        && let Poll::Ready(value) = future.poll(cx)
    {
        *answer = Some(value);
    }
}
