//! The gate is shut for what is worse, and open for what is not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use longhand_bench::figures::{Data, Figure};

/// The figures that are committed, changed, as if they had been measured now.
fn gate(name: &str, change: impl FnOnce(&mut Vec<Figure>)) -> Output {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("gate.csv");
    let mut data = Data::read(&committed).expect("the gate has figures");
    change(&mut data.figures);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder for the figures");
    fs::write(folder.join("instructions.csv"), data.to_string()).expect("the figures");
    let mut gate = Command::new(env!("CARGO_BIN_EXE_longhand-bench"));
    let gate = gate.args(["gate", "--measured"]).arg(folder);
    gate.output().expect("the gate runs")
}

fn is_counted(figure: &Figure) -> bool {
    figure.unit.starts_with("instructions")
}

/// Of the first figure that is counted, or of the first that is not.
fn first(figures: &mut [Figure], counted: bool) -> &mut Figure {
    let mut figures = figures.iter_mut();
    figures
        .find(|figure| is_counted(figure) == counted)
        .expect("there is one")
}

#[track_caller]
fn opens(name: &str, change: impl FnOnce(&mut Vec<Figure>)) {
    let output = gate(name, change);
    assert!(output.status.success(), "{output:?}");
}

#[track_caller]
fn is_shut(name: &str, says: &str, change: impl FnOnce(&mut Vec<Figure>)) {
    let output = gate(name, change);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{output:?}");
    assert!(
        said.contains(says) && said.contains("gate --write"),
        "{said}"
    );
}

#[test]
fn what_is_as_it_was_passes() {
    opens("as-it-was", |_| {});
}

#[test]
fn what_is_better_passes() {
    opens("better", |figures| {
        for figure in figures {
            figure.figure *= 0.5;
        }
    });
}

#[test]
fn a_few_instructions_more_pass() {
    opens("a-few-more", |figures| first(figures, true).figure *= 1.02);
}

#[test]
fn four_in_a_hundred_more_instructions_do_not_pass() {
    is_shut("many-more", "(+4.0 %), where 3 % are allowed", |figures| {
        let figure = first(figures, true);
        figure.figure = (figure.figure * 1_000.0).round() / 1_000.0 * 1.04;
    });
}

#[test]
fn one_more_byte_does_not_pass() {
    is_shut("a-byte", "where 0 % are allowed", |figures| {
        first(figures, false).figure += 1.0
    });
}

#[test]
fn what_is_not_measured_any_more_does_not_pass() {
    is_shut("gone", "it is not measured any more", |figures| {
        figures.remove(0);
    });
}

#[test]
fn what_is_new_does_not_pass_unwritten() {
    is_shut("new", "it is not in the gate yet", |figures| {
        let mut new = figures[0].clone();
        new.what = "a new one".to_owned();
        figures.push(new);
    });
}

#[test]
fn without_valgrind_the_sizes_are_checked_and_no_instructions_are_missed() {
    opens("no-valgrind", |figures| {
        figures.retain(|figure| !is_counted(figure))
    });
    is_shut("no-valgrind-a-byte", "where 0 % are allowed", |figures| {
        figures.retain(|figure| !is_counted(figure));
        first(figures, false).figure += 1.0;
    });
}
