//! What threads cost, and tasks: how long it takes to go from one to the other, what memory they take
//! while they wait, and what two of them calculate in parallel. `cargo run -p longhand-book -- measure`
//! measures it and writes `book/data/threads.json`.
//!
//! A machine that has other work makes all of it slower and none of it faster, so the fastest of many runs
//! is taken.

use std::cell::Cell;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use longhand::executor::LocalExecutor;
use longhand::{join, spawn, yield_now};
use serde::{Deserialize, Serialize};

use crate::measure::{grouped, in_bytes};
use crate::measured::{self, Place, in_words, sorted};

const FILE: &str = "book/data/threads.json";

/// What was measured.
#[derive(Debug, Serialize, Deserialize)]
pub struct Costs {
    #[serde(flatten)]
    place: Place,
    /// What is done, and in how many picoseconds.
    pub switches: Vec<(String, u64)>,
    /// Who waits, and in how many bytes.
    pub memory: Vec<(String, u64)>,
    /// How two calculations are done, and in how many picoseconds.
    pub work: Vec<(String, u64)>,
}

/// What is committed.
pub fn read(root: &Path) -> Result<Costs> {
    measured::read(root, FILE)
}

/// Times, and how many of the first row's each is worth.
fn times(rows: &[(String, u64)], head: &str) -> Result<String> {
    let (_, first) = rows.first().context("there is a row")?;
    let mut table = format!("<div class=\"measured-table\">\n\n{head}\n|---|--:|--:|\n");
    for (what, picoseconds) in rows {
        let many = *picoseconds as f64 / *first as f64;
        let many = match many {
            ..9.95 => format!("{many:.1}"),
            _ => grouped(many.round() as usize),
        };
        table.push_str(&format!(
            "| {what} | {} | {many} |\n",
            in_words(*picoseconds)
        ));
    }
    Ok(table + "\n</div>\n\n")
}

/// `{{#table threads-switches}}`.
pub fn switches(root: &Path) -> Result<String> {
    let costs = read(root)?;
    let table = times(&costs.switches, "| what | takes | in switches of tasks |")?;
    Ok(table + &costs.place.line("the fastest of many runs"))
}

/// `{{#table threads-work}}`.
pub fn work(root: &Path) -> Result<String> {
    let costs = read(root)?;
    let table = times(&costs.work, "| two calculations | take | times the first |")?;
    Ok(table + &costs.place.line("the fastest of many runs"))
}

/// `{{#table threads-memory}}`.
pub fn memory(root: &Path) -> Result<String> {
    let Costs { place, memory, .. } = read(root)?;
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| each of many that wait | memory |\n|---|--:|\n",
    );
    for (who, bytes) in memory {
        let bytes = in_bytes(usize::try_from(bytes)?);
        table.push_str(&format!("| {who} | {bytes} |\n"));
    }
    Ok(table + "\n</div>\n\n" + &place.line("as the operating system counts it"))
}

/// Measures, and writes it down.
pub fn write(root: &Path) -> Result<usize> {
    ensure!(!cfg!(debug_assertions), "it is measured with `--release`");
    let row = |what: &str, value: Result<u64>| Ok((what.to_owned(), value?));
    let switches = vec![
        row(
            "from a task to the other, when it gives way",
            tasks_give_way(),
        ),
        row(
            "from a task to the other, by a value in a channel",
            tasks_pass_on(),
        ),
        row(
            "from a thread to the other, on one processor",
            threads_pass_on(true),
        ),
        row(
            "from a thread to the other, on two processors",
            threads_pass_on(false),
        ),
        row("a task is spawned, and has ended", task_spawned()),
        row("a thread is started, and has ended", thread_started()),
    ];
    let memory = vec![
        row("task", tasks_wait()),
        row("thread", threads_wait("VmRSS:")),
        row("thread, with what it has reserved", threads_wait("VmSize:")),
    ];
    let work = vec![
        row("one after the other", calculated_in_turn()),
        row("as two futures that are joined", calculated_by_tasks()),
        row("on two threads", calculated_by_threads()),
    ];
    let costs = Costs {
        place: Place::here()?,
        switches: switches.into_iter().collect::<Result<_>>()?,
        memory: memory.into_iter().collect::<Result<_>>()?,
        work: work.into_iter().collect::<Result<_>>()?,
    };
    measured::write(root, FILE, &costs)?;
    Ok(costs.switches.len() + costs.memory.len() + costs.work.len())
}

const RUNS: usize = 499;

fn fastest(runs: usize, rounds: u32, round: impl FnMut() -> Result<()>) -> Result<u64> {
    Ok(sorted(runs, rounds, round)?[0].max(1))
}

/// The time of a whole, in its parts.
fn each(parts: u64, whole: Result<u64>) -> Result<u64> {
    Ok(whole? / parts)
}

fn tasks_give_way() -> Result<u64> {
    const TURNS: u64 = 1_000;
    let give_way = || async {
        for _ in 0..TURNS {
            yield_now().await;
        }
    };
    let both = || {
        LocalExecutor::new().run(async {
            let (one, other) = (spawn(give_way()), spawn(give_way()));
            one.await;
            other.await;
        });
        Ok(())
    };
    each(2 * TURNS, fastest(RUNS, 1, both))
}

