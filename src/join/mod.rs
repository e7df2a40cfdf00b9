//! [`join`]: all answers of several futures.
//!
//! # Contract
//!
//! - Children are polled in index order, each at most once a poll, and none again after it has
//!   answered.
//! - A child that answers is dropped where it ran, in the same poll, before the next child is
//!   polled. Its answer is kept in the same bytes.
//! - **Cancelling** (dropping the future while it is pending) drops, in index order, each child
//!   that runs and each answer that is kept.
//! - **Polled after `Ready`** it panics, "`Join` polled after completion". If a child panics, the
//!   others and the answers are dropped while the panic passes, and a later poll panics, "`Join`
//!   polled after a child panicked".
//! - The caller's waker goes straight to the children: no allocation, no atomic, no waker of its
//!   own.
//! - **Empty**: with no children it is ready at its first poll.
//! - Size of a pair: `max(max(A, A's answer) + B, A + B's answer)` and one byte, rounded to the
//!   alignment. One answer at most is kept, because the second goes straight to the caller.
//! - Size of more than two: the sum of `max(child, its answer)`, and one byte for up to six children
//!   or else two bits and one for each, rounded to the alignment. A `Vec` keeps all that on the
//!   heap, in two allocations.
//!
//! # Cancel safety
//!
//! [*Loses data*](crate#cancel-safety): a `join` dropped while it is pending drops the answers it keeps.

mod longhand;
mod many;
pub(crate) mod shorthand;

pub use longhand::Join;
pub use many::JoinMany;

use core::future::Future;

/// Waits for all of several futures.
///
/// Takes a tuple of 2 to 12 futures, an array of up to 64, or (with `alloc`) a `Vec`; or of anything
/// that is [`IntoFuture`]. See the [module](self) for the contract.
///
/// ```
/// # longhand::block_on(async {
/// use longhand::join;
///
/// let answers = join((async { 1 }, async { "two" })).await;
/// assert_eq!(answers, (1, "two"));
///
/// let squares = [1, 2, 3].map(|n| async move { n * n });
/// assert_eq!(join(squares).await, [1, 4, 9]);
/// # });
/// ```
#[inline]
pub fn join<C: Joinable>(children: C) -> C::Join {
    children.join()
}

/// Futures that [`join`] can wait for: a tuple of 2 to 12, an array of up to 64, or a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be joined",
    label = "not a tuple of 2 to 12 futures, an array of them, or a `Vec`"
)]
pub trait Joinable {
    /// All the answers.
    type Output;
    /// The future that [`join`] makes of them.
    type Join: Future<Output = Self::Output>;

    /// Waits for all of them. The same as the function [`join`].
    fn join(self) -> Self::Join;
}
