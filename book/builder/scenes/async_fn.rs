//! Scenes of the chapter "async".

use std::pin::Pin;
use std::time::Duration;

use longhand::time::{Sleep, sleep};
use longhand::trace::{Recording, opaque, probe, record};

use crate::in_turn::{awaiting, longhand as by_hand, shorthand};

/// A sleep that may be moved: the machine prints its state if its children are `Unpin`.
fn nap(milliseconds: u64) -> Pin<Box<Sleep>> {
    Box::pin(sleep(Duration::from_millis(milliseconds)))
}

/// A sleep, and then another.
pub fn in_turn() -> Recording {
    let first = probe(|| "first", nap(2));
    let second = probe(|| "second", nap(1));
    record(probe(|| "in_turn", by_hand::in_turn(first, second)))
}

/// The same with the twin.
pub fn in_turn_shorthand() -> Recording {
    let first = probe(|| "first", nap(2));
    let second = probe(|| "second", nap(1));
    record(opaque(|| "in_turn", shorthand::in_turn(first, second)))
}

/// The same with each `.await` spelled out.
pub fn in_turn_awaited() -> Recording {
    let first = probe(|| "first", nap(2));
    let second = probe(|| "second", nap(1));
    record(opaque(|| "in_turn", awaiting::in_turn(first, second)))
}
