//! What threads cost, and tasks: how long it takes to go from one to the other, what memory they take
//! while they wait, and what two of them calculate in parallel.
//!
//! A machine that has other work makes all of it slower and none of it faster, so the fastest of many runs
//! is shown.

use std::path::Path;

use anyhow::{Context, Result};

use crate::measure::{grouped, in_bytes};
use crate::measured::{Measured, in_words};

/// The words of a row, what was measured, and of whom.
type Row = (&'static str, &'static str, &'static str);

const SWITCHES: [Row; 6] = [
    (
        "from a task to the other, when it gives way",
        "one gives way to the other",
        "longhand",
    ),
    (
        "from a task to the other, by a value in a channel",
        "one passes a value on",
        "longhand",
    ),
    (
        "from a thread to the other, on one processor",
        "one passes a value on",
        "threads of one core",
    ),
    (
        "from a thread to the other, on two processors",
        "one passes a value on",
        "threads of two cores",
    ),
    (
        "a task is spawned, and has ended",
        "one starts the other and waits for its end",
        "longhand",
    ),
    (
        "a thread is started, and has ended",
        "one starts the other and waits for its end",
        "threads",
    ),
];

const WORK: [Row; 3] = [
    (
        "one after the other",
        "two calculations, one after the other",
        "std",
    ),
    (
        "as two futures that are joined",
        "two calculations, as futures that are joined",
        "longhand",
    ),
    ("on two threads", "two calculations, on two threads", "std"),
];

const MEMORY: [Row; 3] = [
    ("task", "waiting, in memory", "longhand"),
    ("thread", "waiting, in memory", "threads"),
    (
        "thread, with what it has reserved",
        "waiting, with what is reserved",
        "threads",
    ),
];

/// Times, and how many of the first row's each is worth.
fn times(root: &Path, rows: &[Row], head: &str) -> Result<String> {
    let measured = Measured::read(root)?;
    let least = |(_, what, who): &Row| {
        let least = measured.of(what, who)?.least;
        least.with_context(|| format!("`{what}` was measured once"))
    };
    let first = least(&rows[0])?;
    let mut table = format!("<div class=\"measured-table\">\n\n{head}\n|---|--:|--:|\n");
    for row in rows {
        let time = least(row)?;
        let many = match time / first {
            many @ ..9.95 => format!("{many:.1}"),
            many => grouped(many.round() as usize),
        };
        table.push_str(&format!("| {} | {} | {many} |\n", row.0, in_words(time)));
    }
    Ok(table + "\n</div>\n\n" + &measured.line("the fastest of many runs"))
}

/// `{{#table threads-switches}}`.
pub fn switches(root: &Path) -> Result<String> {
    times(root, &SWITCHES, "| what | takes | in switches of tasks |")
}

/// `{{#table threads-work}}`.
pub fn work(root: &Path) -> Result<String> {
    times(root, &WORK, "| two calculations | take | times the first |")
}

/// `{{#table threads-memory}}`.
pub fn memory(root: &Path) -> Result<String> {
    let measured = Measured::read(root)?;
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| each of many that wait | memory |\n|---|--:|\n",
    );
    for (name, what, who) in MEMORY {
        let bytes = in_bytes(measured.of(what, who)?.figure as usize);
        table.push_str(&format!("| {name} | {bytes} |\n"));
    }
    Ok(table + "\n</div>\n\n" + &measured.line("as the operating system counts it"))
}
