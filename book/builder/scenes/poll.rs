//! Scenes of the chapter "poll".

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use longhand::channel::oneshot::{Sender, oneshot};
use longhand::time::sleep;
use longhand::trace::{Recording, opaque, record};
use longhand::{race, shorthand};

use crate::polls::programs::Outcome;
use crate::polls::settled::first;

/// Whatever asks a future.
fn asked<F: Future + Unpin>(mut future: F) -> impl FnMut(&mut Context<'_>) -> Poll<F::Output> {
    move |cx| Pin::new(&mut future).poll(cx)
}

/// Is ready after so many milliseconds.
fn after(milliseconds: u64, outcome: Outcome) -> impl Future<Output = Outcome> + Unpin {
    let mut sleep = Box::pin(sleep(Duration::from_millis(milliseconds)));
    poll_fn(move |cx| sleep.as_mut().poll(cx).map(|()| outcome))
}

/// A word after three milliseconds, an alarm after six, an answer after nine.
pub fn wait() -> Recording {
    let query = asked(opaque(|| "query", after(9, Outcome::Answered(42))));
    let alarm = asked(opaque(|| "alarm", after(6, Outcome::TooLate)));
    let line = asked(opaque(|| "line", after(3, Outcome::Told("stop"))));
    record(opaque(|| "wait", poll_fn(first(first(query, alarm), line))))
}

/// Waits until nobody wants what a sender has to send, who leaves after two milliseconds.
fn until_closed<F: Future<Output = ()>>(closed: impl FnOnce(Sender<u8>) -> F) -> Recording {
    let (sender, receiver) = oneshot();
    let leaves = opaque(|| "receiver", async move {
        sleep(Duration::from_millis(2)).await;
        drop(receiver);
        std::future::pending().await
    });
    record(race((closed(sender), leaves)))
}

/// By the future of the crate.
pub fn closed() -> Recording {
    until_closed(|mut sender| opaque(|| "closed", async move { sender.closed().await }))
}

/// By its twin.
pub fn closed_shorthand() -> Recording {
    until_closed(|mut sender| {
        opaque(|| "closed", async move {
            shorthand::oneshot::closed(&mut sender).await
        })
    })
}
