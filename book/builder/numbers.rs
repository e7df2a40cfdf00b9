//! `{{#number NAME}}`: how many there are of something in this repository, counted when the book is built.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::check;
use crate::measure::grouped;
use crate::{exercise, runs, scenes};

/// So many.
pub fn number(root: &Path, name: &str) -> Result<String> {
    let number = match name {
        "models" => tests(root, |file| file.starts_with("tests/loom"))?,
        "tests" => tests(root, |file| file.starts_with("tests/it/"))?,
        "soaks" => tests(root, |file| file.starts_with("tests/soak/"))?,
        "book-tests" => tests(root, |file| file.starts_with("book/tests/"))?,
        "refused" => files(root, "ui-tests")?
            .iter()
            .filter(|file| file.ends_with(".stderr"))
            .count(),
        "scenes" => scenes::all().count(),
        "twin-scenes" => scenes::TWINS.len(),
        "runs" => runs::ALL.len(),
        "exercises" => exercise::names(root)?.len(),
        "exhibits" => headings(root, "museum")?,
        "words" => lines(root, "words", ": ")?,
        _ => bail!("nobody counts `{name}`"),
    };
    ensure!(number > 0, "there is nothing of `{name}`");
    Ok(grouped(number))
}

/// The tests of the files that are meant.
fn tests(root: &Path, is_meant: impl Fn(&str) -> bool) -> Result<usize> {
    let mut count = 0;
    for folder in ["tests", "book/tests"] {
        for file in files(root, folder)? {
            if file.ends_with(".rs") && is_meant(&file) {
                let text = fs::read_to_string(root.join(&file))?;
                count += check::tests(&text).with_context(|| file)?.len();
            }
        }
    }
    Ok(count)
}

/// The files in a folder and below it, by their paths from the root.
fn files(root: &Path, folder: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            match entry.file_type()?.is_dir() {
                true => folders.push(path),
                false => found.push(path.display().to_string()),
            }
        }
    }
    Ok(found)
}

/// The headings of the third rank in a page.
fn headings(root: &Path, page: &str) -> Result<usize> {
    lines(root, page, "### ")
}

fn lines(root: &Path, page: &str, start: &str) -> Result<usize> {
    let text = fs::read_to_string(root.join("book/src").join(page).with_extension("md"))?;
    Ok(text.lines().filter(|line| line.starts_with(start)).count())
}
