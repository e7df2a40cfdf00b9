//! `{{#table waits}}`: how long an answer takes, by who gives it. `cargo run -p longhand-book -- measure`
//! measures it and writes `book/data/waits.json`, with the machine, the date and the compiler.

use std::fs;
use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::measure::grouped;
use crate::measured::{self, Place, in_words, sorted};

const FILE: &str = "book/data/waits.json";

/// What was measured.
#[derive(Debug, Serialize, Deserialize)]
pub struct Waits {
    #[serde(flatten)]
    place: Place,
    /// What answers, and after how many picoseconds.
    rows: Vec<(String, u64)>,
}

/// The table, from what is committed.
pub fn table(root: &Path) -> Result<String> {
    let waits: Waits = measured::read(root, FILE)?;
    let (_, addition) = waits.rows.first().context("there is a row")?;
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| what | takes | in additions |\n|---|--:|--:|\n",
    );
    for (what, picoseconds) in &waits.rows {
        let additions = usize::try_from(picoseconds / addition)?;
        let time = in_words(*picoseconds);
        table.push_str(&format!("| {what} | {time} | {} |\n", grouped(additions)));
    }
    Ok(table + "\n</div>\n\n" + &waits.place.line("medians"))
}

/// Measures, and writes it down.
pub fn write(root: &Path) -> Result<usize> {
    let waits = Waits {
        place: Place::here()?,
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
    measured::write(root, FILE, &waits)?;
    Ok(waits.rows.len())
}

/// The median of so many runs, each of so many rounds, in picoseconds a round.
fn median(runs: usize, rounds: u32, round: impl FnMut() -> Result<()>) -> Result<u64> {
    let times = sorted(runs, rounds, round)?;
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
