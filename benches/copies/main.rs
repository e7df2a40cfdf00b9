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

use longhand_bench::executors::tokio;
use longhand_bench::figures::{self, Figure};
use longhand_bench::stage::longhand_bench_region;
use longhand_bench::table::Table;
use longhand_bench::workload::Cost;
use longhand_bench::{arguments, callgrind, stopwatch};

use layers::{CHILDREN, Case, DEPTHS};

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
    println!("{}", sinks_table(level, &mut figures));
    if OPTIMISED && !arguments::has("--quick") {
        figures.extend(instructions(&cases)?);
    }
    if OPTIMISED {
        figures.extend(times(&cases));
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
        what: format!("{}, {} deep", case.what, case.depth),
        at: Some(case.child as u64),
        who: case.who.to_owned(),
        lesser: case.lesser.is_some(),
        unit: unit.to_owned(),
        figure,
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

/// The case of the same row with so many layers around a child of so many bytes.
fn same<'a>(cases: &'a [Case], row: &Case, depth: usize, child: usize) -> Option<&'a Case> {
    cases.iter().find(|case| {
        (case.what, case.who, case.depth, case.child) == (row.what, row.who, depth, child)
    })
}

fn moves_table(level: usize, cases: &[Case]) -> Table {
    let title = format!("times that {SHOWN} bytes are moved, opt-level {level}");
    let depths = DEPTHS.map(|depth| format!("{depth} deep"));
    let mut table = Table::new(
        [title]
            .into_iter()
            .chain(depths)
            .chain(["bytes of 8".to_owned()]),
    );
    for row in rows(cases).filter(|row| row.depth > 0) {
        let cell = |depth: usize| {
            let case = same(cases, row, depth, SHOWN).expect("there is one");
            format!("{:.1}", moved(case))
        };
        let deepest = same(cases, row, DEPTHS[3], SHOWN).expect("there is one");
        let name = [format!("{}: {}", row.what, row.who)].into_iter();
        table.push(
            name.chain(DEPTHS.map(cell))
                .chain([deepest.size.to_string()]),
        );
    }
    table
}

fn sinks_table(level: usize, figures: &mut Vec<Figure>) -> Table {
    let title = format!("times that a child is moved into, opt-level {level}");
    let children = CHILDREN[1..].iter();
    let mut table = Table::new([title].into_iter().chain(children.clone().map(size)));
    let sinks = sinks::sinks();
    for row in sinks.iter().filter(|sink| sink.child == SHOWN) {
        let same = sinks
            .iter()
            .filter(|sink| (sink.what, sink.who) == (row.what, row.who));
        let cells = same.map(|sink| {
            (sink.run)();
            let moved = counter::moved().bytes as f64;
            figures.push(Figure {
                what: sink.what.to_owned(),
                at: Some(sink.child as u64),
                who: sink.who.to_owned(),
                lesser: false,
                unit: "bytes moved".to_owned(),
                figure: moved,
            });
            format!("{:.1}", moved / sink.child as f64)
        });
        let name = [format!("{}: {}", row.what, row.who)];
        table.push(name.into_iter().chain(cells.collect::<Vec<_>>()));
    }
    table
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
    let mut table = Table::new(
        [title]
            .into_iter()
            .chain(DEPTHS.map(|depth| format!("{depth} deep"))),
    );
    let alone = figures[0].figure;
    let cells = DEPTHS.map(|_| format!("{alone:.1}"));
    table.push(["the child alone".to_owned()].into_iter().chain(cells));
    for (row, counted) in small[1..]
        .chunks(DEPTHS.len())
        .zip(figures[1..].chunks(DEPTHS.len()))
    {
        let name = [format!("{}: {}", row[0].what, row[0].who)];
        let cells = counted.iter().map(|figure| format!("{:.1}", figure.figure));
        table.push(name.into_iter().chain(cells));
    }
    println!("{table}");
    Ok(figures)
}

fn times(cases: &[Case]) -> Vec<Figure> {
    let deep: Vec<&Case> = cases
        .iter()
        .filter(|case| [0, DEEP].contains(&case.depth))
        .collect();
    let runs: Vec<fn()> = deep.iter().map(|case| case.run).collect();
    let costs = stopwatch::time_each(&runs, if arguments::has("--quick") { 5 } else { 21 });
    let title = format!("ns until it is polled, {DEEP} deep");
    let mut table = Table::new([title].into_iter().chain(CHILDREN.iter().map(size)));
    for row in rows(cases) {
        let cells = CHILDREN.map(|child| {
            let timed = deep.iter().zip(&costs);
            let same = |(case, _): &(&&Case, _)| {
                (case.what, case.who, case.child) == (row.what, row.who, child)
            };
            let (_, cost) = timed.clone().find(same).expect("it was timed");
            format!("{:.0}", cost.median)
        });
        table.push(
            [format!("{}: {}", row.what, row.who)]
                .into_iter()
                .chain(cells),
        );
    }
    println!("{table}");
    println!("{}\n", noise(&costs));
    let timed = deep.iter().zip(&costs);
    timed
        .map(|(case, cost)| figure(case, "ns", cost.median))
        .collect()
}
