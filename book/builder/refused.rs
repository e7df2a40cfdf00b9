//! Code that the compiler refuses, with its own words.
//!
//! `PROPERTY/SENTENCE` is a case of the crate's `ui-tests`, compiled by the crate's own tests. One
//! without a property is the book's own, in `book/refused`: it uses nothing but the standard
//! library, and the book's tests compare what the compiler says of it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use regex::Regex;

/// The case as a page shows it.
pub fn case(root: &Path, name: &str) -> Result<String> {
    let path = path(root, name);
    let read = |extension: &str| {
        let file = path.with_extension(extension);
        fs::read_to_string(file).with_context(|| format!("there is no case `{name}.{extension}`"))
    };
    let (code, words) = (read("rs")?, read("stderr")?);
    Ok(format!(
        "<div class=\"refused\">\n\n```rust,ignore\n{}\n```\n\n```text\n{}\n```\n\n</div>",
        code.trim(),
        words.trim(),
    ))
}

/// The book's own cases, by name.
pub fn own(root: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join("book/refused"))? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "rs") {
            let name = file.file_stem().map(|name| name.display().to_string());
            names.push(name.context("a case has a name")?);
        }
    }
    Ok(names)
}

/// What the compiler says of a case of the book's own.
pub fn compile(root: &Path, name: &str) -> Result<String> {
    static LIBRARY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"--> /rustc/\w+/library/([\w/.]+):\d+:\d+").expect("a valid expression")
    });
    let rustc = std::env::var_os("RUSTC").unwrap_or(OsString::from("rustc"));
    let said = Command::new(rustc)
        .current_dir(root.join("book/refused"))
        .args(["--edition", "2024", "--emit", "metadata", "-o"])
        .arg(std::env::temp_dir().join(format!("longhand-{name}-{}", std::process::id())))
        .arg(format!("{name}.rs"))
        .output()?;
    ensure!(!said.status.success(), "{name} compiles");
    let words = String::from_utf8(said.stderr)?;
    // Where the standard library's source lies differs from machine to machine.
    Ok(LIBRARY.replace_all(&words, "--> $$RUST/$1").into_owned())
}

/// What it said when its words were committed.
pub fn read(root: &Path, name: &str) -> Result<String> {
    let path = path(root, name).with_extension("stderr");
    fs::read_to_string(&path).with_context(|| path.display().to_string())
}

/// Writes what the compiler says of every case of the book's own, and says how many there are.
pub fn write_all(root: &Path) -> Result<usize> {
    let names = own(root)?;
    for name in &names {
        fs::write(
            path(root, name).with_extension("stderr"),
            compile(root, name)?,
        )?;
    }
    Ok(names.len())
}

fn path(root: &Path, name: &str) -> PathBuf {
    let folder = match name.contains('/') {
        true => "ui-tests",
        false => "book/refused",
    };
    root.join(folder).join(name)
}
