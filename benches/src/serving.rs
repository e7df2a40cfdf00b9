//! What servers cost, as tables with a row for each: the bench `net` prints them, and pages show them.

use crate::figures::Figure;
use crate::summary::{Question, everyone, numbered};
use crate::table::Table;

/// The server that has no futures: what it costs cannot be had for less.
pub const RAW: &str = "raw";

/// Of user space alone.
pub const INSTRUCTIONS: &str = "instructions a request";

/// Microseconds that the server was on a processor.
pub const TIME: &str = "µs of the server a request";

/// Bytes that are allocated.
pub const HEAP: &str = "heap bytes each";

/// Bytes that are in memory, and not of a file.
pub const RESIDENT: &str = "resident bytes each";

/// Instructions, and by how many they are more than the bare loop's.
pub fn instructions(figures: &[Figure]) -> Table {
    at_once(figures, INSTRUCTIONS, |question, who| {
        let (all, raw) = (question.of(who)?, question.of(RAW)?);
        Some(match who {
            RAW => format!("{all:.0}"),
            _ => format!("{all:.0} ({:+.0})", all - raw),
        })
    })
}

/// Processor time, which is the system's for the most part.
pub fn time(figures: &[Figure]) -> Table {
    at_once(figures, TIME, |question, who| {
        Some(format!("{:.2}", question.of(who)?))
    })
}

fn at_once(
    figures: &[Figure],
    unit: &str,
    cell: impl Fn(&Question<'_>, &str) -> Option<String>,
) -> Table {
    let figures = of(figures, unit);
    numbered(unit, &figures, |at| format!("{at} at once"), cell)
}

/// What a connection takes of the most that there were.
pub fn memory(figures: &[Figure]) -> Table {
    let units = [HEAP, RESIDENT].map(|unit| of(figures, unit));
    let most = |figures: &[Figure], who: &str| {
        let of_it = figures.iter().filter(|figure| figure.who == who);
        let most = of_it.max_by_key(|figure| figure.at);
        most.map_or("–".to_owned(), |most| format!("{:.0}", most.figure))
    };
    let mut table = Table::new(["bytes a connection that waits", "heap", "resident"]);
    for who in everyone(&units[0]) {
        let [heap, resident] = units.each_ref().map(|figures| most(figures, who));
        table.push([who.to_owned(), heap, resident]);
    }
    table
}

/// The figures in one unit.
fn of(figures: &[Figure], unit: &str) -> Vec<Figure> {
    let figures = figures.iter().filter(|figure| figure.unit == unit);
    figures.cloned().collect()
}
