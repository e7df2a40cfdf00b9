//! Scenes of the chapter "join".

use std::time::Duration;

use longhand::shorthand;
use longhand::time::sleep;
use longhand::trace::{Recording, opaque, probe, record};

/// Two sleeps; the second ends first.
pub fn join() -> Recording {
    let a = probe(|| "a", sleep(Duration::from_millis(3)));
    let b = probe(|| "b", sleep(Duration::from_millis(1)));
    record(probe(|| "join", longhand::join((a, b))))
}

/// The same with the twin.
pub fn join_shorthand() -> Recording {
    let a = probe(|| "a", sleep(Duration::from_millis(3)));
    let b = probe(|| "b", sleep(Duration::from_millis(1)));
    record(opaque(|| "join", shorthand::join((a, b))))
}
