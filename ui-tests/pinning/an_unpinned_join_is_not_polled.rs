//! A join of `async` children may not move once it is polled, so it is polled through a pin.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

async fn child() -> u8 {
    1
}

fn main() {
    let mut join = longhand::join((child(), child()));
    assert!(poll(&mut join).is_ready());
}
