//! What depends on the machine: it is measured by `cargo run -p longhand-book -- measure`, and committed in
//! `book/data` with the machine, the date and the compiler.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::words::escaped;

/// Where and when something was measured, and of what compiler's code.
#[derive(Debug, Serialize, Deserialize)]
pub struct Place {
    machine: String,
    date: String,
    compiler: String,
}

impl Place {
    /// This machine, today.
    pub fn here() -> Result<Self> {
        Ok(Place {
            machine: machine()?,
            date: said("date", &["-u", "+%Y-%m-%d"])?,
            compiler: said("rustc", &["--version"])?,
        })
    }

    /// The line below a table.
    pub fn line(&self, how: &str) -> String {
        let [date, machine, compiler] =
            [&self.date, &self.machine, &self.compiler].map(|it| escaped(it));
        format!("<p class=\"where\">{how}, {date}, {machine}, {compiler}</p>")
    }
}

fn machine() -> Result<String> {
    let cores = thread::available_parallelism()?;
    let arch = std::env::consts::ARCH.replace('_', "-");
    Ok(format!("{arch}, {cores} cores, {}", std::env::consts::OS))
}

fn said(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// What is committed in a file.
pub fn read<T: DeserializeOwned>(root: &Path, file: &str) -> Result<T> {
    let json = fs::read_to_string(root.join(file)).with_context(|| file.to_owned())?;
    serde_json::from_str(&json).with_context(|| file.to_owned())
}

/// Writes it down.
pub fn write<T: Serialize>(root: &Path, file: &str, what: &T) -> Result<()> {
    fs::create_dir_all(root.join("book/data"))?;
    fs::write(root.join(file), serde_json::to_string_pretty(what)? + "\n")?;
    Ok(())
}

/// So many runs, each of so many rounds, in picoseconds a round, the fastest first.
pub fn sorted(runs: usize, rounds: u32, mut round: impl FnMut() -> Result<()>) -> Result<Vec<u64>> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        for _ in 0..rounds {
            round()?;
        }
        let nanoseconds = start.elapsed().as_nanos() as u64;
        times.push(nanoseconds * 1_000 / u64::from(rounds));
    }
    times.sort_unstable();
    Ok(times)
}

/// Two digits, and a unit.
pub fn in_words(picoseconds: u64) -> String {
    let units = [("s", 1e12), ("ms", 1e9), ("µs", 1e6), ("ns", 1e3)];
    let value = picoseconds as f64;
    let (unit, size) = units
        .into_iter()
        .find(|&(_, size)| value >= size)
        .unwrap_or(("ps", 1.0));
    match value / size {
        few @ ..10.0 => format!("{few:.1} {unit}"),
        many => format!("{many:.0} {unit}"),
    }
}
