//! [`Table`]: columns that are aligned in a terminal and are Markdown as well.

use std::fmt;

/// A table whose first column is text and whose others are numbers.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with nothing but the names of its columns.
    pub fn new(header: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let header = header.into_iter().map(Into::into).collect();
        Table { rows: vec![header] }
    }

    /// Adds a row. It has as many cells as the header.
    pub fn push(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().collect();
        assert_eq!(cells.len(), self.rows[0].len(), "a cell for each column");
        self.rows.push(cells);
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 1
    }

    /// The characters of the widest cell of each column.
    fn widths(&self) -> Vec<usize> {
        let widest = |column: usize| self.rows.iter().map(move |row| row[column].chars().count());
        (0..self.rows[0].len())
            .map(|column| widest(column).max().unwrap_or(0))
            .collect()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        for (number, row) in self.rows.iter().enumerate() {
            write_row(f, row, &widths)?;
            if number == 0 {
                write_rule(f, &widths)?;
            }
        }
        Ok(())
    }
}

fn write_row(f: &mut fmt::Formatter<'_>, row: &[String], widths: &[usize]) -> fmt::Result {
    write!(f, "| {:1$} |", row[0], widths[0])?;
    for (cell, width) in row.iter().zip(widths).skip(1) {
        write!(f, " {cell:>width$} |")?;
    }
    writeln!(f)
}

/// The line below the header, which tells Markdown what is text and what are numbers.
fn write_rule(f: &mut fmt::Formatter<'_>, widths: &[usize]) -> fmt::Result {
    write!(f, "|-{:-<1$}-|", "", widths[0])?;
    for width in &widths[1..] {
        write!(f, "-{:-<width$}:|", "")?;
    }
    writeln!(f)
}
