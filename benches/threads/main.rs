//! What threads wait for each other, and for the clock: longhand, its twin, the peers.
//!
//! This is time, and no instructions: it holds for the machine that it was measured on, and there to a
//! factor of two. Runs are taken in turn, and the median counts.

mod lateness;
mod round_trip;

use longhand_bench::stopwatch::{self, Runs};
use longhand_bench::workload::{Cost, Report, Workload};

fn main() {
    let round_trips = Runs {
        runs: 15,
        rounds: 1_000,
    };
    let sleeps = Runs {
        runs: 301,
        rounds: 1,
    };
    let workloads = [
        (round_trip::of_calls(), round_trips),
        (round_trip::of_tasks(), round_trips),
        (lateness::workload(), sleeps),
    ];
    for (workload, runs) in &workloads {
        println!("{}", report(workload, *runs));
    }
}

fn report(workload: &Workload, runs: Runs) -> Report<'_> {
    let costs = stopwatch::time(workload, runs);
    let in_microseconds = |cost: Cost| Cost {
        median: cost.median / 1e3,
        spread: cost.spread.map(|(least, most)| (least / 1e3, most / 1e3)),
    };
    Report {
        workload,
        unit: workload.unit,
        costs: costs.into_iter().map(in_microseconds).collect(),
    }
}
