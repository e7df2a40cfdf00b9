//! A `Vec` of futures, wherever an array of them is taken.
//!
//! The children are pinned on the heap and stay where they are; the future itself is a pointer to
//! them, and may move. What is kept is given in a `Vec`.
#![expect(
    missing_debug_implementations,
    reason = "nobody meets these types but as parameters of futures, which print their states"
)]

mod contest;
mod keeping;
mod longhand;
mod shorthand;
