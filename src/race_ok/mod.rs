//! [`race_ok`]: the first future that succeeds, or the errors of all.
//!
//! # Contract
//!
//! - Children are polled in index order, each at most once a poll, and none again after it has
//!   answered.
//! - A child that answers `Err` is dropped where it ran, in the same poll, before the next child is
//!   polled. Its error is kept in the same bytes.
//! - A child that answers `Ok` wins: no other is polled any more, and all that is left, futures and
//!   errors, is dropped in index order before its value is returned. If one panics in its drop the
//!   rest are dropped still. If two are ready in the same poll the first wins.
//! - If all fail, the errors are given in index order.
//! - **Cancelling** (dropping the future while it is pending) drops, in index order, each child
//!   that runs and each error that is kept.
//! - **Polled after `Ready`** it panics, "`RaceOk` polled after completion". If a child panics, the
//!   others and the errors are dropped while the panic passes, and a later poll panics, "`RaceOk`
//!   polled after a child panicked".
//! - The caller's waker goes straight to the children: no allocation, no atomic, no waker of its
//!   own.
//! - **Empty**: with no children it is `Err` at its first poll, with no errors in it.
//! - Size of a pair: `max(max(A, A's error) + B, A + B's error)` and one byte, rounded to the
//!   alignment.
//! - Size of more than two: the sum of `max(child, its error)`, and one byte for up to six children
//!   or else two bits and one for each, rounded to the alignment. A `Vec` keeps all that on the
//!   heap, in two allocations.
//!
//! # Cancel safety
//!
//! [*Loses data*](crate#cancel-safety): dropped while it is pending, it drops the errors it keeps. A loser is dropped with
//! what it was half-way through.

mod longhand;
mod many;
pub(crate) mod shorthand;

pub use longhand::RaceOk;
pub use many::RaceOkMany;

use core::future::Future;

/// Waits for the first of several futures that succeeds, or for the errors of all.
///
/// Takes a tuple of 2 to 12 futures, an array of up to 64, or (with `alloc`) a `Vec`; or of anything
/// that is [`IntoFuture`]. Their outputs are [`Result`]s with one type of value. See the
/// [module](self) for the contract.
///
/// # Errors
///
/// Those of all children, in index order.
///
/// ```
/// # longhand::block_on(async {
/// use longhand::race_ok;
///
/// let mirror = async { Err::<&str, _>("refused") };
/// let origin = async { Ok::<_, u16>("a page") };
/// assert_eq!(race_ok((mirror, origin)).await, Ok("a page"));
///
/// let mirror = async { Err::<(), _>("refused") };
/// let origin = async { Err::<(), _>(404) };
/// assert_eq!(race_ok((mirror, origin)).await, Err(("refused", 404)));
/// # });
/// ```
#[inline]
pub fn race_ok<C: RaceOkable>(children: C) -> C::RaceOk {
    children.race_ok()
}

/// Futures that can [`race_ok`]: a tuple of 2 to 12, an array of up to 64, or a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot race",
    label = "not a tuple of 2 to 12 futures, an array of them, or a `Vec`"
)]
pub trait RaceOkable {
    /// A value, or all the errors.
    type Output;
    /// The future that [`race_ok`] makes of them.
    type RaceOk: Future<Output = Self::Output>;

    /// Waits for the first of them that succeeds. The same as the function [`race_ok`].
    fn race_ok(self) -> Self::RaceOk;
}
