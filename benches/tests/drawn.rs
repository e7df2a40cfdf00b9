//! What pages show is what the figures say.

use std::process::Command;

#[test]
fn plots_and_tables_are_those_of_the_figures() {
    let mut draw = Command::new(env!("CARGO_BIN_EXE_longhand-bench"));
    let output = draw.args(["draw", "--check"]).output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
}
