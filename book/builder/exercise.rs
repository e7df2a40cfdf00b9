//! An exercise is three files in `book/exercises/CHAPTER/NAME`: what is given, how it is checked,
//! and a solution. Tests compile all of them: the given code fails its check, the solution passes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::listing;

/// The exercise as a page shows it, with the solution folded away.
pub fn exercise(root: &Path, name: &str) -> Result<String> {
    let read = |file: &str| {
        let path = format!("book/exercises/{name}/{file}.rs");
        let text = fs::read_to_string(root.join(&path));
        text.with_context(|| format!("there is no file {path}"))
    };
    let (given, check, solved) = (read("given")?, read("check")?, read("solved")?);
    let file = format!("book/exercises/{name}/given.rs");
    let parts = [
        "<div class=\"exercise\">".to_owned(),
        listing::block(&given, &file),
        folded("How it is checked", &check),
        folded("A solution", &solved),
        "</div>".to_owned(),
    ];
    Ok(parts.join("\n\n"))
}

fn folded(title: &str, code: &str) -> String {
    let code = code.trim();
    format!("<details>\n<summary>{title}</summary>\n\n```rust,ignore\n{code}\n```\n\n</details>")
}

/// The names of all exercises, `CHAPTER/NAME`.
pub fn names(root: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for chapter in fs::read_dir(root.join("book/exercises"))? {
        let chapter = chapter?;
        if !chapter.file_type()?.is_dir() {
            continue;
        }
        for entry in fs::read_dir(chapter.path())? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                let (chapter, name) = (chapter.file_name(), entry.file_name());
                names.push(format!("{}/{}", chapter.display(), name.display()));
            }
        }
    }
    Ok(names)
}
