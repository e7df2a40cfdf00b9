//! Listings of the crate's own source, found by item name.
//!
//! The library carries no marker comments for the book. `syn` says where an item begins and ends,
//! so a renamed item is a failed build and a line number is never wrong.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail, ensure};
use regex::Regex;
use syn::spanned::Spanned;
use syn::{ImplItem, Item, Type};

/// Lines of a file, both inclusive, counted from 1.
type Lines = (usize, usize);

/// `FILE ITEM`: an item is called `Join`, `State::abandon`, `impl State` or `Future for Join`.
pub fn code(root: &Path, argument: &str) -> Result<String> {
    let (file, item) = split(argument)?;
    let text = read(root, file)?;
    let (first, last) = only(&text, file, item)?;
    let body = unindented(text.lines().skip(first - 1).take(last + 1 - first));
    let block = block(&body, &format!("{file}, {}", range((first, last))));
    Ok(format!("<div class=\"listing\">\n\n{block}\n\n</div>"))
}

/// How many lines an item has, without those that are empty or only a comment.
pub(crate) fn length(root: &Path, file: &str, item: &str) -> Result<usize> {
    let text = read(root, file)?;
    let (first, last) = only(&text, file, item)?;
    let lines = text.lines().skip(first - 1).take(last + 1 - first);
    let code = lines
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    Ok(code.count())
}

/// A block of code, and under it where it stands.
pub(crate) fn block(code: &str, place: &str) -> String {
    let code = code.trim_end();
    format!("```rust,ignore\n{code}\n```\n\n<p class=\"where\">{place}</p>")
}

/// `FILE ITEM | FILE ITEM`: two listings side by side.
pub fn twin(root: &Path, argument: &str) -> Result<String> {
    let (left, right) = argument
        .split_once('|')
        .context("two listings: `FILE ITEM | FILE ITEM`")?;
    let (left, right) = (code(root, left.trim())?, code(root, right.trim())?);
    Ok(format!(
        "<div class=\"twin\">\n\n{left}\n\n{right}\n\n</div>"
    ))
}

/// What a file says of itself in its `//!` lines, from the first diagram on.
pub fn head(root: &Path, file: &str) -> Result<String> {
    let text = read(root, file)?;
    let head: Vec<&str> = text
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .collect();
    ensure!(!head.is_empty(), "{file} says nothing of itself");
    let names_its_twin = head[0].contains(" Twin: ");
    let from = head
        .iter()
        .position(|line| line.trim() == "```text")
        .unwrap_or(if names_its_twin { 2 } else { 0 });
    let shown: Vec<String> = head[from..].iter().map(|line| prose(line)).collect();
    Ok(format!(
        "<div class=\"head\">\n\n{}\n\n<p class=\"where\">{file}, {}</p>\n\n</div>",
        shown.join("\n"),
        range((from + 1, head.len())),
    ))
}

/// A line of rustdoc as a line of a page: a link to an item is its name, one to the crate's page is its
/// words, a heading is bold.
pub(crate) fn prose(line: &str) -> String {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[(`[^`]+`)\](\([^)]*\))?").expect("a valid expression"));
    static TO_THE_CRATE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[([^\]]+)\]\(crate#[^)]*\)").expect("a valid expression"));
    let line = line.strip_prefix(' ').unwrap_or(line);
    let line = LINK.replace_all(line, "$1");
    let line = TO_THE_CRATE.replace_all(&line, "$1");
    match line.strip_prefix("# ") {
        Some(heading) => format!("**{heading}**"),
        None => line.into_owned(),
    }
}

fn split(argument: &str) -> Result<(&str, &str)> {
    let parts = argument.split_once(char::is_whitespace);
    parts
        .map(|(file, item)| (file, item.trim()))
        .context("a listing is `FILE ITEM`")
}

fn read(root: &Path, file: &str) -> Result<String> {
    fs::read_to_string(root.join(file)).with_context(|| format!("there is no file {file}"))
}

fn range((first, last): Lines) -> String {
    match first == last {
        true => format!("line {first}"),
        false => format!("lines {first}–{last}"),
    }
}

fn unindented<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let full = lines.clone().filter(|line| !line.trim().is_empty());
    let common = full.map(indent).min().unwrap_or(0);
    let cut: Vec<&str> = lines.map(|line| line.get(common..).unwrap_or("")).collect();
    cut.join("\n")
}

/// Where the one item of that name is.
fn only(text: &str, file: &str, item: &str) -> Result<Lines> {
    let found = find(text, item).with_context(|| format!("in {file}"))?;
    match found[..] {
        [lines] => Ok(lines),
        [] => bail!("{file} has no item called `{item}`"),
        _ => bail!("{file} has {} items called `{item}`", found.len()),
    }
}

/// Where the items of that name are in a source.
fn find(text: &str, wanted: &str) -> Result<Vec<Lines>> {
    let mut found = Vec::new();
    for item in syn::parse_file(text)?.items {
        // A trait's method is shown with its whole block, so the name is that of the type's own.
        if let Item::Impl(block) = &item
            && block.trait_.is_none()
        {
            let owner = type_name(&block.self_ty);
            for member in &block.items {
                if member_name(member).is_some_and(|name| format!("{owner}::{name}") == wanted) {
                    found.push(lines(member));
                }
            }
        }
        if name(&item).as_deref() == Some(wanted) {
            found.push(lines(&item));
        }
    }
    Ok(found)
}

fn lines(item: &impl Spanned) -> Lines {
    let span = item.span();
    (span.start().line, span.end().line)
}

/// What a page calls an item.
pub(crate) fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Mod(item) => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Impl(item) => {
            let owner = type_name(&item.self_ty);
            return Some(match &item.trait_ {
                Some((_, path, _)) => format!("{} for {owner}", last(path)),
                None => format!("impl {owner}"),
            });
        }
        _ => return None,
    };
    Some(ident.to_string())
}

fn member_name(member: &ImplItem) -> Option<String> {
    match member {
        ImplItem::Fn(item) => Some(item.sig.ident.to_string()),
        ImplItem::Const(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::Path(path) => last(&path.path),
        Type::Tuple(tuple) => {
            let names: Vec<String> = tuple.elems.iter().map(type_name).collect();
            format!("({})", names.join(", "))
        }
        _ => String::from("_"),
    }
}

fn last(path: &syn::Path) -> String {
    path.segments
        .last()
        .map_or_else(String::new, |segment| segment.ident.to_string())
}
