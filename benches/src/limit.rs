//! The fewest bytes that a future can have and keep longhand's contract.
//!
//! What is live at one time must have room at that time, beside one byte that says which time it
//! is; the sum is rounded to the alignment of what is stored. The byte is a byte of its own: a
//! niche of a child is no place for it, because a suspended child may have lent it out.

use std::future::Future;

/// Of a join: both children, or the answer of the one and the other child.
pub const fn join<A: Future, B: Future>() -> usize {
    pair::<A, A::Output, B, B::Output>()
}

/// Of two children, of which the one that ends first leaves an `X` or a `Y`. Never both are kept,
/// because with the second all goes to the caller.
pub const fn pair<A, X, B, Y>() -> usize {
    let both = size_of::<A>() + size_of::<B>();
    let first_ended = size_of::<X>() + size_of::<B>();
    let second_ended = size_of::<A>() + size_of::<Y>();
    let live = max(both, max(first_ended, second_ended));
    let children = max(align_of::<A>(), align_of::<B>());
    let kept = max(align_of::<X>(), align_of::<Y>());
    (live + 1).next_multiple_of(max(children, kept))
}

/// Of a contest (a select, a race, a timeout): both children, until one answers.
pub const fn contest<A, B>() -> usize {
    let align = max(align_of::<A>(), align_of::<B>());
    (size_of::<A>() + size_of::<B>() + 1).next_multiple_of(align)
}

/// What one of many children takes.
#[derive(Clone, Copy)]
pub struct Place {
    bytes: usize,
    align: usize,
}

impl Place {
    /// A child of a contest: itself, and nothing after it.
    pub const fn of<F>() -> Self {
        Place::kept::<F, ()>()
    }

    /// A child, and in the same place the `X` that is kept of it.
    pub const fn kept<F, X>() -> Self {
        Place {
            bytes: max(size_of::<F>(), size_of::<X>()),
            align: max(align_of::<F>(), align_of::<X>()),
        }
    }
}

/// Of more than two that are all waited for. Each has a bit that says what is in its place, and the
/// end has two: a byte is enough for six.
pub fn keeping(places: &[Place]) -> usize {
    sum(places, (places.len() + 2).div_ceil(8))
}

/// Of a contest between any number.
pub fn contest_of(places: &[Place]) -> usize {
    sum(places, 1)
}

/// Of arms: a place for each, a byte for the turn, and two bits for each arm, which is off, or rests,
/// runs or has kept something.
pub fn arms(places: &[Place]) -> usize {
    sum(places, 1 + places.len().div_ceil(4))
}

/// What is in the places, beside so many bytes that say what it is.
fn sum(places: &[Place], state: usize) -> usize {
    let live: usize = places.iter().map(|place| place.bytes).sum();
    let align = places.iter().map(|place| place.align).max();
    (live + state).next_multiple_of(align.unwrap_or(1))
}

const fn max(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}
