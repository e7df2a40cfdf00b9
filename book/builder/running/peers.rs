//! `{{#table block-on-nested}}`: a `block_on` inside of a `block_on`, in several crates.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::thread;

use anyhow::Result;
use longhand::channel::oneshot::{Receiver, oneshot};
use longhand::{join, shorthand};
use tokio::runtime::{Builder, Runtime};

use crate::panics;

/// A row each, in Markdown.
pub fn table() -> Result<String> {
    let runtime = || -> Result<Runtime> { Ok(Builder::new_current_thread().build()?) };
    let (outer, inner) = (runtime()?, runtime()?);
    /// A row: the first argument runs the outer future, the second the inner one.
    macro_rules! row {
        ($name:literal: $outer:expr, $inner:expr) => {
            format!(
                "| `{}` | {} |\n",
                $name,
                said(panics::catch(|| $outer(nested(|letter| $inner(letter)))))
            )
        };
    }
    let rows = [
        row!("longhand": longhand::block_on, longhand::block_on),
        row!("longhand::shorthand": shorthand::block_on, shorthand::block_on),
        row!("pollster": pollster::block_on, pollster::block_on),
        row!("futures_lite": futures_lite::future::block_on, futures_lite::future::block_on),
        row!("futures_executor": futures_executor::block_on, futures_executor::block_on),
        row!("tokio": |it| outer.block_on(it), |it| inner.block_on(it)),
    ];
    Ok(format!(
        "| `block_on` of | two letters |\n|---|---|\n{}",
        rows.concat()
    ))
}

/// Waits for a letter, and blocks on another, which comes when the first has.
fn nested(
    block_on: impl Fn(
        Receiver<&'static str>,
    ) -> Result<&'static str, longhand::channel::oneshot::Closed>,
) -> impl Future<Output = [Option<&'static str>; 2]> {
    let (to_first, first) = oneshot();
    let mut senders = None;
    let (to_second, second) = oneshot();
    senders.replace((to_first, to_second));
    let mut second = Some(second);
    let sibling = poll_fn(move |_| {
        let sending = senders.take().map(|(to_first, to_second)| {
            thread::spawn(move || {
                to_first.send("first").ok();
                to_second.send("second").ok();
            })
        });
        let answer = second.take().and_then(|second| block_on(second).ok());
        sending.map(thread::JoinHandle::join);
        Poll::Ready(answer)
    });
    async {
        let (first, second) = join((async { pin!(first).await.ok() }, sibling)).await;
        [first, second]
    }
}

fn said(answer: Result<[Option<&'static str>; 2], String>) -> String {
    match answer {
        Ok([first, second]) => format!("`{:?}`", (first, second)),
        Err(words) => format!("panics: {}", words.lines().next().unwrap_or_default()),
    }
}
