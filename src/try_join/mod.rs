//! [`try_join`]: all answers of several futures, or the first error.
//!
//! # Contract
//!
//! - Children are polled in index order, each at most once a poll, and none again after it has
//!   answered.
//! - A child that answers `Ok` is dropped where it ran, in the same poll, before the next child is
//!   polled. Its value is kept in the same bytes.
//! - A child that answers `Err` ends it: no other is polled any more, and all that is left, futures
//!   and values, is dropped in index order before the error is returned. If one panics in its drop
//!   the rest are dropped still.
//! - **Cancelling** (dropping the future while it is pending) drops, in index order, each child
//!   that runs and each value that is kept.
//! - **Polled after `Ready`** it panics, "`TryJoin` polled after completion". If a child panics,
//!   the others and the values are dropped while the panic passes, and a later poll panics,
//!   "`TryJoin` polled after a child panicked".
//! - The caller's waker goes straight to the children: no allocation, no atomic, no waker of its
//!   own.
//! - **Empty**: with no children it is `Ok` at its first poll.
//! - Size of a pair: `max(max(A, A's value) + B, A + B's value)` and one byte, rounded to the
//!   alignment.
//! - Size of more than two: the sum of `max(child, its value)`, and one byte for up to six children
//!   or else two bits and one for each, rounded to the alignment. A `Vec` keeps all that on the
//!   heap, in two allocations.
//!
//! # Cancel safety
//!
//! [*Loses data*](crate#cancel-safety): a `try_join` that is dropped, or that ends by an error, drops the values it keeps
//! and the futures that still run.

mod longhand;
mod many;
pub(crate) mod shorthand;

pub use longhand::TryJoin;
pub use many::TryJoinMany;

use core::future::Future;

/// Waits for all of several futures to succeed, or for the first that fails.
///
/// Takes a tuple of 2 to 12 futures, an array of up to 64, or (with `alloc`) a `Vec`; or of anything
/// that is [`IntoFuture`]. Their outputs are [`Result`]s with one type of error. See the
/// [module](self) for the contract.
///
/// # Errors
///
/// The first error, in time; of several in the same poll, that of the first child.
///
/// ```
/// # longhand::block_on(async {
/// use longhand::try_join;
///
/// let number = async { "7".parse::<u8>() };
/// let other = async { "8".parse::<u64>() };
/// assert_eq!(try_join((number, other)).await, Ok((7, 8)));
///
/// let word = async { "seven".parse::<u8>() };
/// let never = core::future::pending::<Result<(), _>>();
/// assert!(try_join((never, word)).await.is_err());
/// # });
/// ```
#[inline]
pub fn try_join<C: TryJoinable>(children: C) -> C::TryJoin {
    children.try_join()
}

/// Futures that [`try_join`] can wait for: a tuple of 2 to 12, an array of up to 64, or a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be joined",
    label = "not a tuple of 2 to 12 futures, an array of them, or a `Vec`"
)]
pub trait TryJoinable {
    /// All the values, or an error.
    type Output;
    /// The future that [`try_join`] makes of them.
    type TryJoin: Future<Output = Self::Output>;

    /// Waits for all of them, or for an error. The same as the function [`try_join`].
    fn try_join(self) -> Self::TryJoin;
}
