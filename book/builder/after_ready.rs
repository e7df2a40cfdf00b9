//! What becomes of a future that is polled once more after `Ready`, in this crate and in others.
//!
//! Every row is a run, made when the book is built.

use std::fmt::Debug;
use std::future::ready;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use futures_util::FutureExt;

use crate::panics;

/// A row each, in Markdown.
pub fn table() -> String {
    let mut table = String::from("| future | polled after `Ready` |\n|---|---|\n");
    for (name, what) in rows() {
        table.push_str(&format!("| `{name}` | {what} |\n"));
    }
    table
}

fn rows() -> Vec<(&'static str, String)> {
    vec![
        ("longhand::yield_now()", twice(longhand::yield_now())),
        (
            "longhand::join((…, …))",
            twice(longhand::join((ready(1), ready(2)))),
        ),
        (
            "longhand::shorthand::join((…, …))",
            twice(longhand::shorthand::join((ready(1), ready(2)))),
        ),
        ("async {}", twice(async {})),
        ("std::future::ready(1)", twice(ready(1))),
        (
            "std::future::poll_fn(…)",
            twice(std::future::poll_fn(|_| Poll::Ready(1))),
        ),
        ("tokio::sync::oneshot::Receiver", twice(sent())),
        (
            "futures_util::future::join(…, …)",
            twice(futures_util::future::join(ready(1), ready(2))),
        ),
        (
            "futures_util::future::join_all([…])",
            twice(futures_util::future::join_all([ready(1)])),
        ),
        (
            "futures_util::future::select_all([…])",
            twice(futures_util::future::select_all([ready(1)])),
        ),
        ("futures_util … .fuse()", twice(ready(1).fuse())),
        (
            "futures_lite::future::zip(…, …)",
            twice(futures_lite::future::zip(ready(1), ready(2))),
        ),
        (
            "futures_lite::future::or(…, …)",
            twice(futures_lite::future::or(ready(1), ready(2))),
        ),
    ]
}

fn sent() -> tokio::sync::oneshot::Receiver<u8> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    // The receiver is in this function's hands, so the value arrives.
    let _ = sender.send(1);
    receiver
}

/// Polls to the end, and once more.
fn twice<F: Future<Output: Debug>>(future: F) -> String {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    let mut polls = 0;
    while future.as_mut().poll(&mut cx).is_pending() {
        polls += 1;
        assert!(polls < 10, "the first answer does not come");
    }
    match panics::catch(|| future.as_mut().poll(&mut cx)) {
        Ok(Poll::Ready(answer)) => format!("`Ready({answer:?})`"),
        Ok(Poll::Pending) => "`Pending`, for ever".to_owned(),
        Err(words) => format!("panics: “{}”", words.replace('`', "\\`")),
    }
}
