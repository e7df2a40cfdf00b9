use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use pin_project::pin_project;

/// The answers of futures, each made when the one before it has answered.
pub fn again<F: Future, M: FnMut() -> F>(mut make: M) -> Again<F, M> {
    let future = make();
    Again { future, make }
}

#[pin_project]
pub struct Again<F, M> {
    #[pin]
    future: F,
    make: M,
}

impl<F: Future, M: FnMut() -> F> Stream for Again<F, M> {
    type Item = F::Output;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        let again = self.project();
        again.future.poll(cx).map(Some)
    }
}
