//! [`spawn`], with a body that is an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::pin::pin;
use core::task::{Poll, ready};

use super::Task;
use crate::executor;

/// Runs `future` as a task: [`longhand::executor::spawn`](crate::executor::spawn) with a body that is
/// an `async fn`. The [`Task`] that it returns [*loses data*](crate#cancel-safety) when it is dropped.
///
/// # Panics
///
/// If it is called from outside of an executor's task.
#[track_caller]
pub fn spawn<F: IntoFuture>(future: F) -> Task<F::Output>
where
    F::IntoFuture: 'static,
    F::Output: 'static,
{
    executor::spawn(body(future.into_future()))
}

/// Runs `future` to its end, drops it, and answers. It is dropped in a closure: if that panics, an
/// `async fn` leaks what it was about to answer (rust-lang/rust#47949), and a closure does not.
async fn body<F: Future>(future: F) -> F::Output {
    let mut future = pin!(Some(future));
    poll_fn(|cx| {
        let running = future.as_mut().as_pin_mut().expect("it has not answered");
        let answer = ready!(running.poll(cx));
        future.set(None);
        Poll::Ready(answer)
    })
    .await
}
