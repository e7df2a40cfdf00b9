use std::pin::pin;
use std::task::{Context, Poll, Waker};

use futures_util::Stream;
use longhand::yield_now;

/// A future that may not be moved while it waits.
pub async fn child() -> usize {
    let text = [1, 2, 3];
    let part = &text[1..];
    yield_now().await;
    part.len()
}

/// Three children answer one after the other, each at its second poll.
pub fn check<S: Stream<Item = usize>>(again: S) {
    let mut again = pin!(again);
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..3 {
        assert_eq!(again.as_mut().poll_next(&mut cx), Poll::Pending);
        assert_eq!(again.as_mut().poll_next(&mut cx), Poll::Ready(Some(2)));
    }
}
