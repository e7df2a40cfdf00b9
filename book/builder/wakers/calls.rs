//! `{{#table waker-calls}}`: what futures do with the waker that they are polled with.

use std::future::{Future, ready};
use std::mem::ManuallyDrop;
use std::pin::pin;
use std::task::Context;
use std::time::Duration;

use longhand::channel::oneshot::oneshot;
use longhand::time::{ManualClock, sleep};
use longhand::{join, shorthand, yield_now};

use super::counting::{self, Calls};

/// What a future did, from its first poll to its drop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// How often it was polled.
    pub polls: u32,
    /// What it did with its waker.
    pub calls: Calls,
}

/// Polls until it is ready. While it is pending and has not woken itself, `meanwhile` happens.
pub fn told(future: impl Future, mut meanwhile: impl FnMut(&ManualClock)) -> Told {
    let clock = ManualClock::new();
    counting::take();
    let mut polls = 1;
    clock.enter(|| {
        let mut future = pin!(future);
        let waker = ManuallyDrop::new(counting::waker()); // its own drop is not counted
        let mut cx = Context::from_waker(&waker);
        while future.as_mut().poll(&mut cx).is_pending() {
            meanwhile(&clock);
            polls += 1;
        }
    });
    let calls = counting::take();
    Told { polls, calls }
}

fn a_millisecond(clock: &ManualClock) {
    clock.advance(Duration::from_millis(1));
}

/// The rows: an expression, and what its future did.
pub fn rows() -> Vec<(&'static str, Told)> {
    let milliseconds = Duration::from_millis;
    /// A row whose future is polled each millisecond.
    macro_rules! row {
        ($shown:literal: $future:expr) => {
            ($shown, told($future, a_millisecond))
        };
    }
    let (sender, receiver) = oneshot();
    let mut sender = Some(sender);
    let received = told(receiver, |_| {
        let sent = sender.take().map(|sender| sender.send(7));
        assert_eq!(sent, Some(Ok(())));
    });
    vec![
        row!("ready(7)": ready(7)),
        row!("yield_now()": yield_now()),
        row!("sleep(1 ms)": sleep(milliseconds(1))),
        row!("sleep(9 ms)": sleep(milliseconds(9))),
        ("receiver", received),
        row!("join((yield_now(), yield_now()))": join((yield_now(), yield_now()))),
        row!("join((sleep(9 ms), sleep(9 ms)))":
            join((sleep(milliseconds(9)), sleep(milliseconds(9))))),
        row!("shorthand::join((sleep(9 ms), sleep(9 ms)))":
            shorthand::join((sleep(milliseconds(9)), sleep(milliseconds(9))))),
    ]
}

/// A line for each row, in Markdown.
pub fn table() -> String {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| future, polled each millisecond | polls | `clone` | \
         `wake` | `wake_by_ref` | `drop` |\n|---|--:|--:|--:|--:|--:|\n",
    );
    for (future, Told { polls, calls }) in rows() {
        let Calls {
            clone,
            wake,
            wake_by_ref,
            drop,
        } = calls;
        table.push_str(&format!(
            "| `{future}` | {polls} | {clone} | {wake} | {wake_by_ref} | {drop} |\n"
        ));
    }
    table.push_str("\n</div>");
    table
}
