//! Scenes of the chapter "future".

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use longhand::time::sleep;
use longhand::trace::{Recording, opaque, probe, record};
use longhand::{shorthand, yield_now};

/// A future that gives way, then waits for a time.
pub fn pause() -> Recording {
    record(opaque(|| "pause", async {
        probe(|| "yield_now", yield_now()).await;
        probe(|| "sleep", sleep(Duration::from_millis(2))).await;
    }))
}

/// The same of twins.
pub fn pause_shorthand() -> Recording {
    record(opaque(|| "pause", async {
        opaque(|| "yield_now", shorthand::yield_now()).await;
        opaque(|| "sleep", shorthand::sleep(Duration::from_millis(2))).await;
    }))
}

/// A future that is pending and tells nobody when to ask again.
pub fn forgotten() -> Recording {
    record(opaque(|| "forgotten", poll_fn(|_| Poll::<()>::Pending)))
}
