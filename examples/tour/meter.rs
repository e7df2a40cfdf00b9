//! [`Meter`]: the size, polls and wakes of futures, by name.

use std::cell::RefCell;
use std::fmt::Write;
use std::future::Future;
use std::rc::Rc;

use longhand::trace::{Counted, Counts, count};

/// The futures of one spelling, in the order in which their names first came.
#[derive(Clone, Default)]
pub(super) struct Meter {
    rows: Rc<RefCell<Vec<Row>>>,
}

#[derive(Clone)]
struct Row {
    name: &'static str,
    size: usize,
    counts: Counts,
}

impl Meter {
    /// Watches `future` under `name`; futures of one name are counted together.
    pub(super) fn watch<F: Future>(&self, name: &'static str, future: F) -> Counted<F> {
        let mut rows = self.rows.borrow_mut();
        let known = rows.iter().position(|row| row.name == name);
        let row = known.unwrap_or_else(|| {
            rows.push(Row {
                name,
                size: size_of::<F>(),
                counts: Counts::default(),
            });
            rows.len() - 1
        });
        count(&rows[row].counts, future)
    }

    fn row(&self, name: &str) -> Option<Row> {
        self.rows
            .borrow()
            .iter()
            .find(|row| row.name == name)
            .cloned()
    }
}

/// Both spellings side by side. A future that holds watched ones is so much larger by their meters.
pub(super) fn table(longhand: &Meter, shorthand: &Meter) -> String {
    let mut table = String::new();
    let mut line = |cells: [&str; 7]| {
        let [name, numbers @ ..] = cells;
        write!(table, "{name:<28}").expect("a string takes all");
        for number in numbers {
            write!(table, "{number:>11}").expect("a string takes all");
        }
        table.push('\n');
    };
    line(["", "longhand", "", "", "shorthand", "", ""]);
    line([
        "future", "bytes", "polls", "wakes", "bytes", "polls", "wakes",
    ]);
    for row in longhand.rows.borrow().iter() {
        let cells = |row: Option<Row>| match row {
            Some(row) => [row.size, row.counts.polls(), row.counts.wakes()].map(|n| n.to_string()),
            None => [(); 3].map(|()| "-".to_owned()),
        };
        let (long, short) = (cells(Some(row.clone())), cells(shorthand.row(row.name)));
        line([
            row.name, &long[0], &long[1], &long[2], &short[0], &short[1], &short[2],
        ]);
    }
    let meter = size_of::<Counted<()>>();
    writeln!(
        table,
        "(with the meter of each watched future inside: {meter} bytes)"
    )
    .expect("a string takes all");
    table
}
