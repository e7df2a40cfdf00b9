//! `{{#table unpin}}` and `{{#table pin}}`: who may be moved, and what a reference takes.

use std::future::{poll_fn, ready};
use std::marker::PhantomPinned;
use std::task::Poll;
use std::time::Duration;

use longhand::time::sleep;
use longhand::{join, yield_now};

use super::{longhand as by_hand, shorthand};
use crate::in_turn::known::{has, word};
use crate::measure::measured;
use crate::tables::Twins;

/// Which types are `Unpin`, asked when the page is built.
pub fn unpin() -> String {
    macro_rules! rows {
        ($($value:expr => $why:literal,)*) => {
            [$(format!("| `{}` | {} | {} |\n", stringify!($value).replace('|', "\\|"), word(has!($value, Unpin)), $why)),*]
        };
    }
    let rows = rows![
        1_u8 => "nothing in it points anywhere",
        ready("an answer") => "keeps its answer, and no pinned child",
        yield_now() => "is a tag",
        sleep(Duration::ZERO) => "is known to its timers by a key, and not by its address",
        poll_fn(|_| Poll::Ready(1)) => "as its closure is",
        join((ready(1), ready(2))) => "as its children are",
        async {} => "might borrow from itself; a coroutine is never asked whether it does",
        join((async {}, ready(2))) => "as its children are",
        Box::new(async {}) => "the box may be moved: what is in it stays",
        Box::pin(async {}) => "and it can be polled as well",
        PhantomPinned => "is there to say no, for whoever has it as a field",
    ];
    format!(
        "| value | `Unpin` | why |\n|---|---|---|\n{}",
        rows.concat()
    )
}

/// The twins of this folder.
pub fn twins() -> Vec<Twins> {
    vec![Twins {
        longhand: {
            use by_hand::first_word;
            measured!(first_word([0; 16]))
        },
        shorthand: {
            use shorthand::first_word;
            measured!(first_word([0; 16]))
        },
    }]
}
