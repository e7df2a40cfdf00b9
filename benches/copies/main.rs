//! What it costs to bring a future from where it is made to where it is polled: longhand, its twin, the
//! peers.
//!
//! The bytes that are moved by then are counted: see [`counter`]. What is moved in registers is seen in
//! the instructions of the smallest child, which callgrind counts. With `-- --quick` there are fewer
//! times and no instructions, and it is not built without optimisation.

mod child;
mod counter;
mod layers;
mod sinks;

use std::env;
use std::io;
use std::process::Command;
use std::thread;
use std::time::Duration;

use longhand_bench::executors::tokio;
use longhand_bench::figures::{self, Figure};
use longhand_bench::stage::longhand_bench_region;
use longhand_bench::table::Table;
use longhand_bench::workload::Cost;
use longhand_bench::{arguments, callgrind, stopwatch};

use layers::{CHILDREN, Case, DEPTHS};
use sinks::Sink;

/// Eight layers that double are 256 children in one future, and a few of those are on the stack.
const STACK: usize = 1 << 30;

/// The child of the tables that show one.
const SHOWN: usize = CHILDREN[2];

/// The layers of the tables that show one depth.
const DEEP: usize = DEPTHS[2];

/// How often a case is played to be counted.
const ROUNDS: usize = 1_000;

/// Whether this build is what runs in the end, and not the one that is fast to build.
const OPTIMISED: bool = !cfg!(debug_assertions);

fn main() -> io::Result<()> {
    let measuring = thread::Builder::new().stack_size(STACK).spawn(measure)?;
    measuring.join().expect("it does not panic")?;
    if OPTIMISED && callgrind::asked_for().is_none() && !arguments::has("--quick") {
        without_optimisation()?;
    }
    Ok(())
}

fn measure() -> io::Result<()> {
    counter::calibrate();
    let runtime = tokio();
    let _inside = runtime.enter(); // where tokio's timers are made
    let cases = layers::cases();
    if let Some(number) = callgrind::asked_for() {
        let small = small(&cases)[number];
        longhand_bench_region(&mut || (0..ROUNDS).for_each(|_| (small.run)()));
        return Ok(());
    }
    let level = if OPTIMISED { 3 } else { 0 };
    let mut figures = moves(&cases);
    println!("{}", moves_table(level, &cases));
    let sinks = sinks::sinks();
    println!("{}", sinks_table(level, &sinks, &mut figures));
    if OPTIMISED && !arguments::has("--quick") {
        figures.extend(instructions(&cases)?);
    }
    if OPTIMISED {
        figures.extend(times(&cases));
        figures.extend(times_of_sinks(&sinks));
    }
    let name = if OPTIMISED {
        "copies"
    } else {
        "copies-unoptimised"
    };
    figures::keep(name, figures)
}

/// Builds this bench as `cargo build` does, and runs it.
fn without_optimisation() -> io::Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let bench = [
        "bench",
        "--quiet",
        "--package",
        "longhand-bench",
        "--bench",
        "copies",
    ];
    let status = Command::new(cargo)
        .args(bench)
        .args(["--profile", "dev", "--"])
        .args(env::args().skip(1))
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other("it does not run without optimisation")),
    }
}

/// A figure of a case.
fn figure(case: &Case, unit: &str, figure: f64) -> Figure {
    Figure {
        what: format!("{}, {}", case.what, case.layers()),
        at: Some(case.child as u64),
        who: case.who.to_owned(),
        lesser: case.lesser.is_some(),
        unit: unit.to_owned(),
        figure,
        spread: None,
    }
}

/// The same as a time.
fn time(case: &Case, cost: &Cost) -> Figure {
    Figure {
        spread: cost.spread,
        ..figure(case, "ns", cost.median)
    }
}

/// How often the child's bytes are moved before it is polled.
fn moved(case: &Case) -> f64 {
    (case.run)();
    counter::moved().bytes as f64 / case.child as f64
}

