//! `{{#table waits}}`: how long an answer takes, by who gives it.

use std::path::Path;

use anyhow::Result;

use crate::measure::grouped;
use crate::measured::{Measured, in_words};

/// What answers. The others are compared with the first.
const ROWS: [&str; 6] = [
    "an addition",
    "a value through a channel, and one back, on one thread",
    "a file that was read before, opened and read again",
    "another thread, which sleeps",
    "another program on this machine, by TCP",
    "the disk, until a page is safely there",
];

/// The table, from what is committed.
pub fn table(root: &Path) -> Result<String> {
    let measured = Measured::read(root)?;
    let addition = measured.of(ROWS[0], "std")?.figure;
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| what | takes | in additions |\n|---|--:|--:|\n",
    );
    for what in ROWS {
        let time = measured.of(what, "std")?.figure;
        let additions = grouped((time / addition) as usize);
        table.push_str(&format!("| {what} | {} | {additions} |\n", in_words(time)));
    }
    Ok(table + "\n</div>\n\n" + &measured.line("medians"))
}
