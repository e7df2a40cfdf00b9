use std::pin::Pin;
use std::task::{Context, Poll, ready};

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
        let mut again = self.project();
        let answer = ready!(again.future.as_mut().poll(cx));
        // The old one is dropped where it stands, and the new one is put there.
        again.future.set((again.make)());
        Poll::Ready(Some(answer))
    }
}
