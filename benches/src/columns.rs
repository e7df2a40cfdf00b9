//! [`Columns`]: what several authors take, a row for each, a column for each thing that is asked.

use std::fmt;

use crate::figures::Figure;
use crate::table::Table;

/// A table that is kept as figures, too.
pub struct Columns {
    title: &'static str,
    /// What is asked, and in what it is counted.
    heads: Vec<(&'static str, &'static str)>,
    rows: Vec<Row>,
}

struct Row {
    who: &'static str,
    /// Whether it promises less than longhand does.
    lesser: bool,
    numbers: Vec<usize>,
}

impl Columns {
    pub fn new(
        title: &'static str,
        heads: impl IntoIterator<Item = (&'static str, &'static str)>,
    ) -> Self {
        Columns {
            title,
            heads: heads.into_iter().collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row. It has a number for each column.
    pub fn push(&mut self, who: &'static str, numbers: impl IntoIterator<Item = usize>) {
        self.rows.push(Row {
            who,
            lesser: false,
            numbers: numbers.into_iter().collect(),
        });
    }

    /// The same for one that promises less.
    pub fn push_lesser(&mut self, who: &'static str, numbers: impl IntoIterator<Item = usize>) {
        self.rows.push(Row {
            who,
            lesser: true,
            numbers: numbers.into_iter().collect(),
        });
    }

    /// One for each number.
    pub fn figures(&self) -> impl Iterator<Item = Figure> {
        self.rows.iter().flat_map(|row| {
            let columns = self.heads.iter().zip(&row.numbers);
            columns.map(|((head, unit), number)| Figure {
                what: format!("{}: {head}", self.title),
                at: None,
                who: row.who.to_owned(),
                lesser: row.lesser,
                unit: (*unit).to_owned(),
                figure: *number as f64,
                spread: None,
            })
        })
    }
}

impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = self.heads.iter().map(|(head, _)| *head);
        let mut table = Table::new([self.title].into_iter().chain(heads));
        for Row { who, numbers, .. } in &self.rows {
            let numbers = numbers.iter().map(usize::to_string);
            table.push([(*who).to_owned()].into_iter().chain(numbers));
        }
        write!(f, "{table}")
    }
}
