//! [`body`], as an `async fn`: a task from the executor's side. Twin: `longhand.rs`. Contract:
//! `mod.rs`.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture, poll_fn};
use core::panic::AssertUnwindSafe;
use core::pin::pin;
use core::task::{Poll, ready};
use std::panic::catch_unwind;

use super::outcome::{Finisher, quietly};
use super::{Task, promise};
use crate::executor::spawn_body;

/// Runs `future` as a task: [`longhand::executor::spawn`](crate::executor::spawn) with a body that is
/// an `async fn`.
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
    let (finisher, promise) = promise();
    spawn_body(body(future.into_future(), finisher), promise)
}

/// Runs `future` to its end and tells `finisher` what has become of it.
async fn body<F: Future>(future: F, finisher: Finisher<F::Output>) {
    let mut future = pin!(Some(future));
    let polled = poll_fn(|cx| {
        // Nothing that a panic leaves half done is seen again: the future is dropped in any case.
        let polled = catch_unwind(AssertUnwindSafe(|| {
            let answer = match future.as_mut().as_pin_mut() {
                Some(future) if !finisher.is_cancelled() => Some(ready!(future.poll(cx))),
                _ => None,
            };
            future.set(None); // gone before its handle is ready
            Poll::Ready(answer)
        }));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(answer)) => Poll::Ready(Ok(answer)),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    });
    match polled.await {
        Ok(None) => {} // cancelled: the finisher tells when it is dropped with this
        Ok(Some(answer)) => finisher.finish(Ok(answer)),
        Err(panic) => {
            quietly(|| future.set(None)); // the first panic is told
            finisher.finish(Err(panic));
        }
    }
}
