//! Every link of the finished book leads to a file, and every `#` to something of that name.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Result, ensure};
use regex::Regex;

use crate::page::{Fault, Page};

static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"\s(?:href|src)="([^"]*)""#).expect("a valid expression"));
static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"\sid="([^"]*)""#).expect("a valid expression"));

/// Checks the HTML in `out`; a dead link is told of by the page and the line that has it.
pub fn check(out: &Path, pages: &[Page]) -> Result<(usize, Vec<Fault>)> {
    let built = built_pages(out)?;
    let (mut alive, mut faults) = (0, Vec::new());
    for (file, html) in &built {
        for link in LINK
            .captures_iter(html)
            .map(|captures| captures.extract::<1>().1[0])
        {
            if link.contains("://") || link.starts_with("data:") || link.starts_with("mailto:") {
                continue;
            }
            if leads_somewhere(file, link, &built) {
                alive += 1;
            } else {
                faults.push(fault(out, file, link, pages));
            }
        }
    }
    ensure!(
        alive > 0,
        "the book has no links, not even to its own pages"
    );
    Ok((alive, faults))
}

/// The HTML pages by path. mdBook's page for printing repeats all others, and its page for missing
/// ones is read from anywhere.
fn built_pages(out: &Path) -> Result<BTreeMap<PathBuf, String>> {
    let mut pages = BTreeMap::new();
    for entry in fs::read_dir(out)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or("");
        let skipped = ["print.html", "404.html", "toc.html"].contains(&name);
        if name.ends_with(".html") && !skipped {
            let html = fs::read_to_string(&path)?;
            pages.insert(path, html);
        }
    }
    Ok(pages)
}

fn leads_somewhere(from: &Path, link: &str, built: &BTreeMap<PathBuf, String>) -> bool {
    let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
    let file = file.split('?').next().unwrap_or(file);
    let target = match file {
        "" => from.to_path_buf(),
        file => from.with_file_name(file),
    };
    if fragment.is_empty() {
        return target.exists();
    }
    built.get(&target).is_some_and(|html| {
        NAME.captures_iter(html)
            .any(|captures| captures.extract::<1>().1[0] == fragment)
    })
}

fn fault(out: &Path, file: &Path, link: &str, pages: &[Page]) -> Fault {
    let name = file.strip_prefix(out).unwrap_or(file).with_extension("md");
    let source = pages.iter().find(|page| Path::new(&page.path) == name);
    let as_written = link.replace(".html", ".md");
    let what = format!("a dead link: {as_written}");
    match source {
        Some(page) => page.fault(page.text.find(&as_written).unwrap_or(0), what),
        None => Page {
            path: name.display().to_string(),
            text: String::new(),
        }
        .fault(0, what),
    }
}
