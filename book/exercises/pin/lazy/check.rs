use std::pin::pin;
use std::task::{Context, Poll, Waker};

use longhand::yield_now;

/// A future that may not be moved while it waits.
pub async fn child() -> usize {
    let text = [1, 2, 3];
    let part = &text[1..];
    yield_now().await;
    part.len()
}

/// The child is made at the first poll, and answers at the second.
pub fn check<F: Future<Output = usize>>(lazy: F) {
    let mut lazy = pin!(lazy);
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(lazy.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(lazy.as_mut().poll(&mut cx), Poll::Ready(2));
}
