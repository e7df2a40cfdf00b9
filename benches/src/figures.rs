//! [`Figure`]: one number that was measured, and [`Data`]: a file of them.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use crate::arguments;
use crate::provenance::{self, Provenance};

/// One number that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What was asked of everyone alike.
    pub what: String,
    /// Of how many, or of how large a one, where that is varied.
    pub at: Option<u64>,
    /// Whose future it is.
    pub who: String,
    /// Whether it promises less than longhand does.
    pub lesser: bool,
    pub unit: String,
    /// The median, where it was measured more than once.
    pub figure: f64,
    /// The least and the most of it then.
    pub spread: Option<(f64, f64)>,
}

/// The figures of one bench, and where they are from.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    pub provenance: Provenance,
    pub figures: Vec<Figure>,
}

const HEADER: &str = "what,at,who,promises,unit,figure";

/// Of a file in which something was measured more than once.
const HEADER_OF_RUNS: &str = "what,at,who,promises,unit,figure,least,most";

/// Writes the figures into `NAME.csv`, if the bench was given a folder by `--data`.
pub fn keep(name: &str, figures: Vec<Figure>) -> io::Result<()> {
    let Some(folder) = arguments::value("--data") else {
        return Ok(());
    };
    let provenance = provenance::of_this_machine();
    let data = Data {
        provenance,
        figures,
    };
    fs::create_dir_all(&folder)?;
    fs::write(
        Path::new(&folder).join(name).with_extension("csv"),
        data.to_string(),
    )
}

impl Data {
    /// Reads what [`keep`] has written.
    pub fn read(path: &Path) -> io::Result<Self> {
        let named =
            |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        let text = fs::read_to_string(path).map_err(named)?;
        Data::parse(&text).ok_or_else(|| named(io::Error::other("these are no figures")))
    }

    fn parse(text: &str) -> Option<Self> {
        let (comments, lines): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|line| line.starts_with('#'));
        let (header, rows) = lines.split_first()?;
        if ![HEADER, HEADER_OF_RUNS].contains(header) {
            return None;
        }
        Some(Data {
            provenance: Provenance::parse(&comments)?,
            figures: rows
                .iter()
                .map(|row| Figure::parse(row))
                .collect::<Option<_>>()?,
        })
    }
}

impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.provenance)?;
        let of_runs = self.figures.iter().any(|figure| figure.spread.is_some());
        writeln!(f, "{}", if of_runs { HEADER_OF_RUNS } else { HEADER })?;
        self.figures.iter().try_for_each(|figure| {
            write!(f, "{figure}")?;
            match figure.spread {
                Some((least, most)) => writeln!(f, ",{},{}", rounded(least), rounded(most)),
                None if of_runs => writeln!(f, ",,"),
                None => writeln!(f),
            }
        })
    }
}

impl Figure {
    fn parse(row: &str) -> Option<Self> {
        let mut cells = cells(row);
        let spread = match cells.split_off(6.min(cells.len())).as_slice() {
            [least, most] if !least.is_empty() => Some((least.parse().ok()?, most.parse().ok()?)),
            _ => None,
        };
        let [what, at, who, promises, unit, figure] = cells.try_into().ok()?;
        Some(Figure {
            what,
            at: if at.is_empty() {
                None
            } else {
                Some(at.parse().ok()?)
            },
            who,
            lesser: promises == "less",
            unit,
            figure: figure.parse().ok()?,
            spread,
        })
    }
}

/// The cells that every line of a file has.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.map(|at| at.to_string()).unwrap_or_default();
        let promises = if self.lesser { "less" } else { "" };
        let [what, who, unit] = [&self.what, &self.who, &self.unit].map(|cell| quoted(cell));
        let figure = rounded(self.figure);
        write!(f, "{what},{at},{who},{promises},{unit},{figure}")
    }
}

/// Without more digits than were measured.
fn rounded(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

/// A cell that may have commas in it, and has no quotes.
fn quoted(cell: &str) -> String {
    if cell.contains(',') {
        format!("\"{cell}\"")
    } else {
        cell.to_owned()
    }
}

/// The cells of a line. What is between quotes is one of them.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut inside) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            _ => cells.last_mut().expect("there is one").push(letter),
        }
    }
    cells
}
