//! What depends on the machine: the bench `threads` measures it, and writes it into `book/data/threads.csv`
//! with the machine, the date and the compiler.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::words::escaped;

const FILE: &str = "book/data/threads.csv";

/// All that was measured, and where.
#[derive(Debug)]
pub struct Measured {
    place: String,
    figures: Vec<Figure>,
}

/// One time in nanoseconds, or so many bytes.
#[derive(Debug, Deserialize)]
pub struct Figure {
    what: String,
    who: String,
    /// The median, where there were several runs.
    pub figure: f64,
    /// The fastest run.
    pub least: Option<f64>,
}

impl Measured {
    /// What is committed.
    pub fn read(root: &Path) -> Result<Self> {
        let text = fs::read_to_string(root.join(FILE)).context(FILE)?;
        let said = |name: &str| {
            let start = format!("# {name}: ");
            let line = text.lines().find_map(|line| line.strip_prefix(&start));
            line.with_context(|| format!("{FILE} does not say the {name}"))
        };
        let place = [said("date")?, said("machine")?, said("compiler")?].join(", ");
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.comment(Some(b'#')).from_reader(text.as_bytes());
        let figures = reader.deserialize().collect::<Result<_, _>>();
        let figures = figures.context(FILE)?;
        Ok(Measured { place, figures })
    }

    /// What it takes whom.
    pub fn of(&self, what: &str, who: &str) -> Result<&Figure> {
        let mut figures = self.figures.iter();
        let found =
            figures.find(|figure| (figure.what.as_str(), figure.who.as_str()) == (what, who));
        found.with_context(|| format!("{FILE} has no `{what}` of {who}"))
    }

    /// The line below a table.
    pub fn line(&self, how: &str) -> String {
        format!("<p class=\"where\">{how}, {}</p>", escaped(&self.place))
    }
}

/// Two digits, and a unit.
pub fn in_words(nanoseconds: f64) -> String {
    let units = [("s", 1e9), ("ms", 1e6), ("µs", 1e3), ("ns", 1.0)];
    let (unit, size) = units
        .into_iter()
        .find(|&(_, size)| nanoseconds >= size)
        .unwrap_or(("ps", 1e-3));
    match nanoseconds / size {
        few @ ..10.0 => format!("{few:.1} {unit}"),
        many => format!("{many:.0} {unit}"),
    }
}
