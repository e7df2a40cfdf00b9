//! `{{#table task-polls}}`: how often leaves are polled, by who their parent is.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use longhand::executor::LocalExecutor;
use longhand::time::{ManualClock, sleep};
use longhand::trace::{Counts, count};

use super::ask_all::AskAll;
use super::ask_woken::AskWoken;
use crate::measure::grouped;

type Leaf = Pin<Box<dyn Future<Output = ()>>>;

/// Sleeps that end one after another, and what counts their polls.
fn leaves(number: usize, counts: &Counts) -> Vec<Leaf> {
    let leaf = |index| {
        let sleep = sleep(Duration::from_millis(index as u64));
        let leaf: Leaf = Box::pin(count(counts, sleep));
        leaf
    };
    (1..=number).map(leaf).collect()
}

/// The polls of so many leaves in one task, below a parent.
fn in_one<F: Future<Output = ()> + 'static>(
    number: usize,
    parent: impl FnOnce(Vec<Leaf>) -> F,
) -> usize {
    let counts = Counts::default();
    run([parent(leaves(number, &counts))]);
    counts.polls()
}

/// The polls of so many leaves, each a task.
fn in_tasks(number: usize) -> usize {
    let counts = Counts::default();
    run(leaves(number, &counts));
    counts.polls()
}

fn run<F: Future<Output = ()> + 'static>(futures: impl IntoIterator<Item = F>) {
    let (clock, executor) = (ManualClock::new(), LocalExecutor::new());
    clock.enter(|| {
        for future in futures {
            executor.spawn(future).detach();
        }
        executor.run_until_stalled();
        while clock.advance_to_next().is_some() {
            executor.run_until_stalled();
        }
    });
}

/// Leaves, and their polls below each of the three.
pub fn rows() -> Vec<(usize, [usize; 3])> {
    let numbers = [1, 2, 10, 100, 1_000];
    let rows = numbers.map(|number| {
        let polls = [
            in_one(number, AskAll::new),
            in_one(number, AskWoken::new),
            in_tasks(number),
        ];
        (number, polls)
    });
    rows.to_vec()
}

/// A row for each number of leaves.
pub fn table() -> String {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| leaves | polls below `AskAll` | below `AskWoken` | \
         each a task |\n|--:|--:|--:|--:|\n",
    );
    for (number, polls) in rows() {
        let [all, woken, tasks] = polls.map(grouped);
        let number = grouped(number);
        table.push_str(&format!("| {number} | {all} | {woken} | {tasks} |\n"));
    }
    table.push_str("\n</div>");
    table
}

/// A hundred leaves below a parent that asks all.
pub fn run_hundred() -> String {
    let number = 100;
    let polls = in_one(number, AskAll::new);
    format!(
        "sleeps that end: {number}\npolls of them:   {}\nfor nothing:     {}",
        grouped(polls),
        grouped(polls - 2 * number), // the first finds nothing, and is needed
    )
}