fn tasks_pass_on() -> Result<u64> {
    use longhand::channel::mpsc::unbounded;
    const TURNS: u64 = 1_000;
    let both = || {
        let ((ask, mut asked), (answer, mut answered)) = (unbounded(), unbounded());
        LocalExecutor::new().run(async {
            let answering = spawn(async move {
                while let Some(value) = asked.recv().await {
                    let _ = answer.try_send(value);
                }
            });
            for turn in 0..TURNS {
                let _ = ask.try_send(turn);
                black_box(answered.recv().await);
            }
            drop(ask);
            answering.await;
        });
        Ok(())
    };
    each(2 * TURNS, fastest(RUNS, 1, both))
}

/// Each thread leaves a value for the other and sleeps, so on one processor a turn of one is a switch to
/// the other.
fn threads_pass_on(is_pinned: bool) -> Result<u64> {
    let processors = core_affinity::get_core_ids().context("processors have numbers")?;
    let place = |turn: usize| match is_pinned {
        true => processors[0],
        false => processors[turn % processors.len()],
    };
    let ((ask, asked), (answer, answered)) = (mpsc::channel::<u64>(), mpsc::channel());
    let (here, there) = (place(0), place(1));
    let asking = thread::spawn(move || {
        core_affinity::set_for_current(here);
        fastest(RUNS, 20, || {
            ask.send(1)?;
            answered.recv()?;
            Ok(())
        })
    });
    let answering = thread::spawn(move || {
        core_affinity::set_for_current(there);
        asked.into_iter().try_for_each(|value| answer.send(value))
    });
    let time = asking.join().ok().context("nobody panics")?;
    let _ended = answering.join();
    each(2, time)
}

fn task_spawned() -> Result<u64> {
    LocalExecutor::new().run(async {
        let mut least = u64::MAX;
        for _ in 0..RUNS {
            let start = Instant::now();
            for turn in 0..100_u64 {
                black_box(spawn(async move { turn }).await);
            }
            least = least.min(start.elapsed().as_nanos() as u64 * 10);
        }
        Ok(least)
    })
}

fn thread_started() -> Result<u64> {
    fastest(RUNS, 1, || {
        let thread = thread::spawn(|| black_box(1_u64));
        thread.join().ok().context("nobody panics")?;
        Ok(())
    })
}

const WAITING: u64 = 1_000;

/// A line of what the operating system says of this program, in bytes.
fn status(line: &str) -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status").context("it is measured on Linux")?;
    let line = status.lines().find_map(|it| it.strip_prefix(line));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    Ok(kilobytes.context("a line in kB")?.parse::<u64>()? * 1_024)
}

fn tasks_wait() -> Result<u64> {
    let executor = LocalExecutor::new();
    let polls = Rc::new(Cell::new(0));
    let wait = || {
        let polls = polls.clone();
        async move {
            polls.set(polls.get() + 1);
            core::future::pending::<()>().await;
        }
    };
    let before = status("VmRSS:")?;
    // Ten times as many, because they take less than the system counts in.
    let tasks: Vec<_> = (0..10 * WAITING).map(|_| executor.spawn(wait())).collect();
    executor.run_until_stalled();
    let after = status("VmRSS:")?;
    ensure!(polls.get() == 10 * WAITING, "all of them wait");
    drop(tasks);
    Ok((after - before) / (10 * WAITING))
}

fn threads_wait(line: &str) -> Result<u64> {
    let (ready, all) = mpsc::channel();
    let before = status(line)?;
    let threads: Vec<_> = (0..WAITING)
        .map(|_| {
            let ready = ready.clone();
            let (end, ended) = mpsc::channel::<()>();
            let wait = move || {
                let _ = ready.send(());
                let _ = ended.recv();
            };
            (end, thread::spawn(wait))
        })
        .collect();
    all.iter().take(WAITING as usize).for_each(drop);
    let after = status(line)?;
    for (end, thread) in threads {
        drop(end);
        let _ended = thread.join();
    }
    Ok((after - before) / WAITING)
}

/// Two milliseconds of work, or so.
#[inline(never)]
fn calculate() -> u64 {
    let step = black_box(3);
    (0..2_000_000_u64).fold(black_box(1_u64), |sum, _| black_box(sum.wrapping_add(step)))
}

fn calculated_in_turn() -> Result<u64> {
    fastest(RUNS, 1, || {
        black_box((calculate(), calculate()));
        Ok(())
    })
}

fn calculated_by_tasks() -> Result<u64> {
    fastest(RUNS, 1, || {
        black_box(longhand::block_on(join((async { calculate() }, async {
            calculate()
        }))));
        Ok(())
    })
}

fn calculated_by_threads() -> Result<u64> {
    fastest(RUNS, 1, || {
        thread::scope(|scope| {
            scope.spawn(calculate);
            black_box(calculate());
        });
        Ok(())
    })
}
