//! `{{#counts ROW; …}}`: rows of the README's tables of instructions, which the benches print. A row is
//! called by its first cell. `{{#readme HEAD}}`: a whole table, called by the first cell of its head.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use regex::Regex;

const FILE: &str = "README.md";

/// The line that says where the figures come from.
static MEASURED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^Measured (on .+)\.$").expect("a valid expression"));

/// The table in which each of `names` begins a row, with these rows.
pub fn rows(root: &Path, names: &str) -> Result<String> {
    let text = fs::read_to_string(root.join(FILE))?;
    let (before, speed) = text
        .split_once("\n## Speed\n")
        .context("the README has no speeds")?;
    let before = before.matches('\n').count() + 2; // up to the heading
    let lines: Vec<&str> = speed.lines().collect();
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
    let measured = MEASURED.captures(speed);
    let measured = measured.context("the README does not say where it was measured")?;
    let shown = [rule - 1, rule].into_iter().chain(found);
    let rows: Vec<&str> = shown.map(|line| lines[line]).collect();
    Ok(format!(
        "<div class=\"measured-table\">\n\n{}\n\n</div>\n\n<p class=\"where\">{FILE}, lines {}–{}, measured {}</p>",
        rows.join("\n"),
        before + first + 1,
        before + last + 1,
        &measured[1],
    ))
}

/// The bench that the README names below a table.
static PRINTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"`(cargo bench [^`]+)` prints").expect("a valid expression"));

/// The table whose head begins with this cell, and the bench that prints it.
pub fn table(root: &Path, head: &str) -> Result<String> {
    let text = fs::read_to_string(root.join(FILE))?;
    let lines: Vec<&str> = text.lines().collect();
    let start = format!("| {head} ");
    let first = lines.iter().position(|line| line.starts_with(&start));
    let first = first.with_context(|| format!("{FILE} has no table `{head}`"))?;
    let rows = lines[first..]
        .iter()
        .take_while(|line| line.starts_with('|'));
    let end = first + rows.count();
    let rest = lines[end..].join("\n");
    let printed = PRINTED.captures(&rest);
    let printed = printed.context("the README does not say what prints it")?;
    Ok(format!(
        "<div class=\"measured-table\">\n\n{}\n\n</div>\n\n<p class=\"where\">{FILE}, lines {}–{}, printed by {}</p>",
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
        found.push(line.with_context(|| format!("{FILE} has no row `{name}`"))?);
    }
    found.sort_unstable();
    Ok(found)
}
