//! Time, where there is nothing to count instructions with.
//!
//! Runs are taken in turn and begin with another case each time, so that a slow moment of the
//! machine falls on all alike.

use crate::stage::{Stage, rounds};
use crate::workload::{Cost, Workload};

const ROUNDS: usize = 100_000;
const RUNS: usize = 41;

/// Nanoseconds for each child, of each of the cases.
pub fn time(workload: &Workload) -> Vec<Cost> {
    let cases = workload.cases();
    let stage = Stage::new(ROUNDS);
    let played = rounds(ROUNDS, workload.children);
    let mut runs = vec![Vec::with_capacity(RUNS); cases.len()];
    for run in 0..RUNS {
        for turn in 0..cases.len() {
            let number = (run + turn) % cases.len();
            (cases[number].run)(&stage);
            let nanoseconds = stage.took().as_nanos() as f64;
            runs[number].push(nanoseconds / (played * workload.children) as f64);
        }
    }
    runs.into_iter().map(cost).collect()
}

fn cost(mut runs: Vec<f64>) -> Cost {
    runs.sort_by(f64::total_cmp);
    Cost {
        median: runs[runs.len() / 2],
        spread: Some((runs[0], runs[runs.len() - 1])),
    }
}
