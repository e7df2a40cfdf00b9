//! The chapter "timeout": the same limits run by several runtimes, and what they and their timeouts
//! take.

use std::fmt::Debug;
use std::future::{pending, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use anyhow::Result;
use futures_timer::Delay;
use longhand::channel::oneshot::oneshot;
use longhand::time::{ManualClock, sleep};
use longhand::timeout::{Elapsed, timeout};
use longhand::{race, yield_now};
use tokio::runtime::{Builder, Runtime};

use crate::measure::{grouped, kilobyte, photo};
use crate::panics;

const SOON: Duration = Duration::from_millis(1);

/// What keeps the time of tokio's timers.
fn tokio_runtime() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_time().build()?)
}

/// tokio's timeout, in a program that is not run by tokio.
pub fn run_elsewhere() -> String {
    let late = || longhand::block_on(async { tokio::time::timeout(SOON, pending::<()>()).await });
    match panics::catch(late) {
        Ok(answer) => format!("{answer:?}"),
        Err(words) => format!("panicked: {words}"),
    }
}

/// A sleep that is polled where nobody turns a clock.
pub fn run_undriven() -> String {
    let mut nap = pin!(sleep(SOON));
    let mut cx = Context::from_waker(Waker::noop());
    match panics::catch(|| nap.as_mut().poll(&mut cx)) {
        Ok(answer) => format!("{answer:?}"),
        Err(words) => format!("panicked: {words}"),
    }
}

/// A future and a limit that are both ready when they are polled again.
pub fn run_late() -> String {
    let answer = || async {
        sleep(Duration::from_millis(5)).await;
        "an answer"
    };
    let limit = || sleep(Duration::from_millis(10));
    let limit_first = race((
        async {
            limit().await;
            Err(Elapsed)
        },
        async { Ok(answer().await) },
    ));
    let mut log = String::new();
    log.push_str(&format!(
        "polled at 0 ms and at 20 ms\ntimeout:         {}\n",
        late(timeout(limit(), answer()))
    ));
    log.push_str(&format!("the limit first: {}", late(limit_first)));
    log
}

/// Polls, is busy for twenty milliseconds, and polls again.
fn late<F: Future<Output: Debug>>(future: F) -> String {
    let clock = ManualClock::new();
    let mut cx = Context::from_waker(Waker::noop());
    clock.enter(|| {
        let mut future = pin!(future);
        let early = future.as_mut().poll(&mut cx);
        assert!(early.is_pending(), "nothing is ready yet");
        clock.advance(Duration::from_millis(20));
        match future.poll(&mut cx) {
            Poll::Ready(answer) => format!("{answer:?}"),
            Poll::Pending => String::from("Pending"),
        }
    })
}

/// What a timeout around a future that is never ready answers, by who runs it.
pub fn runtimes() -> Result<String> {
    /// A row: the limit is an expression, so that each runtime makes its own.
    macro_rules! row {
        ($name:literal: $limit:expr) => {{
            let ended = || async { timeout($limit, pending::<()>()).await };
            let longhand = panics::catch(|| longhand::block_on(ended()));
            let runtime = tokio_runtime()?;
            let tokio = panics::catch(|| runtime.block_on(ended()));
            let lite = panics::catch(|| futures_lite::future::block_on(ended()));
            let [longhand, tokio, lite] = [longhand, tokio, lite].map(said);
            format!("| `{}` | {longhand} | {tokio} | {lite} |\n", $name)
        }};
    }
    let rows = [
        row!("longhand::time::sleep(…)": sleep(SOON)),
        row!("tokio::time::sleep(…)": tokio::time::sleep(SOON)),
        row!("futures_timer::Delay::new(…)": Delay::new(SOON)),
        row!("sender.closed()": the_asker_leaves()),
        row!("yield_now()": yield_now()),
    ];
    Ok(format!(
        "| limit | run by `longhand` | by `tokio` | by `futures_lite` |\n|---|---|---|---|\n{}",
        rows.concat()
    ))
}

/// Ready when nobody wants the answer any more, which is at once.
async fn the_asker_leaves() {
    let (mut sender, receiver) = oneshot::<u8>();
    drop(receiver);
    sender.closed().await;
}

fn said(answer: Result<Result<(), Elapsed>, String>) -> String {
    match answer {
        Ok(answer) => format!("`{answer:?}`"),
        Err(_) => String::from("panics"),
    }
}

/// The sizes of limits, and of a timeout that has one.
pub fn sizes() -> Result<String> {
    let runtime = tokio_runtime()?;
    let _entered = runtime.enter();
    let (mut sender, _receiver) = oneshot::<u8>();
    /// A row: the limit is an expression, so that it can be made twice.
    macro_rules! row {
        ($limit:expr) => {
            format!(
                "| `{}` | {} | {} |\n",
                stringify!($limit),
                grouped(size_of_val(&$limit)),
                grouped(size_of_val(&timeout($limit, kilobyte()))),
            )
        };
    }
    let rows = [
        row!(yield_now()),
        row!(sender.closed()),
        row!(Delay::new(SOON)),
        row!(sleep(SOON)),
        row!(tokio::time::sleep(SOON)),
    ];
    Ok(format!(
        "<div class=\"measured-table\">\n\n| limit | bytes | `timeout(limit, kilobyte())` |\n\
         |---|--:|--:|\n{}\n</div>",
        rows.concat()
    ))
}

/// Timeouts of the same futures, in this crate and in tokio.
pub fn peers() -> Result<String> {
    let runtime = tokio_runtime()?;
    let _entered = runtime.enter();
    /// A row: each timeout gets a future of its own.
    macro_rules! row {
        ($future:expr) => {
            format!(
                "| `{}` | {} | {} |\n",
                stringify!($future),
                grouped(size_of_val(&timeout(sleep(SOON), $future))),
                grouped(size_of_val(&tokio::time::timeout(SOON, $future))),
            )
        };
    }
    let rows = [
        row!(yield_now()),
        row!(ready(1_u64)),
        row!(photo()),
        row!(kilobyte()),
        row!(timeout(sleep(SOON), kilobyte())),
    ];
    Ok(format!(
        "<div class=\"measured-table\">\n\n| around | longhand with its `sleep`, bytes | tokio, \
         bytes |\n|---|--:|--:|\n{}\n</div>",
        rows.concat()
    ))
}
