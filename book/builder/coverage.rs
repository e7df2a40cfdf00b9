//! Every public item of the crate is shown by a page, or waived with a reason in `waived.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use syn::{Item, Visibility};

use crate::directive;
use crate::listing;
use crate::page::Page;

/// An item as a page's `{{#code}}` would call it.
type Shown = (String, String);

/// What is wrong with the coverage, a line each.
pub fn check(root: &Path, pages: &[Page]) -> Result<Vec<String>> {
    let items = public_items(root)?;
    let waivers = read_waivers(root)?;
    let shown = shown(pages);
    let mut wrong = Vec::new();
    for (file, item) in &items {
        let waived = waivers.iter().any(|waiver| waiver.covers(file, item));
        if !waived && !shown.contains(&(file.clone(), item.clone())) {
            wrong.push(format!(
                "{file} {item}: no page shows it, and waived.txt does not either"
            ));
        }
    }
    for waiver in &waivers {
        let mut waived = items
            .iter()
            .filter(|(file, item)| waiver.covers(file, item))
            .peekable();
        if waived.peek().is_none() {
            wrong.push(format!(
                "book/waived.txt:{}: there is nothing to waive",
                waiver.line
            ));
        }
        for (file, item) in waived.filter(|item| shown.contains(item)) {
            let line = waiver.line;
            wrong.push(format!(
                "book/waived.txt:{line}: {file} {item} is shown by a page"
            ));
        }
    }
    Ok(wrong)
}

/// The items that pages list.
fn shown(pages: &[Page]) -> BTreeSet<Shown> {
    let directives = pages.iter().flat_map(directive::all);
    let listings = directives.filter_map(|(_, directive)| match directive.name {
        "code" | "twin" => Some(directive.argument),
        _ => None,
    });
    let listings = listings.flat_map(|argument| argument.split('|'));
    let named = listings.filter_map(|one| one.trim().split_once(char::is_whitespace));
    named
        .map(|(file, item)| (file.to_owned(), item.trim().to_owned()))
        .collect()
}

/// The crate's lints deny a `pub` that cannot be reached from outside, so the word alone will do.
fn public_items(root: &Path) -> Result<BTreeSet<Shown>> {
    let mut items = BTreeSet::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(root.join(&path))?;
                let file = syn::parse_file(&text).with_context(|| path.display().to_string())?;
                let public = file.items.iter().filter(|item| is_public(item));
                let names = public.filter_map(listing::name);
                items.extend(names.map(|name| (path.display().to_string(), name)));
            }
        }
    }
    Ok(items)
}

/// Modules and re-exports are the shelves, not the books.
fn is_public(item: &Item) -> bool {
    let visibility = match item {
        Item::Const(item) => &item.vis,
        Item::Enum(item) => &item.vis,
        Item::Fn(item) => &item.vis,
        Item::Static(item) => &item.vis,
        Item::Struct(item) => &item.vis,
        Item::Trait(item) => &item.vis,
        Item::Type(item) => &item.vis,
        Item::Union(item) => &item.vis,
        Item::Macro(item) => {
            return item
                .attrs
                .iter()
                .any(|attribute| attribute.path().is_ident("macro_export"));
        }
        _ => return false,
    };
    matches!(visibility, Visibility::Public(_))
}

/// A line of `waived.txt`: `FILE ITEM: reason`, or `FOLDER/: reason` for all that is in it.
struct Waiver {
    line: usize,
    path: String,
    item: Option<String>,
}

impl Waiver {
    fn covers(&self, file: &str, item: &str) -> bool {
        match &self.item {
            Some(waived) => file == self.path && item == waived,
            None => file.starts_with(&self.path),
        }
    }
}

fn read_waivers(root: &Path) -> Result<Vec<Waiver>> {
    let text = fs::read_to_string(root.join("book/waived.txt"))?;
    let numbered = text.lines().enumerate();
    let meant = numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let waivers = meant.map(|(index, line)| {
        let line_number = index + 1;
        let parts = line
            .split_once(": ")
            .filter(|(_, reason)| !reason.trim().is_empty());
        let (what, _) = parts.with_context(|| format!("waived.txt:{line_number}: no reason"))?;
        let (path, item) = match what.split_once(' ') {
            Some((path, item)) => (path, Some(item.to_owned())),
            None => (what, None),
        };
        Ok(Waiver {
            line: line_number,
            path: path.to_owned(),
            item,
        })
    });
    waivers.collect()
}
