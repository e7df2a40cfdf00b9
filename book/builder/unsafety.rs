//! `{{#unsafe FILE …}}`: every `unsafe` of a file, why it is sound, and what checks it.
//!
//! ```text
//! {{#unsafe src/pair.rs
//! test: tests/it/keeping.rs a_child_that_has_answered_is_not_polled_again
//! }}
//! ```
//!
//! All but the names of the checks is read from the source: the reason that its head gives, the invariants
//! that are numbered there, and the sentence beside each block. Without a file the directive is a table of
//! them all.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use regex::Regex;

use crate::check;
use crate::directive;
use crate::listing;
use crate::page::Page;

/// A file that has `unsafe` in it.
#[derive(Debug)]
pub struct File {
    path: String,
    reason: String,
    invariants: BTreeMap<String, String>,
    places: Vec<Place>,
}

/// One `unsafe`.
#[derive(Debug)]
struct Place {
    line: usize,
    what: What,
    code: String,
    why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Block,
    Impl,
    /// A function or a trait: what it asks, who uses it has to see to.
    Asks,
}

/// All of them, by path.
pub fn files(root: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.extend(read(root, &path.display().to_string())?);
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// The directive.
pub fn shown(root: &Path, argument: &str) -> Result<String> {
    let mut lines = argument.lines().map(str::trim);
    let path = lines.next().unwrap_or("");
    if path.is_empty() {
        return table(root);
    }
    let file = read(root, path)?.with_context(|| format!("{path} has no `unsafe`"))?;
    let checks = lines.map(|line| {
        let named = line.strip_prefix("test: ");
        check::find(root, named.context("the other lines: `test: FILE NAME`")?)
    });
    let checks: Vec<check::Check> = checks.collect::<Result<_>>()?;
    ensure!(!checks.is_empty(), "{path}: nothing checks it");
    let checks: Vec<String> = checks
        .iter()
        .map(|it| format!("- {}", it.shown()))
        .collect();
    let parts = [
        format!("### `{path}`"),
        format!("{}. {}", sentence(&file.reason), file.counted()),
        file.cited(),
        file.folded(),
        format!(
            "<div class=\"checks\">\n\nChecked by\n\n{}\n\n</div>",
            checks.join("\n")
        ),
    ];
    Ok(parts.join("\n\n"))
}

/// What is wrong with the pages: a file with `unsafe` that none of them shows, or several do.
pub fn check(root: &Path, pages: &[Page]) -> Result<Vec<String>> {
    let directives = pages.iter().flat_map(directive::all);
    let shown: Vec<&str> = directives
        .filter(|(_, directive)| directive.name == "unsafe")
        .filter_map(|(_, directive)| directive.argument.lines().next())
        .map(str::trim)
        .collect();
    let mut wrong = Vec::new();
    for File { path, .. } in files(root)? {
        match shown.iter().filter(|it| **it == path).count() {
            1 => {}
            0 => wrong.push(format!("{path} has `unsafe` that no page shows")),
            _ => wrong.push(format!("{path} is shown twice with its `unsafe`")),
        }
    }
    Ok(wrong)
}

/// A row for each file.
fn table(root: &Path) -> Result<String> {
    let files = files(root)?;
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| file | blocks | `impl`s | why |\n|---|--:|--:|---|\n",
    );
    for file in &files {
        let (path, reason) = (&file.path, &file.reason);
        let [blocks, impls] = [What::Block, What::Impl].map(|what| file.count(what));
        table.push_str(&format!(
            "| [`{path}`](#{}) | {blocks} | {impls} | {reason} |\n",
            anchor(path)
        ));
    }
    let sum = |what| files.iter().map(|file| file.count(what)).sum::<usize>();
    table.push_str(&format!(
        "| {} files | {} | {} | |\n\n</div>",
        files.len(),
        sum(What::Block),
        sum(What::Impl)
    ));
    Ok(table)
}

/// The anchor that mdBook gives to a heading of this name.
fn anchor(path: &str) -> String {
    path.chars()
        .filter(|it| it.is_alphanumeric() || *it == '_' || *it == '-')
        .collect()
}

