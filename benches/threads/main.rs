//! What threads wait for each other, and for the clock: longhand, its twin, the peers.
//!
//! This is time, and no instructions: it holds for the machine that it was measured on, and there to a
//! factor of two. Runs are taken in turn, and the median counts. With `-- --only WORD` it is only what has
//! the word in its title, with `-- --quick` there are fewer runs.
//!
//! The channels are driven twice, each time by the same `block_on` for all: one that sleeps, so that much of
//! the time is the system's, and one that spins.

mod channel;
mod lateness;
mod round_trip;

use longhand_bench::arguments;
use longhand_bench::stopwatch::{self, Runs};
use longhand_bench::summary;
use longhand_bench::workload::{Cost, Report, Workload};

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

/// As many as there are in a while.
const MESSAGES: Runs = Runs {
    runs: 15,
    rounds: 1_000,
};

/// What a round trip and a sleep are given in.
const MICROSECONDS: &str = "µs each";

/// What a message is given in.
const NANOSECONDS: &str = "ns per message";

fn main() {
    let mut waits = vec![
        (round_trip::of_calls(), ROUND_TRIPS),
        (round_trip::of_tasks(), ROUND_TRIPS),
        (lateness::workload(), SLEEPS),
    ];
    let mut messages = channel::workloads();
    waits.retain(|(workload, _)| workload.is_asked_for());
    messages.retain(Workload::is_asked_for);
    assert!(
        waits.len() + messages.len() > 0,
        "no title has the word in it"
    );

    for (workload, runs) in &waits {
        println!("{}", report(workload, *runs));
    }
    let mut figures = Vec::new();
    for workload in &messages {
        let report = report(workload, MESSAGES);
        println!("{report}");
        figures.extend(report.figures());
    }
    if !figures.is_empty() {
        println!("{}", summary::table(&figures, NANOSECONDS));
    }
}

fn report(workload: &Workload, mut runs: Runs) -> Report<'_> {
    if arguments::has("--quick") {
        runs.runs /= 5;
    }
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
    let costs = stopwatch::time(workload, runs);
    Report {
        workload,
        unit: workload.unit,
        costs: costs.into_iter().map(in_unit).collect(),
    }
}
