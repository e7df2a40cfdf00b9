//! Misuse that must not compile, with the compiler's own words; beside each case its twin, which
//! differs in a line or two and does.
//!
//! A folder of `ui-tests/` is a property that the types guard. `a_sentence.rs` breaks it, with what
//! the compiler says to that in `a_sentence.stderr`; `a_sentence_compiles.rs` is the twin.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The words of a compiler change from release to release; the cases have been read with this one.
const SPOKEN_BY: &str = "rustc 1.95.";

#[test]
fn misuse_does_not_compile_and_its_twin_does() {
    let compiler = trybuild::TestCases::new();
    // A twin is built whole, and so with it is every case: an empty race is found out no sooner.
    compiler.pass("ui-tests/*/*_compiles.rs");
    let speaks = rustc(&["--version"]);
    if !speaks.starts_with(SPOKEN_BY) {
        println!("the twins alone are built: {speaks} is not {SPOKEN_BY}x");
        return;
    }
    for case in files("rs").into_iter().filter(|file| !is_twin(file)) {
        if cites_the_library(&case) && has_the_librarys_sources() {
            println!("the words depend on the sources: {}", case.display());
        } else {
            compiler.compile_fail(case);
        }
    }
}

#[test]
fn every_case_has_a_twin_and_its_words() {
    let (twins, cases): (BTreeSet<_>, BTreeSet<_>) =
        files("rs").into_iter().partition(|file| is_twin(file));
    assert!(cases.len() > 30, "{} cases are left", cases.len());
    assert_eq!(twins, cases.iter().map(|case| twin(case)).collect());
    let words = |case: &PathBuf| case.with_extension("stderr");
    assert_eq!(files("stderr"), cases.iter().map(words).collect());
}

/// The twin of a case.
fn twin(case: &Path) -> PathBuf {
    let name = case.file_stem().unwrap_or_default().to_string_lossy();
    case.with_file_name(format!("{name}_compiles.rs"))
}

fn is_twin(file: &Path) -> bool {
    file.to_string_lossy().ends_with("_compiles.rs")
}

/// The files of every property that end so.
fn files(extension: &str) -> BTreeSet<PathBuf> {
    let entries = |folder: &Path| fs::read_dir(folder).expect("a folder can be read");
    entries(Path::new("ui-tests"))
        .flat_map(|property| entries(&property.expect("a property can be read").path()))
        .map(|file| file.expect("a case can be read").path())
        .filter(|file| file.extension().is_some_and(|found| found == extension))
        .collect()
}

/// Where the words lead into the standard library, the compiler quotes it if it can.
fn cites_the_library(case: &Path) -> bool {
    let words = fs::read_to_string(case.with_extension("stderr"));
    words.is_ok_and(|words| words.contains("$RUST/"))
}

fn has_the_librarys_sources() -> bool {
    let sysroot = PathBuf::from(rustc(&["--print", "sysroot"]));
    sysroot.join("lib/rustlib/src/rust/library").exists()
}

/// What the compiler says of itself.
fn rustc(arguments: &[&str]) -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let output = Command::new(rustc).args(arguments).output();
    let output = output.expect("the compiler that built this is still there");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
