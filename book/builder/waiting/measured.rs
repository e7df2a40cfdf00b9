//! `{{#table waits}}`: how long an answer takes, by who gives it. `cargo run -p longhand-book -- measure`
//! measures it and writes `book/data/waits.json`, with the machine, the date and the compiler.

use std::fs;
use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::measure::grouped;
use crate::words::escaped;

const FILE: &str = "book/data/waits.json";

/// What was measured.
#[derive(Debug, Serialize, Deserialize)]
pub struct Waits {
    machine: String,
    date: String,
    compiler: String,
    /// What answers, and after how many picoseconds.
    rows: Vec<(String, u64)>,
}

/// The table, from what is committed.
pub fn table(root: &Path) -> Result<String> {
    let json = fs::read_to_string(root.join(FILE)).context(FILE)?;
    let waits: Waits = serde_json::from_str(&json).context(FILE)?;
    let (_, addition) = waits.rows.first().context("there is a row")?;
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| what | takes | in additions |\n|---|--:|--:|\n",
    );
    for (what, picoseconds) in &waits.rows {
        let additions = usize::try_from(picoseconds / addition)?;
        let time = in_words(*picoseconds);
        table.push_str(&format!("| {what} | {time} | {} |\n", grouped(additions)));
    }
    let Waits {
        machine,
        date,
        compiler,
        ..
    } = &waits;
    let (machine, compiler) = (escaped(machine), escaped(compiler));
    table.push_str(&format!(
        "\n</div>\n\n<p class=\"where\">medians, {date}, {machine}, {compiler}</p>"
    ));
    Ok(table)
}

/// Two digits, and a unit.
fn in_words(picoseconds: u64) -> String {
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

/// Measures, and writes it down.
pub fn write(root: &Path) -> Result<usize> {
    let waits = Waits {
        machine: machine()?,
        date: said("date", &["-u", "+%Y-%m-%d"])?,
        compiler: said("rustc", &["--version"])?,
        rows: vec![
            ("an addition".into(), addition()),
            (
                "a value through a channel, and one back, on one thread".into(),
                on_one_thread()?,
            ),
            (
                "a file that was read before, opened and read again".into(),
                read(root)?,
            ),
            ("another thread, which sleeps".into(), other_thread()?),
            (
                "another program on this machine, by TCP".into(),
                loopback()?,
            ),
            ("the disk, until a page is safely there".into(), disk()?),
        ],
    };
    fs::create_dir_all(root.join("book/data"))?;
    fs::write(
        root.join(FILE),
        serde_json::to_string_pretty(&waits)? + "\n",
    )?;
    Ok(waits.rows.len())
}

/// The median of so many runs, each of so many rounds, in picoseconds a round.
fn median(runs: usize, rounds: u32, mut round: impl FnMut() -> Result<()>) -> Result<u64> {
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
    Ok(times[times.len() / 2])
}

/// One of a chain, in which each needs the one before.
fn addition() -> u64 {
    let rounds = 1_000_000_u64;
    let mut times: Vec<u64> = (0..99)
        .map(|_| {
            let (start, mut sum) = (Instant::now(), black_box(1_u64));
            let step = black_box(3);
            for _ in 0..rounds {
                sum = black_box(sum.wrapping_add(step));
            }
            black_box(sum);
            start.elapsed().as_nanos() as u64 * 1_000 / rounds
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2].max(1)
}

fn on_one_thread() -> Result<u64> {
    let ((there, take), (back, get)) = (channel(), channel());
    median(99, 1_000, || {
        there.send(black_box(1_u64))?;
        back.send(take.recv()?)?;
        black_box(get.recv()?);
        Ok(())
    })
}

fn read(root: &Path) -> Result<u64> {
    let mut page = [0; 4_096];
    median(99, 100, || {
        // The file is opened each time, as whoever reads one page does.
        let count = fs::File::open(root.join("Cargo.lock"))?.read(&mut page)?;
        black_box(count);
        Ok(())
    })
}

fn other_thread() -> Result<u64> {
    let ((ask, asked), (answer, answered)) = (channel::<u64>(), channel());
    let other = thread::spawn(move || asked.into_iter().try_for_each(|value| answer.send(value)));
    let time = median(99, 20, || {
        ask.send(1)?;
        answered.recv()?;
        Ok(())
    })?;
    drop(ask);
    let _ended = other.join();
    Ok(time)
}

fn loopback() -> Result<u64> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut ours = TcpStream::connect(listener.local_addr()?)?;
    let (mut theirs, _) = listener.accept()?;
    let other = thread::spawn(move || {
        let mut byte = [0];
        while theirs.read_exact(&mut byte).is_ok() && theirs.write_all(&byte).is_ok() {}
    });
    ours.set_nodelay(true)?;
    let mut byte = [7];
    let time = median(99, 20, || {
        ours.write_all(&byte)?;
        ours.read_exact(&mut byte)?;
        Ok(())
    })?;
    drop(ours);
    let _ended = other.join();
    Ok(time)
}

fn disk() -> Result<u64> {
    let path = std::env::temp_dir().join(format!("longhand-waits-{}", std::process::id()));
    let mut file = fs::File::create(&path)?;
    let time = median(49, 1, || {
        file.write_all(&[7; 4_096])?;
        file.sync_all()?;
        Ok(())
    });
    fs::remove_file(&path)?;
    time
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
