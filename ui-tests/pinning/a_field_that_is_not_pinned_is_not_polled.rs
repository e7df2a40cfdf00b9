//! A projection pins the fields that are marked; all others it gives as plain `&mut`.

use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project::pin_project;

#[pin_project]
struct Logged<F> {
    future: F,
}

impl<F: Future> Future for Logged<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let future: Pin<&mut F> = self.project().future;
        future.poll(cx)
    }
}

fn main() {
    longhand::block_on(Logged { future: async {} });
}
