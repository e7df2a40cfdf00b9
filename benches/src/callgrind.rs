//! Instructions, counted by callgrind: the same on a busy machine as on an idle one.
//!
//! The bench starts itself again under valgrind, once for each case, and says which by its number.

use std::collections::BTreeMap;
use std::env;
use std::io;
use std::ops::Range;
use std::process::{Command, Output};
use std::sync::Mutex;
use std::thread;

use crate::arguments;
use crate::progress;
use crate::stage::{Stage, rounds};
use crate::workload::{Case, Cost, Workload};

/// As many for each child of three, of eight and of 32. For the gate, and in a hurry, an eighth of them.
fn all_rounds() -> usize {
    let few = [GATE, "--quick"].iter().any(|name| arguments::has(name));
    if few { 504 } else { 4_032 }
}

/// The argument that asks for what the gate compares, and no more.
pub const GATE: &str = "--gate";

/// The argument before the number of a case.
pub const CASE: &str = "--case";

/// The case that this process was started for, if another started it to be counted.
pub fn asked_for() -> Option<usize> {
    arguments::value(CASE)?.parse().ok()
}

/// Plays one case, in the process that is counted.
pub fn play(case: &Case) {
    (case.run)(&Stage::new(all_rounds()));
}

/// Whether there is a valgrind to count with.
pub fn is_here() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}

/// All instructions of the case of this number, counted in a process of its own.
pub fn count(number: usize) -> io::Result<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .args([
            "--collect-atstart=no",
            "--toggle-collect=longhand_bench_region",
        ])
        .arg(env::current_exe()?)
        .args(env::args().skip(1)) // which workloads there are, and so the number, hangs on them
        .args([CASE, &number.to_string()])
        .output()?;
    collected(&output).ok_or_else(|| {
        let said = String::from_utf8_lossy(&output.stderr);
        io::Error::other(format!("callgrind has counted nothing:\n{said}"))
    })
}

/// The same of many cases, as many at a time as there are cores: how busy they are changes no count.
pub fn count_all(numbers: Range<usize>) -> io::Result<Vec<u64>> {
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let next = Mutex::new(numbers.clone());
    let counts = Mutex::new(BTreeMap::new());
    let claim = || next.lock().expect("no panic").next();
    let work = || {
        while let Some(number) = claim() {
            let now = format!("{} of {}", number + 1 - numbers.start, numbers.len());
            progress::say(&now);
            let counted = count(number);
            counts.lock().expect("no panic").insert(number, counted);
        }
    };
    thread::scope(|threads| {
        for _ in 0..cores {
            threads.spawn(work);
        }
    });
    counts
        .into_inner()
        .expect("no panic")
        .into_values()
        .collect()
}

/// What a child costs, if its rounds cost so much and as many as there are `empty` ones so little.
pub fn cost(all: u64, empty: u64, workload: &Workload) -> Cost {
    let rounds = rounds(all_rounds(), workload.children);
    let empty = empty as f64 * rounds as f64 / all_rounds() as f64;
    Cost {
        median: (all as f64 - empty) / (rounds * workload.children) as f64,
        spread: None,
    }
}

/// The number in the line `==42== Collected : 12345`.
fn collected(output: &Output) -> Option<u64> {
    let said = String::from_utf8_lossy(&output.stderr);
    let (_, count) = said
        .lines()
        .find_map(|line| line.split_once("Collected :"))?;
    output.status.success().then(|| count.trim().parse().ok())?
}