/// What a file has, or nothing if it has no `unsafe`.
fn read(root: &Path, path: &str) -> Result<Option<File>> {
    let text = fs::read_to_string(root.join(path));
    let text = text.with_context(|| format!("there is no file {path}"))?;
    of(path, &text).with_context(|| path.to_owned())
}

fn of(path: &str, text: &str) -> Result<Option<File>> {
    static REASON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"#!\[expect\(\s*unsafe_code,\s*reason = "(.*?)",?\s*\)\]"#)
            .expect("a valid expression")
    });
    let mut found = Vec::new();
    let tokens = text.parse::<TokenStream>();
    look(
        tokens.map_err(|error| anyhow::anyhow!("{error}"))?,
        &mut found,
    );
    if found.is_empty() {
        return Ok(None);
    }
    let reason = REASON.captures(text).context("it gives no reason")?;
    let lines: Vec<&str> = text.lines().collect();
    let mut places = Vec::new();
    for (span, what) in found {
        let line = span.start().line;
        let why = match what {
            What::Block | What::Impl => beside(&lines, line)
                .with_context(|| format!("line {line}: nobody says why it is safe"))?,
            // That of a trait or of a vtable asks what they ask.
            What::Asks => match asked(&lines, line) {
                Some(why) => why,
                None => continue,
            },
        };
        let code = source(&lines, span);
        places.push(Place {
            line,
            what,
            code,
            why,
        });
    }
    let file = File {
        path: path.to_owned(),
        reason: reason[1].to_owned(),
        invariants: invariants(&lines),
        places,
    };
    file.cites_what_there_is()?;
    Ok(Some(file))
}

/// The places in a source, in order. Macros are looked into as well.
fn look(tokens: TokenStream, found: &mut Vec<(Span, What)>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "unsafe" => {
                let what = match tokens.peek() {
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                        let whole = word.span().join(group.span());
                        found.push((whole.unwrap_or(word.span()), What::Block));
                        continue;
                    }
                    Some(TokenTree::Ident(next)) if next == "impl" => What::Impl,
                    Some(TokenTree::Ident(next)) if next == "fn" || next == "trait" => What::Asks,
                    _ => continue,
                };
                // The type of a function is not one: that has a name.
                let mut rest = tokens.clone();
                let named = matches!(rest.nth(1), Some(TokenTree::Ident(_)));
                if named || what == What::Impl {
                    found.push((word.span(), what));
                }
            }
            TokenTree::Group(group) => look(group.stream(), found),
            _ => {}
        }
    }
}

/// The first line of a place, and whether it goes on.
fn source(lines: &[&str], span: Span) -> String {
    let (start, end) = (span.start(), span.end());
    let line = lines.get(start.line - 1).copied().unwrap_or("");
    let from = |column: usize| {
        line.char_indices()
            .nth(column)
            .map_or("", |(at, _)| &line[at..])
    };
    let first = from(start.column);
    match end.line > start.line {
        true => format!("{} … }}", first.trim_end()),
        false if end.column > start.column + "unsafe".len() => {
            first.chars().take(end.column - start.column).collect()
        }
        false => first.trim_end().trim_end_matches(['{', ' ']).to_owned(),
    }
}

/// The `SAFETY:` above a line, in the same statement.
fn beside(lines: &[&str], line: usize) -> Option<String> {
    let mut above = (0..line - 1).rev();
    let last = above.find(|&at| is_comment(lines[at]) || ends(lines[at]))?;
    let mut first = last;
    while first > 0 && is_comment(lines[first]) && !lines[first].contains("// SAFETY: ") {
        first -= 1;
    }
    let said = lines.get(first..=last)?;
    let (_, begin) = said[0].split_once("// SAFETY: ")?;
    let rest = said[1..].iter().map_while(|line| {
        let text = line.trim_start().strip_prefix("//")?.trim();
        let is_other = text.starts_with("ORDERING:");
        (!is_other).then_some(text)
    });
    Some(joined(std::iter::once(begin.trim()).chain(rest)))
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") && !line.starts_with("///") && !line.starts_with("//!")
}

/// Whether a statement or a block ends or begins with a line, or there is nothing in it.
fn ends(line: &str) -> bool {
    let code = line.split(" // ").next().unwrap_or(line).trim_end();
    code.is_empty() || code.ends_with([';', '{', '}'])
}

