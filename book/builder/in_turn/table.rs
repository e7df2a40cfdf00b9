//! `{{#table async}}`: the twins' sizes.

use std::time::Duration;

use longhand::time::sleep;
use longhand::yield_now;

use super::{longhand as by_hand, shorthand};
use crate::measure::{kilobyte, measured, photo};
use crate::tables::Twins;

/// The same expression in both spellings.
macro_rules! twins {
    ($($value:expr),* $(,)?) => {
        vec![$(Twins {
            longhand: {
                use by_hand::in_turn;
                measured!($value)
            },
            shorthand: {
                use shorthand::in_turn;
                measured!($value)
            },
        }),*]
    };
}

/// A row for each pair of children.
pub fn rows() -> Vec<Twins> {
    twins![
        in_turn(yield_now(), yield_now()),
        in_turn(sleep(Duration::ZERO), sleep(Duration::ZERO)),
        in_turn(photo(), photo()),
        in_turn(kilobyte(), kilobyte()),
        in_turn(in_turn(kilobyte(), yield_now()), yield_now()),
    ]
}
