//! Finds the directives of a page and has each expanded.

use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Result, bail};
use regex::{Captures, Regex};

use crate::page::{Fault, Page};
use crate::{check, committed, exercise, listing, measure, numbers, places, plot};
use crate::{refused, runs, stepper, tables, unsafety};

/// May span lines: a scene's guess has one line for each answer.
static DIRECTIVE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)\{\{#(\w+)\s*(.*?)\}\}").expect("a valid expression"));

/// One directive: its name and its argument.
#[derive(Clone, Copy, Debug)]
pub struct Directive<'a> {
    /// The word after `{{#`.
    pub name: &'a str,
    /// The rest, trimmed.
    pub argument: &'a str,
}

/// The directives of a page, in order, each with the place where it begins.
pub fn all(page: &Page) -> impl Iterator<Item = (usize, Directive<'_>)> {
    DIRECTIVE.captures_iter(&page.text).map(|captures| {
        let (whole, [name, argument]) = (captures.get_match().start(), captures.extract().1);
        let argument = argument.trim();
        (whole, Directive { name, argument })
    })
}

/// The page with every directive expanded; each one that cannot be is a fault.
pub fn expand(root: &Path, page: &Page, faults: &mut Vec<Fault>) -> String {
    let expanded = DIRECTIVE.replace_all(&page.text, |captures: &Captures<'_>| {
        let (whole, [name, argument]) = captures.extract();
        let offset = captures.get_match().start();
        let directive = Directive {
            name,
            argument: argument.trim(),
        };
        fetch(root, directive).unwrap_or_else(|error| {
            let first = whole.lines().next().unwrap_or(whole);
            faults.push(page.fault(offset, format_args!("{first}: {error:#}")));
            String::new()
        })
    });
    expanded.into_owned()
}

fn fetch(root: &Path, directive: Directive<'_>) -> Result<String> {
    let argument = directive.argument;
    match directive.name {
        "code" => listing::code(root, argument),
        "twin" => listing::twin(root, argument),
        "head" => listing::head(root, argument),
        "scene" => stepper::scene(root, argument),
        "run" => runs::run(argument),
        "bytes" => measure::bytes(argument),
        "table" => tables::table(argument),
        "counts" => committed::rows(root, argument),
        "readme" => committed::table(root, argument),
        "plot" => plot::plot(root, argument),
        "places" => places::picture(argument),
        "ui" => refused::case(root, argument),
        "exercise" => exercise::exercise(root, argument),
        "test" => check::test(root, argument),
        "unsafe" => unsafety::shown(root, argument),
        "number" => numbers::number(root, argument),
        unknown => bail!("there is no directive `{unknown}`"),
    }
}
