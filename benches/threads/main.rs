//! What threads wait for each other, and for the clock: longhand, its twin, the peers. What it takes to hand
//! over to another task and to another thread, and how long other answers take.
//!
//! This is time, and no instructions: it holds for the machine that it was measured on, and there to a
//! factor of two. Runs are taken in turn, and the median counts. With `-- --only WORD` it is only what has
//! the word in its title, with `-- --quick` there are fewer runs.
//!
//! The channels are driven twice, each time by the same `block_on` for all: one that sleeps, so that much of
//! the time is the system's, and one that spins.

mod channel;
mod hand_over;
mod lateness;
mod memory;
mod round_trip;
mod waits;

use std::io;

use longhand_bench::figures::Figure;
use longhand_bench::stopwatch::{self, Runs};
use longhand_bench::summary::{by_author, times};
use longhand_bench::workload::{Cost, Report, Workload};
use longhand_bench::{arguments, figures, progress};

/// Of about a microsecond.
const ROUND_TRIPS: Runs = Runs {
    runs: 15,
    rounds: 1_000,
};

/// Of a millisecond.
const SLEEPS: Runs = Runs {
    runs: 301,
    rounds: 1,
};

/// Of some nanoseconds, beside what a run begins with.
const HAND_OVERS: Runs = Runs {
    runs: 15,
    rounds: 4_000,
};

/// Of answers that take from less than a nanosecond to some milliseconds.
const WAITS: usize = 100;

/// As many as there are in a while.
const MESSAGES: Runs = Runs {
    runs: 15,
    rounds: 1_000,
};

/// What a round trip and a sleep are given in.
const MICROSECONDS: &str = "µs each";

/// What is shorter is given in.
const NANOSECONDS_EACH: &str = "ns each";

/// What a message is given in.
const NANOSECONDS: &str = "ns per message";

/// How often it is measured.
fn runs(all: usize) -> usize {
    if arguments::has("--quick") {
        all / 5
    } else {
        all
    }
}

fn main() -> io::Result<()> {
    let mut figures = Vec::new();
    if arguments::value("--only").is_none() {
        match memory::measure() {
            Some(taken) => {
                println!("{}", by_author("bytes each", &taken));
                figures.extend(taken);
            }
            None => println!("This system does not tell what tasks and threads take.\n"),
        }
        let (table, waits) = waits::measure(runs(WAITS))?;
        println!("{table}");
        figures.extend(waits);
    }
    let hand_overs = measure(hand_over::workloads(), HAND_OVERS);
    println!("{}", by_author(NANOSECONDS_EACH, &hand_overs));
    figures.extend(hand_overs);
    let mut waits = measure(
        vec![round_trip::of_calls(), round_trip::of_tasks()],
        ROUND_TRIPS,
    );
    waits.extend(measure(vec![lateness::workload()], SLEEPS));
    println!("{}", times(&waits, MICROSECONDS));
    figures.extend(waits);
    let messages = measure(channel::workloads(), MESSAGES);
    println!("{}", times(&messages, NANOSECONDS));
    figures.extend(messages);
    assert!(!figures.is_empty(), "no title has the word in it");
    figures::keep("threads", figures)
}

/// Measures those that were asked for, and prints what each costs everyone.
fn measure(mut workloads: Vec<Workload>, runs: Runs) -> Vec<Figure> {
    workloads.retain(Workload::is_asked_for);
    let mut figures = Vec::new();
    for workload in &workloads {
        progress::say(workload.title);
        let report = report(workload, runs);
        println!("{report}");
        figures.extend(report.figures());
    }
    figures
}

fn report(workload: &Workload, all: Runs) -> Report<'_> {
    let nanoseconds = if workload.unit == MICROSECONDS {
        1e3
    } else {
        1.0
    };
    let in_unit = |cost: Cost| Cost {
        median: cost.median / nanoseconds,
        spread: cost
            .spread
            .map(|(least, most)| (least / nanoseconds, most / nanoseconds)),
    };
    let runs = Runs {
        runs: runs(all.runs),
        ..all
    };
    let costs = stopwatch::time(workload, runs);
    Report {
        workload,
        unit: workload.unit,
        costs: costs.into_iter().map(in_unit).collect(),
    }
}
