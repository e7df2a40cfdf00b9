//! Runs a bench, and has it write its figures down.

use std::env;
use std::io;
use std::path::Path;
use std::process::Command;

/// The benches that write figures. One that is new joins here.
pub const ALL: [&str; 6] = ["size", "instructions", "copies", "growth", "threads", "net"];

/// Runs one of them; its figures are in the folder then.
pub fn run(name: &str, folder: &Path, arguments: &[&str]) -> io::Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let status = Command::new(cargo)
        .args(["bench", "--package", "longhand-bench", "--bench", name])
        .arg("--")
        .arg("--data")
        .arg(folder)
        .args(arguments)
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other(format!("the bench `{name}` has failed"))),
    }
}
