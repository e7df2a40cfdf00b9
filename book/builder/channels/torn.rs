//! Draft 1: the news is there before the value.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::Shared;

/// Sends the value.
pub fn send<T>(shared: &Shared<T>, value: T) {
    shared.is_sent.set();
    shared.value.put(value);
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
