//! What the waits of the chapter cost: lines to write, questions to ask, adapters to maintain.

use anyhow::{Context, Result};

use super::{programs, settled};
use crate::listing;
use crate::measure::grouped;
use crate::repository;

/// A program: its file, its function, what it waits for, and a run of it.
type Program = (&'static str, &'static str, &'static str, fn() -> String);

const PROGRAMS: &[Program] = &[
    (
        "programs",
        "busy",
        "a word or an answer",
        programs::run_busy,
    ),
    (
        "programs",
        "line_or_query",
        "a word or an answer",
        programs::run_told,
    ),
    (
        "settled",
        "word_answer_or_alarm",
        "a word, an answer or an alarm",
        settled::run,
    ),
];

/// What each program waits for, its lines, and what it asks in its run.
pub fn waits() -> Result<String> {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n\
         | program | waits for | its lines | questions | sleeps |\n|---|---|--:|--:|--:|\n",
    );
    for (file, function, what, run) in PROGRAMS {
        let path = format!("book/builder/polls/{file}.rs");
        let lines = listing::length(&repository(), &path, function)?;
        let log = run();
        let (questions, sleeps) = (counted(&log, "questions:")?, counted(&log, "sleeps:")?);
        table.push_str(&format!(
            "| `{function}` | {what} | {lines} | {} | {} |\n",
            grouped(questions),
            grouped(sleeps)
        ));
    }
    table.push_str("\n</div>");
    Ok(table)
}

fn counted(log: &str, what: &str) -> Result<usize> {
    let line = log.lines().find_map(|line| line.strip_prefix(what));
    let count = line.with_context(|| format!("a run that does not tell its {what}"))?;
    Ok(count.trim().parse()?)
}

/// How many pieces of code it takes that `ways` of waiting for two know so many kinds of things.
pub fn adapters() -> String {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n\
         | kinds of things | ways to wait for two | each way for each pair | by one method |\n\
         |--:|--:|--:|--:|\n",
    );
    for (kinds, ways) in [(2_usize, 1_usize), (3, 3), (5, 4), (20, 10)] {
        let pairs = kinds * (kinds + 1) / 2; // two of one kind are a pair as well
        table.push_str(&format!(
            "| {kinds} | {ways} | {} | {} |\n",
            grouped(ways * pairs),
            grouped(kinds + ways)
        ));
    }
    table.push_str("\n</div>");
    table
}
