//! `{{#counts ROW; …}}`: rows of METHOD's tables of instructions, which the benches print. A row is called
//! by its first cell. `{{#readme HEAD}}`: a whole table of the README, called by the first cell of its head.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use regex::Regex;

const README: &str = "README.md";
const METHOD: &str = "benches/METHOD.md";

/// The line that says where the figures come from.
static MEASURED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^Measured (on .+)\.$").expect("a valid expression"));

/// The table in which each of `names` begins a row, with these rows.
pub fn rows(root: &Path, names: &str) -> Result<String> {
    let text = fs::read_to_string(root.join(METHOD))?;
    let lines: Vec<&str> = text.lines().collect();
    let found = find(&lines, names)?;
    let (first, last) = (found[0], found[found.len() - 1]);
    let rule = (0..first)
        .rev()
        .find(|&line| lines[line].starts_with("|--"));
    let rule = rule
        .filter(|&line| line > 0)
        .context("a table has a head")?;
    let one = lines[rule..last].iter().all(|line| line.starts_with('|'));
    ensure!(one, "the rows are of several tables");
    let measured = MEASURED.captures(&text);
    let measured = measured.with_context(|| format!("{METHOD} does not say where"))?;
    let shown = [rule - 1, rule].into_iter().chain(found);
    let rows: Vec<&str> = shown.map(|line| lines[line]).collect();
    Ok(format!(
        "<div class=\"measured-table\">\n\n{}\n\n</div>\n\n<p class=\"where\">{METHOD}, lines {}–{}, measured {}</p>",
        rows.join("\n"),
        first + 1,
        last + 1,
        &measured[1],
    ))
}

/// The bench that the README names below a table.
static PRINTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"`(cargo bench [^`]+)` prints").expect("a valid expression"));

/// The table whose head begins with this cell, and the bench that prints it.
pub fn table(root: &Path, head: &str) -> Result<String> {
    let text = fs::read_to_string(root.join(README))?;
    let lines: Vec<&str> = text.lines().collect();
    let start = format!("| {head} ");
    let first = lines.iter().position(|line| line.starts_with(&start));
    let first = first.with_context(|| format!("{README} has no table `{head}`"))?;
    let rows = lines[first..]
        .iter()
        .take_while(|line| line.starts_with('|'));
    let end = first + rows.count();
    let rest = lines[end..].join("\n");
    let printed = PRINTED.captures(&rest);
    let printed = printed.context("the README does not say what prints it")?;
    Ok(format!(
        "<div class=\"measured-table\">\n\n{}\n\n</div>\n\n<p class=\"where\">{README}, lines {}–{}, printed by {}</p>",
        lines[first..end].join("\n"),
        first + 1,
        end,
        &printed[1],
    ))
}

/// The lines that begin with a row's name, from the first on.
fn find(lines: &[&str], names: &str) -> Result<Vec<usize>> {
    let mut found = Vec::new();
    for name in names.split(';').map(str::trim) {
        let start = format!("| {name} ");
        let line = lines.iter().position(|line| line.starts_with(&start));
        found.push(line.with_context(|| format!("{METHOD} has no row `{name}`"))?);
    }
    found.sort_unstable();
    Ok(found)
}
