//! `{{#table threads-orders}}`: every order in which two threads can add to a sum, and in how many of them
//! the sum is right. Each was run.

use std::cell::Cell;
use std::sync::Arc;

use super::programs::{count, count_locked};
use super::shared::{Lock, Number};
use super::stage::{Actor, every_order};
use crate::measure::grouped;

const PAGE: &str = "news";

/// How many orders there are, and how many of them are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orders {
    /// All.
    pub all: usize,
    /// Those in which nothing is lost.
    pub right: usize,
}

/// Two threads that add so often each, by `count`.
fn tried<S: Send + Sync + 'static>(
    times: usize,
    begin: fn() -> S,
    count: fn(&S, &'static str),
    sum: fn(&S) -> usize,
) -> Orders {
    let right = Cell::new(0);
    let begin = || {
        let shared = Arc::new(begin());
        let actors = ["one", "other"].map(|name| -> Actor<'static> {
            let shared = shared.clone();
            let act = move || (0..times).for_each(|_| count(&shared, PAGE));
            (name, Box::new(act))
        });
        (shared, Vec::from(actors))
    };
    let all = every_order(begin, |shared, played| {
        assert!(played.is_over, "nobody waits for ever");
        let is_right = sum(&shared) == 2 * times * PAGE.len();
        right.set(right.get() + usize::from(is_right));
    });
    Orders {
        all,
        right: right.get(),
    }
}

/// How often each adds, and the orders without a lock.
pub fn bare() -> Vec<(usize, Orders)> {
    let orders = |times| tried(times, Number::default, count, Number::load);
    [1, 2, 3].map(|times| (times, orders(times))).into()
}

/// The orders with a lock, if each adds so often.
pub fn locked(times: usize) -> Orders {
    let begin = || Lock::new("the sum", Number::default());
    tried(times, begin, count_locked, |sum| sum.lock().load())
}

/// A row for each number of additions.
pub fn table() -> String {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| each adds | orders | right | right with a lock |\n\
         |---|--:|--:|--:|\n",
    );
    for (times, Orders { all, right }) in bare() {
        let often = ["once", "twice", "three times"][times - 1];
        let with_a_lock = locked(times);
        let of = match with_a_lock.right == with_a_lock.all {
            true => "all".to_owned(),
            false => grouped(with_a_lock.right),
        };
        table.push_str(&format!(
            "| {often} | {} | {} | {of} |\n",
            grouped(all),
            grouped(right)
        ));
    }
    table.push_str("\n</div>");
    table
}
