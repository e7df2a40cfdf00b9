//! Builds the book: directives, mdBook, then the checks that need its pages.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use mdbook_driver::MDBook;
use mdbook_driver::book::{Book, BookItem};
use mdbook_driver::config::Config;

use crate::page::{Fault, Page};
use crate::{coverage, directive, links, prose, unsafety};

/// What a build has done.
#[derive(Debug)]
pub struct Report {
    pages: usize,
    links: usize,
    took: Duration,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { pages, links, took } = self;
        write!(
            f,
            "{pages} pages in book/book, {links} links lead somewhere, {took:.1?}"
        )
    }
}

/// Builds the book into `book/book`, and fails if anything in it is not true.
pub fn build(root: &Path) -> Result<Report> {
    let start = Instant::now();
    let mut config = Config::from_disk(root.join("book/book.toml"))?;
    // Here the directives are expanded in this process: mdBook need not start it once more.
    config.set("preprocessor", BTreeMap::<String, String>::new())?;
    let mut book = MDBook::load_with_config(root.join("book"), config)?;
    let pages = apply(root, &mut book.book)?;
    let mut uncovered = coverage::check(root, &pages)?;
    uncovered.extend(unsafety::check(root, &pages)?);
    ensure!(
        uncovered.is_empty(),
        "the book is not whole:\n{}",
        uncovered.join("\n")
    );
    book.build()?;
    let (links, faults) = links::check(&book.build_dir_for("html"), &pages)?;
    refuse(&faults)?;
    Ok(Report {
        pages: pages.len(),
        links,
        took: start.elapsed(),
    })
}

/// The same as a preprocessor of mdBook: reads `[context, book]`, gives the book.
pub fn preprocess(root: &Path, asked: &str) -> Result<String> {
    let (_, mut book): (serde_json::Value, Book) = serde_json::from_str(asked)?;
    apply(root, &mut book)?;
    Ok(serde_json::to_string(&book)?)
}

/// Expands every page's directives, and gives the pages as they were written.
fn apply(root: &Path, book: &mut Book) -> Result<Vec<Page>> {
    let (mut pages, mut faults) = (Vec::new(), Vec::new());
    book.for_each_mut(|item| {
        let BookItem::Chapter(chapter) = item else {
            return;
        };
        let Some(path) = &chapter.path else {
            return;
        };
        let (path, text) = (path.display().to_string(), chapter.content.clone());
        let page = Page { path, text };
        faults.extend(prose::typed_figures(&page));
        chapter.content = directive::expand(root, &page, &mut faults);
        pages.push(page);
    });
    refuse(&faults)?;
    Ok(pages)
}

fn refuse(faults: &[Fault]) -> Result<()> {
    let words: Vec<String> = faults.iter().map(Fault::to_string).collect();
    ensure!(
        faults.is_empty(),
        "the book says what is not so:\n{}",
        words.join("\n")
    );
    Ok(())
}
