//! Scenes of the chapter "pin".

use std::pin::pin;
use std::time::Duration;

use longhand::time::sleep;
use longhand::trace::{Recording, opaque, probe, record};

use crate::pinned::{longhand as by_hand, shorthand};

/// A sleep, under a name in the recording.
fn round(milliseconds: u64) -> impl Future<Output = ()> {
    probe(|| "round", sleep(Duration::from_millis(milliseconds)))
}

/// Two rounds in one pinned place.
pub async fn two_rounds() {
    let mut place = pin!(round(2));
    place.as_mut().await;
    place.set(round(1));
    place.as_mut().await;
}

/// [`two_rounds`], recorded.
pub fn set() -> Recording {
    record(opaque(|| "loop", two_rounds()))
}

/// A future that keeps an index into its text.
pub fn first_word() -> Recording {
    let text = *b"stay where you r";
    record(opaque(|| "first_word", by_hand::first_word(text)))
}

/// The same with a reference.
pub fn first_word_shorthand() -> Recording {
    let text = *b"stay where you r";
    record(opaque(|| "first_word", shorthand::first_word(text)))
}
