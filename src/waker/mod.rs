//! Precise waking: each of many children has a waker of its own, and only who woke is polled.
//!
//! The wakers of a group share one allocation, a [`Block`](block::Block):
//!
//! ```text
//! | references | the caller's waker | a cell for each child       | who woke: a tree of bits |
//! |            | ../waker_cell.rs   | to which its waker points   | woken.rs                 |
//! ```
//!
//! - **Wake**: a bit is set, and bits above it as far as nothing was set there; whoever sets the
//!   first bit of the root calls the caller's waker.
//! - **Poll**: the bits are taken, and the children that they name are polled in index order. So a
//!   pass polls those that had woken when it began: who wakes while it goes on is polled in the
//!   next, and the caller is called for that.
//! - The block is made when a child keeps its waker, that is, clones it (`lent.rs`). Children that
//!   are ready at once keep none, and cost no allocation. Until there is a block, all are polled.
//! - A waker that outlives its group keeps the block alive, and calls nobody.
#![expect(
    missing_debug_implementations,
    reason = "nobody meets these types but as parameters of futures, which print their states"
)]

mod block;
mod lent;
mod once;
mod own;
mod precise;
mod woken;

pub(crate) use precise::Precise;
