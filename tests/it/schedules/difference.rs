//! [`Difference`]: where the two spellings may differ.

use super::perform::{Deed, Outcome, Trace};
use crate::support::stage::Event::{self, AnswerDropped};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Difference {
    /// Dropped before its first poll, an `async fn` still holds its arguments, and drops them in
    /// the order of its signature. That of `timeout` begins with the limit.
    ArgumentsGoInTheOrderOfTheSignature,
    /// A drop panics while the answer is on its way out. By hand the answer is dropped as well;
    /// what an `async fn` was returning is leaked by the compiler (rust-lang/rust#47949).
    TheAnswerOnItsWayOutIsLeaked,
    /// The first child of a join answers last, and panics in its drop. By hand the kept answer of
    /// the second goes before the one that has just come.
    TheKeptAnswerGoesFirst,
}

impl Difference {
    /// The difference between two traces, if there is one, no more, and it is allowed.
    pub(super) fn between(longhand: &Trace, shorthand: &Trace) -> Option<Difference> {
        let mut pairs = longhand.deeds.iter().zip(&shorthand.deeds);
        let (by_hand, as_async_fn) = pairs.find(|(a, b)| a != b)?;
        let is_only_one =
            longhand.deeds.len() == shorthand.deeds.len() && pairs.all(|(a, b)| a == b);
        if !is_only_one || by_hand.outcome != as_async_fn.outcome {
            return None;
        }
        let leaked = shorthand.left - longhand.left;
        match &by_hand.outcome {
            Outcome::Panicked(_) => in_a_panic(&by_hand.events, &as_async_fn.events, leaked),
            Outcome::Cancelled if !longhand.deeds.iter().any(is_poll) => {
                let signature = in_the_other_order(&by_hand.events) == as_async_fn.events;
                signature.then_some(Difference::ArgumentsGoInTheOrderOfTheSignature)
            }
            _ => None,
        }
    }
}

fn in_a_panic(by_hand: &[Event], as_async_fn: &[Event], leaked: isize) -> Option<Difference> {
    match (by_hand, as_async_fn) {
        ([all_else @ .., AnswerDropped(_)], _) if leaked == 1 && all_else == as_async_fn => {
            Some(Difference::TheAnswerOnItsWayOutIsLeaked)
        }
        (
            [all_else @ .., AnswerDropped("b"), AnswerDropped("a")],
            [same @ .., AnswerDropped("a"), AnswerDropped("b")],
        ) if leaked == 0 && all_else == same => Some(Difference::TheKeptAnswerGoesFirst),
        _ => None,
    }
}

fn is_poll(deed: &Deed) -> bool {
    !matches!(deed.outcome, Outcome::Woken(_) | Outcome::Cancelled)
}

/// What befell the second child, and then what befell the first.
fn in_the_other_order(events: &[Event]) -> Vec<Event> {
    let of = |child| events.iter().filter(move |event| event.child() == child);
    of("b").chain(of("a")).copied().collect()
}
