//! Time: where there is nothing to count instructions with, or where threads wait for each other.
//!
//! Runs are taken in turn and begin with another case each time, so that a slow moment of the
//! machine falls on all alike.

use std::time::{Duration, Instant};

use crate::progress;
use crate::stage::{Stage, rounds};
use crate::workload::{Cost, Workload};

/// How often a case is measured, and how many rounds each time.
#[derive(Clone, Copy)]
pub struct Runs {
    pub runs: usize,
    pub rounds: usize,
}

impl Runs {
    /// Of rounds that take some hundred nanoseconds.
    pub const OF_SHORT_ROUNDS: Runs = Runs {
        runs: 41,
        rounds: 100_000,
    };
}

/// Nanoseconds for each child, of each of the cases.
pub fn time(workload: &Workload, many: Runs) -> Vec<Cost> {
    let cases = workload.cases();
    let stage = Stage::new(many.rounds);
    let played = rounds(many.rounds, workload.children);
    let mut runs = vec![Vec::with_capacity(many.runs); cases.len()];
    for run in 0..many.runs {
        for turn in 0..cases.len() {
            let number = (run + turn) % cases.len();
            (cases[number].run)(&stage);
            let nanoseconds = stage.took().as_nanos() as f64;
            runs[number].push(nanoseconds / (played * workload.children) as f64);
        }
    }
    runs.into_iter().map(cost).collect()
}

/// Nanoseconds of a round of each, as the median of so many runs. Each is told how many rounds to play, and
/// says how long they took. A run is as long as it takes for the clock to be exact.
pub fn time_each<P: FnMut(usize) -> Duration>(players: &mut [P], runs: usize) -> Vec<Cost> {
    const RUN: Duration = Duration::from_micros(200);
    let enough = |play: &mut P| {
        play(1);
        let once = play(1).max(Duration::from_nanos(1));
        (RUN.as_nanos() / once.as_nanos()).clamp(1, 10_000) as usize
    };
    let rounds: Vec<usize> = players.iter_mut().map(enough).collect();
    let mut times = vec![Vec::with_capacity(runs); players.len()];
    for run in 0..runs {
        progress::say(&format!("time, {} of {runs}", run + 1));
        for turn in 0..players.len() {
            let number = (run + turn) % players.len();
            let took = players[number](rounds[number]);
            times[number].push(took.as_nanos() as f64 / rounds[number] as f64);
        }
    }
    times.into_iter().map(cost).collect()
}

/// How long so many rounds take, each a call.
#[inline(never)]
pub fn timed(rounds: usize, round: &mut dyn FnMut()) -> Duration {
    let start = Instant::now();
    (0..rounds).for_each(|_| round());
    start.elapsed()
}

/// What runs cost that were taken in turn.
pub fn cost(mut runs: Vec<f64>) -> Cost {
    runs.sort_by(f64::total_cmp);
    Cost {
        median: runs[runs.len() / 2],
        spread: Some((runs[0], runs[runs.len() - 1])),
    }
}
