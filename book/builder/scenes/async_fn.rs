//! Scenes of the chapter "async".

use std::time::Duration;

use longhand::time::sleep;
use longhand::trace::{Recording, opaque, probe, record};

use crate::in_turn::{awaiting, longhand as by_hand, shorthand};

/// A sleep, and then another.
pub fn in_turn() -> Recording {
    let first = probe(|| "first", sleep(Duration::from_millis(2)));
    let second = probe(|| "second", sleep(Duration::from_millis(1)));
    record(probe(|| "in_turn", by_hand::in_turn(first, second)))
}

/// The same with the twin.
pub fn in_turn_shorthand() -> Recording {
    let first = probe(|| "first", sleep(Duration::from_millis(2)));
    let second = probe(|| "second", sleep(Duration::from_millis(1)));
    record(opaque(|| "in_turn", shorthand::in_turn(first, second)))
}

/// The same with each `.await` spelled out.
pub fn in_turn_awaited() -> Recording {
    let first = probe(|| "first", sleep(Duration::from_millis(2)));
    let second = probe(|| "second", sleep(Duration::from_millis(1)));
    record(opaque(|| "in_turn", awaiting::in_turn(first, second)))
}
