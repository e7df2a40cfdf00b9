//! `{{#plot NAME}}`: a plot of committed figures, `book/data/NAME.svg`, with where they are from.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// The plot of that name. It says of itself what it shows and where its figures are from.
pub fn plot(root: &Path, name: &str) -> Result<String> {
    let path = root.join("book/data").join(name).with_extension("svg");
    let svg = fs::read_to_string(path).with_context(|| format!("no plot `{name}` in book/data"))?;
    let said = svg
        .split_once("<desc>")
        .and_then(|(_, rest)| rest.split_once("</desc>"));
    let (said, _) =
        said.context("a plot without a `desc` does not say where its figures are from")?;
    // A blank line would end the figure in Markdown.
    ensure!(!svg.contains("\n\n"), "a plot with a blank line");
    Ok(format!(
        "<figure class=\"plotted\">\n{}\n<figcaption>{said}</figcaption>\n</figure>",
        svg.trim()
    ))
}
