//! What a child of a combinator costs, in instructions: longhand, its twin, the peers.
//!
//! With `-- --time`, or where there is no valgrind, it is measured in nanoseconds instead. With
//! `-- --only WORD` it is only what has the word in its title, with `-- --quick` only what has few
//! children.

mod arms;
mod block_on;
mod channel;
mod executor;
mod group;
mod join;
mod oneshot;
mod select;
mod signals;
mod timeout;
mod timer;
mod yield_now;

use std::io;

use longhand_bench::figures::{self, Figure};
use longhand_bench::stage::Stage;
use longhand_bench::stopwatch::{self, Runs};
use longhand_bench::workload::{Case, Report, Workload};
use longhand_bench::{arguments, callgrind, progress, summary};

fn main() -> io::Result<()> {
    let workloads = asked_for();
    if let Some(number) = callgrind::asked_for() {
        callgrind::play(&all_cases(&workloads)[number]);
        return Ok(());
    }
    if arguments::has(callgrind::GATE) {
        return figures::keep("instructions", longhand_alone(&workloads)?);
    }
    let reports = measure(&workloads)?;
    println!("{PREFACE}");
    for report in &reports {
        println!("{report}");
    }
    let figures: Vec<_> = reports.iter().flat_map(Report::figures).collect();
    for unit in summary::units(&figures) {
        println!("{}", summary::table(&figures, unit));
    }
    figures::keep("instructions", figures)
}

/// The workloads, or those of them that have a certain word in their title.
fn asked_for() -> Vec<Workload> {
    let mut workloads = vec![
        join::of_two(),
        join::of_three(),
        join::of_eight(),
        join::of_a_vec::<32>("join of 32"),
        join::of_a_vec::<1_000>("join of 1,000"),
        select::of_two(),
        select::of_three(),
        select::of_eight(),
        select::of_32(),
        select::of_1000(),
        arms::of_two(),
        arms::of_eight(),
        group::of_32(),
        group::of_1000(),
        timeout::workload(),
        timeout::workload_with_a_clock(),
        yield_now::workload(),
        block_on::ready(),
        block_on::yielding(),
        executor::spawn_and_await(),
        executor::spawn_detached(),
        executor::spawn_one(),
        executor::yielding(),
        executor::waking(),
        timer::timeout_after_a_yield(),
        timer::dropped(),
        timer::at_once(),
    ];
    workloads.extend(channel::workloads());
    workloads.extend(oneshot::workloads());
    workloads.extend(signals::workloads());
    if arguments::has("--quick") {
        workloads.retain(|workload| workload.children <= 8);
    }
    workloads.retain(Workload::is_asked_for);
    assert!(!workloads.is_empty(), "no title has the word in it");
    workloads
}

fn measure(workloads: &[Workload]) -> io::Result<Vec<Report<'_>>> {
    let asked_for_time = arguments::has("--time");
    if !asked_for_time && callgrind::is_here() {
        return count(workloads);
    }
    if !asked_for_time {
        println!("There is no valgrind here, so this is time and not instructions.\n");
    }
    Ok(workloads.iter().map(time).collect())
}

/// Every case by its number; the first is nothing at all.
fn all_cases(workloads: &[Workload]) -> Vec<Case> {
    let nothing = Case::new("nothing", Stage::nothing);
    let cases = workloads.iter().flat_map(Workload::cases);
    [nothing].into_iter().chain(cases).collect()
}

fn count(workloads: &[Workload]) -> io::Result<Vec<Report<'_>>> {
    let cases = all_cases(workloads).len();
    let empty = callgrind::count(0)?;
    let mut counts = callgrind::count_all(1..cases)?.into_iter();
    let reports = workloads.iter().map(|workload| {
        let counts = counts.by_ref().take(workload.cases().len());
        let costs = counts.map(|count| callgrind::cost(count, empty, workload));
        Report {
            workload,
            unit: workload.unit,
            costs: costs.collect(),
        }
    });
    Ok(reports.collect())
}

/// What the gate compares: longhand's figures, where a round is short, and goes the same way each time.
/// Where tasks and timers are made it does not: the allocator has a part in it, and the clock.
fn longhand_alone(workloads: &[Workload]) -> io::Result<Vec<Figure>> {
    let empty = callgrind::count(0)?;
    let mut number = 1;
    let mut figures = Vec::new();
    for workload in workloads {
        if workload.children <= 32 && workload.unit != "instructions each" {
            let count = callgrind::count(number)?;
            let report = Report {
                workload,
                unit: workload.unit,
                costs: vec![callgrind::cost(count, empty, workload)],
            };
            figures.extend(report.figures());
        }
        number += workload.cases().len();
    }
    Ok(figures)
}

fn time(workload: &Workload) -> Report<'_> {
    progress::say(workload.title);
    Report {
        workload,
        unit: "ns",
        costs: stopwatch::time(workload, Runs::OF_SHORT_ROUNDS),
    }
}

const PREFACE: &str = "\
What a child costs, with its share of making, polling and dropping the future around it. In a join
the children are woken one at a time, in a group as well, in a select one of them; each keeps the waker
it is given.
`the children alone` is what of this is the children's own, and the waking's, where every poll asks
all who have not answered.
";
