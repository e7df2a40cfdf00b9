//! What the combinators of many promise of three children, in a tuple, an array and a `Vec`.
//!
//! With three there is one in the middle: something stands before it and something behind. Each
//! rule is tried with each of the children in the leading part, and with every set of others that
//! have answered before.

mod contest;
mod deciding;
mod keeping;

use core::array;

use crate::support::stage::Event::{self, AnswerDropped, Dropped, Polled};
use crate::support::stage::Stage;

/// The children in index order.
const NAMES: [&str; 3] = ["a", "b", "c"];

/// Every set of children, by who is in it.
fn every_set() -> impl Iterator<Item = [bool; 3]> {
    (0..8).map(|bits| array::from_fn(|child| bits & 1 << child != 0))
}

/// Every set of children that leaves one out.
fn every_set_without(child: usize) -> impl Iterator<Item = [bool; 3]> {
    every_set().filter(move |set| !set[child])
}

/// Every set but that of all children: with one of these answered, a future is still pending.
fn every_set_but_all() -> impl Iterator<Item = [bool; 3]> {
    every_set().filter(|set| set.contains(&false))
}

fn wake(stage: &Stage, set: [bool; 3]) {
    for (child, name) in NAMES.into_iter().enumerate() {
        if set[child] {
            stage.wake(name);
        }
    }
}

/// Those up to `last` are polled in index order, unless they have answered.
fn polled_up_to(last: usize, answered: [bool; 3]) -> Vec<Event> {
    let children = (0..=last).filter(|&child| !answered[child]);
    children.map(|child| Polled(NAMES[child])).collect()
}

/// All are dropped in index order: of those that have answered, the answer.
fn all_dropped(answered: [bool; 3]) -> [Event; 3] {
    array::from_fn(|child| match answered[child] {
        true => AnswerDropped(NAMES[child]),
        false => Dropped(NAMES[child]),
    })
}
