//! The sizes in the README: each line of a table there is a line of the tables here.

const README: &str = include_str!("../../README.md");

/// The lines of the README's tables of sizes that `printed` does not have.
pub fn faults(printed: &str) -> Vec<String> {
    let (_, sizes) = README
        .split_once("\n## Sizes\n")
        .expect("the README has sizes");
    let (sizes, _) = sizes.split_once("\n## ").expect("the README goes on");
    let rows: Vec<&str> = sizes.lines().filter(|line| line.starts_with('|')).collect();
    assert!(!rows.is_empty(), "the README has tables of sizes");
    rows.into_iter()
        .filter(|row| !printed.lines().any(|line| line == *row))
        .map(|row| format!("the README says what is not measured: {row}"))
        .collect()
}
