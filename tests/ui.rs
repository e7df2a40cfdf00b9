//! Misuse that must not compile, with the compiler's own words; beside each case its twin, which
//! differs in a line or two and does.
//!
//! A folder of `ui-tests/` is a property that the types guard. `a_sentence.rs` breaks it, with what
//! the compiler says to that in `a_sentence.stderr`; `a_sentence_compiles.rs` is the twin.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The words of a compiler change from release to release; the cases have been read with this one.
const SPOKEN_BY: &str = "rustc 1.95.";

/// The process that has this in its environment tries the cases.
const TRIES: &str = "LONGHAND_UI_TRIES";

/// Whoever fails is named among a hundred that do not, and the compiler goes on talking: a process
/// of its own tries the cases, and those that failed are named once more in the end.
#[test]
fn misuse_does_not_compile_and_its_twin_does() {
    if env::var_os(TRIES).is_some() {
        return try_all();
    }
    let mut tries = Command::new(env::current_exe().expect("the program is still there"))
        .args([
            "--exact",
            "misuse_does_not_compile_and_its_twin_does",
            "--nocapture",
        ])
        .args(env::args_os().filter(|argument| argument.to_string_lossy().starts_with("trybuild=")))
        .env(TRIES, "1")
        .env("NO_COLOR", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs a second time");
    let said = BufReader::new(tries.stderr.take().expect("it is piped"));
    let mut failed = Vec::new();
    for line in said.lines() {
        let line = line.expect("it can be read");
        eprintln!("{line}");
        if line.starts_with("test ui-tests/") && !line.ends_with(" ok") {
            failed.push(line);
        }
    }
    let status = tries.wait().expect("it ends");
    assert!(status.success(), "{status}\n{}", failed.join("\n"));
}

/// Every case, and every twin.
fn try_all() {
    let compiler = trybuild::TestCases::new();
    // A twin is built whole, and so with it is every case: an empty race is found out no sooner.
    compiler.pass("ui-tests/*/*_compiles.rs");
    let speaks = rustc(&["--version"]);
    if !speaks.starts_with(SPOKEN_BY) {
        eprintln!("the twins alone are built: {speaks} is not {SPOKEN_BY}x");
        return;
    }
    for case in files("rs").into_iter().filter(|file| !is_twin(file)) {
        if cites_the_library(&case) && has_the_librarys_sources() {
            eprintln!("the words depend on the sources: {}", case.display());
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

/// Where the name of a type is as long as the way to the checkout, the compiler says in another
/// place what a trait is not implemented for: beside the code it has room for so much.
#[test]
fn no_words_stand_beside_the_code_that_are_as_long_as_the_way_to_it() {
    for file in files("stderr") {
        let words = fs::read_to_string(&file).expect("words can be read");
        let mut beside = words.lines().filter(|line| line.contains('^'));
        assert!(
            !beside.any(|line| line.contains("is not implemented for") && line.contains("$DIR")),
            "{}",
            file.display()
        );
    }
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
