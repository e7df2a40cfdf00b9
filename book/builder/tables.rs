//! `{{#table NAME}}`: measured when the book is built, never typed.

use std::future::ready;
use std::time::Duration;

use anyhow::{Result, bail};
use longhand::time::sleep;
use longhand::{join, race, select, shorthand, timeout, yield_now};

use crate::measure::{Measured, grouped, kilobyte, measured, photo};
use crate::{after_ready, allocated, channels, crowd};
use crate::{
    in_turn, limits, pinned, polls, reactors, repository, running, serving, size, tasks, threads,
    waiting, wakers,
};

/// The table of that name, in Markdown.
pub fn table(name: &str) -> Result<String> {
    Ok(match name {
        "waits" => waiting::measured::table(&repository())?,
        "waiting-times" => waiting::times::table(),
        "threads-orders" => threads::orders::table(),
        "threads-switches" => threads::costs::switches(&repository())?,
        "threads-memory" => threads::costs::memory(&repository())?,
        "threads-work" => threads::costs::work(&repository())?,
        "poll-of-std" => polls::of_std::table()?,
        "poll-adapters" => polls::costs::adapters(),
        "poll-waits" => polls::costs::waits()?,
        "future" => twins(&future()),
        "join" => twins(&joined()),
        "select" => twins(&selected()),
        "timeout" => twins(&timed()),
        "timeout-runtimes" => limits::runtimes()?,
        "timeout-peers" => limits::peers()?,
        "limits" => limits::sizes()?,
        "channel-orders" => channels::orders::table(),
        "channel-grades" => channels::cancelled::table(),
        "channel-futures" => channels::costs::futures(),
        "channel-allocated" => channels::costs::allocated(),
        "reactor-futures" => reactors::costs::futures(),
        "spawn-futures" => serving::costs::futures(),
        "block-on-allocated" => allocated::of_block_on(),
        "task-allocated" => allocated::of_task()?,
        "block-on-nested" => running::peers::table()?,
        "task-polls" => tasks::polls::table(),
        "waker-calls" => wakers::calls::table(),
        "join-peers" => join_peers(),
        "join-polls" => crowd::table(),
        "after-ready" => after_ready::table(),
        "async" => twins(&in_turn::table::rows()),
        "async-known" => in_turn::known::table(),
        "pin" => twins(&pinned::table::twins()),
        "unpin" => pinned::table::unpin(),
        "size-patterns" => size::patterns::table()?,
        "size-layers" => size::layers::table()?,
        "size-budget" => size::budget::table()?,
        "advice" => size::advice::table()?,
        "no-advice" => size::advice::no_table()?,
        _ => bail!("there is no table `{name}`"),
    })
}

/// Both spellings of one future.
pub struct Twins {
    /// By hand.
    pub longhand: Measured,
    /// As an `async fn`.
    pub shorthand: Measured,
}

/// The same expression in both spellings: what is called `$twin` in it comes from the crate, or
/// from `longhand::shorthand`.
macro_rules! twins {
    ($twin:ident: $($value:expr),* $(,)?) => {
        vec![$({
            let longhand = measured!($value);
            let shorthand = {
                use shorthand::$twin;
                measured!($value)
            };
            Twins { longhand, shorthand }
        }),*]
    };
}

fn future() -> Vec<Twins> {
    let mut rows = twins![yield_now: yield_now()];
    rows.extend(twins![sleep: sleep(Duration::from_millis(1))]);
    rows
}

fn joined() -> Vec<Twins> {
    twins![join:
        join((yield_now(), yield_now())),
        join((sleep(Duration::ZERO), sleep(Duration::ZERO))),
        join((photo(), photo())),
        join((kilobyte(), kilobyte())),
        join((join((kilobyte(), yield_now())), yield_now())),
        join((join((join((kilobyte(), yield_now())), yield_now())), yield_now())),
    ]
}

fn selected() -> Vec<Twins> {
    twins![select:
        select((yield_now(), yield_now())),
        select((sleep(Duration::ZERO), sleep(Duration::ZERO))),
        select((photo(), photo())),
        select((kilobyte(), kilobyte())),
        select((select((kilobyte(), yield_now())), yield_now())),
        select((select((select((kilobyte(), yield_now())), yield_now())), yield_now())),
    ]
}

fn timed() -> Vec<Twins> {
    let mut rows = twins![timeout:
        timeout(yield_now(), yield_now()),
        timeout(sleep(Duration::ZERO), photo()),
        timeout(sleep(Duration::ZERO), kilobyte()),
        timeout(sleep(Duration::ZERO), timeout(sleep(Duration::ZERO), kilobyte())),
    ];
    rows.extend(twins![race: race((photo(), photo()))]);
    rows
}

/// A row for each.
pub fn twins(rows: &[Twins]) -> String {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| future | longhand, bytes | shorthand, bytes |\n\
         |---|--:|--:|\n",
    );
    for Twins {
        longhand,
        shorthand,
    } in rows
    {
        let expression = longhand
            .expression
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let (long, short) = (grouped(longhand.bytes), grouped(shorthand.bytes));
        table.push_str(&format!("| `{expression}` | {long} | {short} |\n"));
    }
    table.push_str("\n</div>");
    table
}

/// Joins of the same two futures, in this crate and in two others.
fn join_peers() -> String {
    /// A row: each child is an expression, so that every join gets children of its own.
    macro_rules! row {
        ($child:expr) => {
            format!(
                "| `{}` | {} | {} | {} |\n",
                stringify!($child),
                grouped(size_of_val(&join(($child, $child)))),
                grouped(size_of_val(&futures_util::future::join($child, $child))),
                grouped(size_of_val(&futures_lite::future::zip($child, $child))),
            )
        };
    }
    let rows = [
        row!(yield_now()),
        row!(sleep(Duration::ZERO)),
        row!(photo()),
        row!(kilobyte()),
        row!(ready(1_u64)),
    ];
    format!(
        "<div class=\"measured-table\">\n\n| of two | longhand, bytes | futures-util, bytes | \
         futures-lite, bytes |\n|---|--:|--:|--:|\n{}\n</div>",
        rows.concat(),
    )
}