/// The bytes of every case, and how many are moved where moves are seen.
fn moves(cases: &[Case]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for case in cases {
        figures.push(figure(case, "bytes of the future", case.size as f64));
        if case.child > CHILDREN[0] {
            let bytes = moved(case) * case.child as f64;
            figures.push(figure(case, "bytes moved", bytes));
        }
    }
    figures
}

/// The rows of a table: an operation by one author.
fn rows(cases: &[Case]) -> impl Iterator<Item = &Case> {
    cases
        .iter()
        .filter(|case| case.child == SHOWN && case.depth <= DEPTHS[0])
}

/// The cases of the same row, around a child of so many bytes: each is a column.
fn columns<'a>(cases: &'a [Case], row: &Case, child: usize) -> Vec<&'a Case> {
    let same = |case: &&Case| (case.what, case.who, case.child) == (row.what, row.who, child);
    cases.iter().filter(same).collect()
}

/// The names of the columns, behind a title.
fn heads(title: String, row: &[&Case]) -> impl Iterator<Item = String> {
    let layers = row.iter().map(|case| case.layers());
    [title].into_iter().chain(layers.collect::<Vec<_>>())
}

fn moves_table(level: usize, cases: &[Case]) -> Table {
    let title = format!("times that {SHOWN} bytes are moved, opt-level {level}");
    let rows: Vec<Vec<&Case>> = rows(cases)
        .filter(|row| row.depth > 0)
        .map(|row| columns(cases, row, SHOWN))
        .collect();
    let mut table = Table::new(heads(title, &rows[0]).chain(["bytes of 8".to_owned()]));
    for row in rows {
        let deepest = row.iter().max_by_key(|case| case.depth);
        let bytes = deepest.map_or(0, |case| case.size).to_string();
        let cells = row.iter().map(|case| format!("{:.1}", moved(case)));
        table.push([row[0].name()].into_iter().chain(cells).chain([bytes]));
    }
    table
}

/// A figure of a sink.
fn figure_of(sink: &Sink, unit: &str, figure: f64, spread: Option<(f64, f64)>) -> Figure {
    Figure {
        what: sink.what.to_owned(),
        at: Some(sink.child as u64),
        who: sink.who.to_owned(),
        lesser: false,
        unit: unit.to_owned(),
        figure,
        spread,
    }
}

/// A row for each sink, and a column for each child that it is given.
fn table_of_sinks(title: String, sinks: &[Sink], cell: impl Fn(usize) -> String) -> Table {
    let children = CHILDREN[1..].iter();
    let mut table = Table::new([title].into_iter().chain(children.map(size)));
    for row in sinks.iter().filter(|sink| sink.child == SHOWN) {
        let numbers = (0..sinks.len())
            .filter(|number| (sinks[*number].what, sinks[*number].who) == (row.what, row.who));
        let name = [format!("{}: {}", row.what, row.who)];
        table.push(name.into_iter().chain(numbers.map(&cell)));
    }
    table
}

fn sinks_table(level: usize, sinks: &[Sink], figures: &mut Vec<Figure>) -> Table {
    let title = format!("times that a child is moved into, opt-level {level}");
    let moved = sinks.iter().map(|sink| {
        (sink.run)(2); // the last counts: with the first may come what a thread has once
        counter::moved().bytes as f64
    });
    let moved: Vec<f64> = moved.collect();
    let counted = sinks.iter().zip(&moved);
    figures.extend(counted.map(|(sink, bytes)| figure_of(sink, "bytes moved", *bytes, None)));
    table_of_sinks(title, sinks, |number| {
        format!("{:.1}", moved[number] / sinks[number].child as f64)
    })
}

