use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use pin_project::pin_project;

/// A future that is made when it is polled first, and not before.
pub fn lazy<F: Future, M: FnMut() -> F>(make: M) -> Lazy<M> {
    Lazy { make }
}

#[pin_project]
pub struct Lazy<M> {
    make: M,
}

impl<F: Future, M: FnMut() -> F> Future for Lazy<M> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let future = pin!((self.project().make)());
        future.poll(cx)
    }
}
