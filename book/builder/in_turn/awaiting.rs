//! What `.await` is made of: a loop, a poll and a way to yield.

use std::future::poll_fn;
use std::mem;
use std::pin::{Pin, pin};
use std::task::Poll;

/// What `future.await` means, in terms of [`poll`] and [`suspend`].
pub async fn awaited<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    loop {
        match poll(future.as_mut()).await {
            Poll::Ready(answer) => break answer,
            Poll::Pending => suspend().await,
        }
    }
}

/// Polls `future` with the context of whoever polls us. Is ready at once, with what it has said.
fn poll<F: Future>(mut future: Pin<&mut F>) -> impl Future<Output = Poll<F::Output>> {
    poll_fn(move |cx| Poll::Ready(future.as_mut().poll(cx)))
}

/// Returns to whoever polls us, and goes on from here at the next poll. It need not keep the waker:
/// the future that has just said `Pending` has it.
fn suspend() -> impl Future<Output = ()> {
    let mut resumed = false;
    poll_fn(move |_| match mem::replace(&mut resumed, true) {
        false => Poll::Pending,
        true => Poll::Ready(()),
    })
}

/// The twin's body, with each `.await` spelled out.
pub async fn in_turn<A: Future, B: Future>(first: A, second: B) -> (A::Output, B::Output) {
    let one = awaited(first).await;
    let other = awaited(second).await;
    (one, other)
}
