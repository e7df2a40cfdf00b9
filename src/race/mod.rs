//! [`race`]: the answer of whichever future has one first.
//!
//! # Contract
//!
//! - Children are polled in index order, each at most once a poll, and the first that is ready
//!   wins: `race` is biased to the left. An always-ready first child starves the others.
//! - All children have one output type; use [`select`](crate::select()) to learn who won, or for
//!   several types.
//! - Winner and losers are dropped in place, in index order, before `Ready` is returned. If one
//!   panics in its drop the rest are dropped still.
//! - **Cancelling** (dropping the future while it is pending) drops the children in index order.
//! - **Polled after `Ready`** it panics, "`Race` polled after completion". If a child panics, all
//!   are dropped while the panic passes, and a later poll panics, "`Race` polled after a child
//!   panicked".
//! - **Empty**: nobody can win a race that nobody runs. `race` of an empty array does not compile;
//!   of an empty `Vec` it panics when it is made, at the caller's line.
//! - The caller's waker goes straight to the children: no allocation, no atomic, no waker of its
//!   own.
//! - Size: the children and one byte, rounded to their alignment; of a `Vec`, which keeps its
//!   children where they are, the pointer, the length and the byte.
//!
//! # Cancel safety
//!
//! [As lossless](crate#cancel-safety) as its children: what a loser was half-way through is gone with it.

mod longhand;
mod many;
pub(crate) mod shorthand;

pub use longhand::Race;
pub use many::RaceMany;

use core::future::Future;

/// Waits for the first of several futures that answer alike.
///
/// Takes a tuple of 2 to 12 futures, an array, or (with `alloc`) a `Vec`; or of anything that is
/// [`IntoFuture`]. See the [module](self) for the contract.
///
/// # Panics
///
/// At once, if it is given an empty `Vec`.
///
/// ```
/// # longhand::block_on(async {
/// use core::future::{pending, ready};
/// use longhand::race;
///
/// assert_eq!(race((pending(), ready("quick"))).await, "quick");
/// assert_eq!(race([ready(1), ready(2), ready(3)]).await, 1);
/// # });
/// ```
///
/// A race without runners does not compile:
///
/// ```compile_fail
/// let nobody: [core::future::Ready<()>; 0] = [];
/// # longhand::block_on(async {
/// longhand::race(nobody).await;
/// # });
/// ```
#[inline]
#[track_caller]
pub fn race<C: Raceable>(children: C) -> C::Race {
    children.race()
}

/// Futures that can [`race`]: a tuple of 2 to 12, an array, or a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot race",
    label = "not a tuple of 2 to 12 futures, an array of them, or a `Vec`"
)]
pub trait Raceable {
    /// The answer, the same for each.
    type Output;
    /// The future that [`race`] makes of them.
    type Race: Future<Output = Self::Output>;

    /// Waits for the first of them. The same as the function [`race`].
    fn race(self) -> Self::Race;
}