/// What the `# Safety` of a function's comment asks.
fn asked(lines: &[&str], line: usize) -> Option<String> {
    let above = lines[..line - 1].iter().rev();
    let comment = above.take_while(|line| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[") || line.starts_with("//")
    });
    let comment: Vec<&str> = comment
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .copied()
        .collect();
    let comment = comment
        .iter()
        .filter_map(|line| line.trim_start().strip_prefix("///"));
    let mut asked = comment
        .map(str::trim)
        .skip_while(|line| *line != "# Safety");
    asked.next()?;
    Some(joined(asked.filter(|line| !line.is_empty())))
}

/// `- I1: …`, and what follows it, in the head of a file.
fn invariants(lines: &[&str]) -> BTreeMap<String, String> {
    static FIRST: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^//! - (I\d+): (.*)$").expect("a valid expression"));
    let mut invariants: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for line in lines {
        if let Some(first) = FIRST.captures(line) {
            last = Some(first[1].to_owned());
            invariants.insert(first[1].to_owned(), first[2].to_owned());
        } else if let Some(more) = line.strip_prefix("//!   ")
            && let Some(invariant) = last.as_ref().and_then(|it| invariants.get_mut(it))
        {
            invariant.push(' ');
            invariant.push_str(more.trim());
        } else {
            last = None;
        }
    }
    invariants
}

impl File {
    fn count(&self, what: What) -> usize {
        self.places.iter().filter(|it| it.what == what).count()
    }

    fn counted(&self) -> String {
        let some = [
            (What::Block, "block", "blocks"),
            (What::Impl, "`impl`", "`impl`s"),
            (What::Asks, "function that asks", "functions that ask"),
        ];
        let some = some
            .iter()
            .filter_map(|&(what, one, many)| match self.count(what) {
                0 => None,
                1 => Some(format!("1 {one}")),
                count => Some(format!("{count} {many}")),
            });
        let some: Vec<String> = some.collect();
        format!("<span class=\"checked\">{}</span>", some.join(", "))
    }

    /// The invariants, and how often each is cited.
    fn cited(&self) -> String {
        let line = |(name, text): (&String, &String)| {
            let cites = self
                .places
                .iter()
                .filter(|place| cites(&place.why).any(|it| it == name));
            let times = match cites.count() {
                0 => String::new(),
                1 => " <span class=\"checked\">cited once</span>".to_owned(),
                times => format!(" <span class=\"checked\">cited {times} times</span>"),
            };
            format!("- **{name}**: {}{times}", listing::prose(text))
        };
        self.invariants
            .iter()
            .map(line)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// A place may cite an invariant of its own file, or one of a file that it names.
    fn cites_what_there_is(&self) -> Result<()> {
        for Place { line, why, .. } in &self.places {
            for cited in cites(why) {
                let known = self.invariants.contains_key(cited) || why.contains(".rs`");
                ensure!(known, "line {line} cites {cited}, which there is not");
            }
        }
        Ok(())
    }

    fn folded(&self) -> String {
        let rows = self.places.iter().map(|place| {
            let Place {
                line, code, why, ..
            } = place;
            let id = format!("{}-{line}", anchor(&self.path));
            let code = code.replace('|', "\\|");
            let why = listing::prose(&why.replace('|', "\\|"));
            let why = match place.what {
                What::Asks => format!("*asks:* {why}"),
                What::Block | What::Impl => why,
            };
            format!("| <a id=\"{id}\" href=\"#{id}\">{line}</a> | `{code}` | {why} |\n")
        });
        format!(
            "<details class=\"unsafe\">\n<summary>Line by line</summary>\n\n<div class=\"blocks\">\n\n\
             | line | code | is safe because |\n|--:|---|---|\n{}\n</div>\n\n</details>",
            rows.collect::<String>()
        )
    }
}

/// The invariants that a sentence cites.
fn cites(why: &str) -> impl Iterator<Item = &str> {
    static CITED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\bI\d+\b").expect("a valid expression"));
    CITED.find_iter(why).map(|it| it.as_str())
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// A reason as a sentence.
fn sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
