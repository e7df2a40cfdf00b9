//! The gate: longhand is not larger and not slower than `benches/gate.csv` says.
//!
//! There are no times in it. Bytes are the compiler's and must not grow. Instructions are counted and
//! repeat, but for what the allocator and the addresses of a run add: they may grow by [`TOLERANCE`].

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use longhand_bench::callgrind;
use longhand_bench::figures::{Data, Figure};
use longhand_bench::provenance;

use crate::{bench, repository};

/// How much more the instructions may be.
const TOLERANCE: f64 = 0.03;

fn committed() -> PathBuf {
    repository().join("benches/gate.csv")
}

/// Measures what the gate is about.
pub fn measure() -> io::Result<Vec<Figure>> {
    let folder = repository().join("target/gate");
    bench::run("size", &folder, &[])?;
    if callgrind::is_here() {
        bench::run("instructions", &folder, &["--gate"])?;
    } else {
        println!("There is no valgrind here: sizes are checked, and instructions are not.");
        let _ = fs::remove_file(folder.join("instructions.csv"));
    }
    read(&folder)
}

/// Longhand's figures of those that a folder has.
pub fn read(folder: &Path) -> io::Result<Vec<Figure>> {
    let files = ["size.csv", "instructions.csv"].map(|name| folder.join(name));
    let mut figures = Vec::new();
    for file in files.iter().filter(|file| file.exists()) {
        figures.extend(Data::read(file)?.figures);
    }
    figures.retain(|figure| figure.who == "longhand");
    Ok(figures)
}

/// Writes them down as those that hold from now on.
pub fn write(figures: Vec<Figure>) -> io::Result<()> {
    if !figures.iter().any(is_counted) {
        return Err(io::Error::other(
            "without valgrind the figures are not whole",
        ));
    }
    let provenance = provenance::of_this_machine();
    fs::write(
        committed(),
        Data {
            provenance,
            figures,
        }
        .to_string(),
    )
}

/// Fails if one of them is worse than what is written down.
pub fn check(measured: &[Figure]) -> io::Result<()> {
    let Data {
        provenance,
        figures,
    } = Data::read(&committed())?;
    // Without valgrind no count is there, and none is missed.
    let counted = measured.iter().any(is_counted);
    let figures: Vec<&Figure> = figures
        .iter()
        .filter(|old| counted || !is_counted(old))
        .collect();
    let faults: Vec<String> = faults(&figures, measured);
    if faults.is_empty() {
        println!("the gate: none of {} figures is worse", figures.len());
        return Ok(());
    }
    Err(io::Error::other(format!(
        "{}\nThe figures of benches/gate.csv are of {}, with {}. If it has to be so, write them anew with\n  \
         cargo run --release -p longhand-bench -- gate --write",
        faults.join("\n"),
        provenance.get("date"),
        provenance.get("compiler"),
    )))
}

fn is_counted(figure: &Figure) -> bool {
    figure.unit.starts_with("instructions")
}

/// What is worse, gone or new, a line each. What is better is told of, and is no fault.
fn faults(committed: &[&Figure], measured: &[Figure]) -> Vec<String> {
    let same = |one: &Figure, other: &Figure| (&one.what, &one.unit) == (&other.what, &other.unit);
    let mut faults = Vec::new();
    for old in committed {
        let Some(new) = measured.iter().find(|new| same(old, new)) else {
            faults.push(format!("{}: it is not measured any more", old.what));
            continue;
        };
        let change = new.figure / old.figure - 1.0;
        let allowed = if is_counted(old) { TOLERANCE } else { 0.0 };
        let said = format!(
            "{}: {} {}, and {} before ({:+.1} %)",
            old.what,
            new.figure,
            old.unit,
            old.figure,
            change * 100.0,
        );
        if new.figure > old.figure * (1.0 + allowed) {
            faults.push(format!(
                "{said}, where {:.0} % are allowed",
                allowed * 100.0
            ));
        } else if new.figure < old.figure * (1.0 - allowed) {
            println!("better, and `gate --write` keeps it so: {said}");
        }
    }
    let new = measured
        .iter()
        .filter(|new| !committed.iter().any(|old| same(old, new)));
    faults.extend(new.map(|new| format!("{}: it is not in the gate yet", new.what)));
    faults
}
