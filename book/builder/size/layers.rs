//! A future inside of a future inside of a future, in three spellings.

use std::future::pending;

use anyhow::{Result, ensure};
use longhand::select;

use crate::measure::{grouped, kilobyte};

/// Awaits what it is given.
pub async fn passed_on<F: Future>(future: F) -> F::Output {
    future.await
}

/// Awaits what it calls.
pub async fn called<F: Future>(function: impl Fn() -> F) -> F::Output {
    function().await
}

/// The same future under so many layers of one kind.
macro_rules! layers {
    ($layer:ident $inner:expr;) => { $inner };
    ($layer:ident $inner:expr; x $($rest:tt)*) => {
        layers!($layer layers!(@ $layer $inner); $($rest)*)
    };
    (@ passed_on $inner:expr) => { passed_on($inner) };
    (@ called $inner:expr) => { { let inner = $inner; move || called(inner) } };
    (@ selected $inner:expr) => { select(($inner, pending::<()>())) };
}

/// The sizes at one depth.
pub struct Row {
    /// How many layers.
    pub depth: usize,
    /// `async fn`s that await what they are given.
    pub passed_on: usize,
    /// `async fn`s that await what they call.
    pub called: usize,
    /// Layers by hand.
    pub selected: usize,
}

/// Up to eight layers around a kilobyte.
pub fn rows() -> Vec<Row> {
    macro_rules! row {
        ($depth:literal: $($x:tt)*) => {
            Row {
                depth: $depth,
                passed_on: size_of_val(&layers!(passed_on kilobyte(); $($x)*)),
                called: size_of_val(&layers!(called kilobyte; $($x)*)()),
                selected: size_of_val(&layers!(selected kilobyte(); $($x)*)),
            }
        };
    }
    vec![
        row!(0:),
        row!(1: x),
        row!(2: x x),
        row!(3: x x x),
        row!(4: x x x x),
        row!(5: x x x x x),
        row!(6: x x x x x x),
        row!(7: x x x x x x x),
        row!(8: x x x x x x x x),
    ]
}

/// What each layer moves out of its arguments when it is polled first: the layer inside of it.
pub fn copied(rows: &[Row]) -> Vec<usize> {
    let sums = rows.iter().scan(0, |sum, row| {
        let before = *sum;
        *sum += row.passed_on;
        Some(before)
    });
    sums.collect()
}

/// Eight layers that await what they are given.
pub fn eight() -> impl Future<Output = ()> {
    layers!(passed_on kilobyte(); x x x x x x x x)
}

/// Eight layers that await what they call.
pub fn eight_called() -> impl Future<Output = ()> {
    layers!(called kilobyte; x x x x x x x x)()
}

/// The rows for 1, 2, 4 and 8 layers, in Markdown.
pub fn table() -> Result<String> {
    let rows = rows();
    let copied = copied(&rows);
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| layers | `passed_on`, bytes | copied by its first \
         poll, bytes | `called`, bytes | by hand, bytes |\n|--:|--:|--:|--:|--:|\n",
    );
    for (row, copied) in rows.iter().zip(copied) {
        let Row {
            depth,
            passed_on,
            called,
            selected,
        } = *row;
        ensure!(
            depth < 2 || (called < passed_on && selected < passed_on),
            "the compiler has learnt to keep one copy: write the page anew"
        );
        if depth.is_power_of_two() {
            table.push_str(&format!(
                "| {depth} | {} | {} | {} | {} |\n",
                grouped(passed_on),
                grouped(copied),
                grouped(called),
                grouped(selected)
            ));
        }
    }
    table.push_str("\n</div>");
    Ok(table)
}