fn times_of_sinks(sinks: &[Sink]) -> Vec<Figure> {
    let mut players: Vec<fn(usize) -> Duration> = sinks.iter().map(|sink| sink.run).collect();
    let costs = stopwatch::time_each(&mut players, runs());
    let title = "ns to make a child, give it away, and have its answer".to_owned();
    let table = table_of_sinks(title, sinks, |number| {
        format!("{:.0}", costs[number].median)
    });
    println!("{table}");
    println!("{}\n", noise(&costs));
    let timed = sinks.iter().zip(&costs);
    let timed = timed.map(|(sink, cost)| figure_of(sink, "ns", cost.median, cost.spread));
    timed.collect()
}

/// How often everything is timed.
fn runs() -> usize {
    if arguments::has("--quick") { 5 } else { 21 }
}

/// How far runs of the same are apart.
fn noise(costs: &[Cost]) -> String {
    let below = |cost: &Cost| {
        cost.spread
            .map_or(0.0, |(least, _)| 1.0 - least / cost.median)
    };
    let worst = costs.iter().map(below).fold(0.0, f64::max) * 100.0;
    format!("Medians; the fastest run of a case is up to {worst:.0} % below its median.")
}

/// The header of a column.
fn size(bytes: &usize) -> String {
    format!("{bytes} bytes")
}

/// The cases of the smallest child, whose moves are no calls.
fn small(cases: &[Case]) -> Vec<Case> {
    let small = cases.iter().filter(|case| case.child == CHILDREN[0]);
    small.copied().collect()
}

fn instructions(cases: &[Case]) -> io::Result<Vec<Figure>> {
    if !callgrind::is_here() {
        println!("There is no valgrind here: the instructions are not counted.\n");
        return Ok(Vec::new());
    }
    let small = small(cases);
    let counts = callgrind::count_all(0..small.len())?;
    let figures = small
        .iter()
        .zip(counts)
        .map(|(case, count)| figure(case, "instructions", count as f64 / ROUNDS as f64));
    let figures: Vec<Figure> = figures.collect();
    let title = format!("instructions, a child of {} bytes", CHILDREN[0]);
    let (alone, layered) = figures.split_first().expect("the child alone is counted");
    let row = columns(cases, &small[1], CHILDREN[0]);
    let mut table = Table::new(heads(title, &row));
    let cells = row.iter().map(|_| format!("{:.1}", alone.figure));
    table.push(["the child alone".to_owned()].into_iter().chain(cells));
    for (cases, counted) in small[1..].chunks(row.len()).zip(layered.chunks(row.len())) {
        let cells = counted.iter().map(|figure| format!("{:.1}", figure.figure));
        table.push([cases[0].name()].into_iter().chain(cells));
    }
    println!("{table}");
    Ok(figures)
}

fn times(cases: &[Case]) -> Vec<Figure> {
    let deep = cases.iter().filter(|case| [0, DEEP].contains(&case.depth));
    let deep: Vec<&Case> = deep.collect();
    let play = |case: &Case| {
        let mut run = case.run;
        move |rounds| stopwatch::timed(rounds, &mut run)
    };
    let mut players: Vec<_> = deep.iter().map(|case| play(case)).collect();
    let costs = stopwatch::time_each(&mut players, runs());
    let title = "ns until it is polled".to_owned();
    let mut table = Table::new([title].into_iter().chain(CHILDREN.iter().map(size)));
    for row in deep.iter().filter(|case| case.child == SHOWN) {
        let timed = deep.iter().zip(&costs);
        let same = timed.filter(|(case, _)| {
            (case.what, case.who, case.by_calls) == (row.what, row.who, row.by_calls)
        });
        let cells = same.map(|(_, cost)| format!("{:.0}", cost.median));
        let name = format!("{}, {}", row.name(), row.layers());
        table.push([name].into_iter().chain(cells));
    }
    println!("{table}");
    println!("{}\n", noise(&costs));
    let timed = deep.iter().zip(&costs);
    timed.map(|(case, cost)| time(case, cost)).collect()
}
