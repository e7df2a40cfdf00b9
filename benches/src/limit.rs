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

const fn max(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}
