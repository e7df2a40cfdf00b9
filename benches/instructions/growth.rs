//! What one of many costs, if there are few of them and if there are more and more: instructions, and
//! bytes at the moment when there are most.
//!
//! The workloads are those of the bench `instructions`, and a few more, of ever larger numbers. A line is
//! flat if one of many costs the same as one of few. With `-- --quick` there are 32 at most, and with
//! `-- --only WORD` it is only what has the word in its title.

mod burst;
#[expect(dead_code, reason = "two and three are the other bench's")]
mod group;
#[expect(dead_code, reason = "two and three are the other bench's")]
mod join;
#[expect(dead_code, reason = "two and three are the other bench's")]
mod select;
mod tasks;
mod timers;

use std::env;
use std::io;
use std::process::Command;

use longhand_bench::figures::{self, Figure};
use longhand_bench::heap::{self, Counting};
use longhand_bench::stage::{Stage, rounds};
use longhand_bench::summary;
use longhand_bench::workload::{Case, FLOOR, Workload};
use longhand_bench::{arguments, callgrind, progress};

#[global_allocator]
static COUNTING: Counting = Counting;

/// The rounds of few; of many there are fewer, down to one.
const ROUNDS: usize = 256;

/// The same work for more and more.
macro_rules! growing {
    ($title:literal: $module:ident::$make:ident, $($count:literal)+) => {
        vec![$($module::$make::<$count>($title)),+]
    };
}

/// All that is measured. What grows joins by a line.
fn workloads() -> Vec<Workload> {
    [
        growing!("join": join::of_a_vec, 2 4 8 16 32 128 512 1024 4096),
        growing!("select": select::of_an_array, 2 4 8 16 32 128 512 1024 4096),
        growing!("group": group::of, 2 4 8 16 32 128 512 1024 4096),
        growing!("channel": burst::of, 1 4 16 64 256 1024 4096),
        growing!("tasks": tasks::of, 1 10 100 1_000 10_000 100_000 1_000_000),
        growing!("timers": timers::of, 1 10 100 1_000 10_000 100_000 1_000_000),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A case of so many.
struct Step {
    what: &'static str,
    count: usize,
    case: Case,
}

/// Asks a process for the bytes of its case, and not for instructions.
const BYTES: &str = "--bytes";

fn main() -> io::Result<()> {
    let steps = steps();
    if let Some(number) = callgrind::asked_for() {
        play(&steps, number);
        return Ok(());
    }
    let bytes = (1..=steps.len())
        .map(bytes)
        .collect::<io::Result<Vec<f64>>>()?;
    let bytes = steps
        .iter()
        .zip(bytes)
        .map(|(step, bytes)| figure(step, "bytes each", bytes / step.count as f64));
    let mut figures: Vec<Figure> = bytes.collect();
    if callgrind::is_here() {
        figures.extend(instructions(&steps)?);
    } else {
        println!("There is no valgrind here: the instructions are not counted.\n");
    }
    for table in summary::all_numbered(&figures) {
        println!("{table}");
    }
    figures::keep("growth", figures)
}

/// Plays one case, in a process of its own; nought is nothing at all.
fn play(steps: &[Step], number: usize) {
    let Some(step) = number.checked_sub(1).map(|number| &steps[number]) else {
        return Stage::new(ROUNDS).nothing();
    };
    if arguments::has(BYTES) {
        let stage = Stage::new(1);
        let ((), taken) = heap::watch(|| (step.case.run)(&stage));
        println!("{}", taken.most + stage.size());
    } else {
        (step.case.run)(&Stage::new(ROUNDS));
    }
}

/// What was asked for, the fewest children first.
fn steps() -> Vec<Step> {
    let most = if arguments::has("--quick") {
        32
    } else {
        usize::MAX
    };
    let only = arguments::value("--only").unwrap_or_default();
    let mut workloads = workloads();
    workloads.retain(|workload| workload.children <= most && workload.title.contains(&only));
    let steps = workloads.iter().flat_map(|workload| {
        let cases = workload.cases().into_iter();
        cases.filter(|case| case.name != FLOOR).map(|case| Step {
            what: workload.title,
            count: workload.children,
            case,
        })
    });
    steps.collect()
}

fn figure(step: &Step, unit: &str, figure: f64) -> Figure {
    Figure {
        what: step.what.to_owned(),
        at: Some(step.count as u64),
        who: step.case.name.to_owned(),
        lesser: step.case.is_lesser(),
        unit: unit.to_owned(),
        figure,
        spread: None,
    }
}

/// The most that a round of the case has taken from the heap, and what is in the future itself. In a
/// process of its own: threads that another case has begun go on.
fn bytes(number: usize) -> io::Result<f64> {
    progress::say(&format!("bytes, case {number}"));
    let output = Command::new(env::current_exe()?)
        .args(env::args().skip(1))
        .args([BYTES, callgrind::CASE, &number.to_string()])
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    said.trim().parse().map_err(|_| {
        let fault = String::from_utf8_lossy(&output.stderr);
        io::Error::other(format!("case {number} has told no bytes:\n{fault}"))
    })
}

fn instructions(steps: &[Step]) -> io::Result<Vec<Figure>> {
    let counts = callgrind::count_all(0..steps.len() + 1)?;
    let (empty, counts) = counts.split_first().expect("nothing is counted as well");
    let figures = steps.iter().zip(counts).map(|(step, count)| {
        let rounds = rounds(ROUNDS, step.count);
        let empty = *empty as f64 * rounds as f64 / ROUNDS as f64;
        let each = (*count as f64 - empty) / (rounds * step.count) as f64;
        figure(step, "instructions each", each)
    });
    Ok(figures.collect())
}
