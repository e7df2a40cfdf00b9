//! Draft 3: first the value, then the news; first the waker, then the look.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::Shared;

/// Sends the value.
pub fn send<T>(shared: &Shared<T>, value: T) {
    shared.value.put(value);
    shared.is_sent.set();
    let waker = shared.waker.take();
    waker.into_iter().for_each(Waker::wake);
}

/// A future of the value.
pub struct Receiver<T>(pub Arc<Shared<T>>);

impl<T> Future for Receiver<T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let shared = &self.0;
        shared.waker.put(cx.waker().clone());
        match shared.is_sent.is_set() {
            true => Poll::Ready(shared.value.take()),
            false => Poll::Pending,
        }
    }
}
