//! The last draft, which is the standard library's trait: whatever is a `Future` there is one here,
//! with the same method, or this file does not compile.

use std::pin::Pin;
use std::task::{Context, Poll};

/// Something that will have an answer.
pub trait Future {
    /// The answer.
    type Output;

    /// The answer; or `Pending`, and the waker in `cx` is called when it is worth asking again.
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output>;
}

impl<F: std::future::Future + ?Sized> Future for F {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        std::future::Future::poll(self, cx)
    }
}
