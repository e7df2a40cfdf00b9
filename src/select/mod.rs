//! [`select`]: the first of several futures, by position.
//!
//! # Contract
//!
//! - Children are polled in index order, each at most once a poll, and the first that is ready
//!   wins: `select` is biased to the left. An always-ready first child starves the others.
//! - **In turn**: with `select(…).turn(&mut turn)` the pass begins with the child whose [`Turn`] it
//!   is, and goes round. When one wins it is the next one's turn; while all are pending, or if it
//!   is dropped, the turn stays where it is. Everything else is the same.
//! - The answer of a tuple is [`OneOf2`] to [`OneOf12`], which says who won; the children's outputs
//!   may differ in type. That of an array and of a `Vec` is the index of the winner and its output.
//! - Winner and losers are dropped in place, in index order, before `Ready` is returned. If one
//!   panics in its drop the rest are dropped still.
//! - **Cancelling** (dropping the future while it is pending) drops the children in index order.
//! - **Polled after `Ready`** it panics, "`Select` polled after completion". If a child panics, all
//!   are dropped while the panic passes, and a later poll panics, "`Select` polled after a child
//!   panicked".
//! - **Empty**: nobody can win where nobody runs. `select` of an empty array does not compile; of an
//!   empty `Vec` it panics when it is made, at the caller's line.
//! - The caller's waker goes straight to the children: no allocation, no atomic, no waker of its
//!   own.
//! - Size: the children and one byte, rounded to their alignment; of a `Vec`, which keeps its
//!   children where they are, the pointer, the length and the byte. In turn, a pointer more.
//!
//! # Cancel safety
//!
//! [As lossless](crate#cancel-safety) as its children: a `select` that is dropped drops them, and one that is ready has
//! dropped the losers. What a loser was half-way through is gone with it. In a loop, pass `&mut` or
//! [`Pin`](core::pin::Pin) references to futures that must live on.

mod in_turn;
mod longhand;
mod many;
mod one_of;
pub(crate) mod shorthand;

pub use crate::turn::Turn;
pub use in_turn::InTurn;
pub use longhand::Select;
pub use many::SelectMany;
pub use one_of::*;

use core::future::Future;

/// Waits for the first of several futures and says which it was.
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
/// use longhand::{OneOf2, select};
///
/// let first = select((pending::<u8>(), ready("quick"))).await;
/// assert_eq!(first, OneOf2::Second("quick"));
/// assert_eq!(select([ready(7), ready(8)]).await, (0, 7));
/// # });
/// ```
#[inline]
#[track_caller]
pub fn select<C: Selectable>(children: C) -> C::Select {
    children.select()
}

/// Futures that [`select`] can choose from: a tuple of 2 to 12, an array, or a `Vec`.
#[diagnostic::on_unimplemented(
    message = "there is nothing to select in `{Self}`",
    label = "not a tuple of 2 to 12 futures, an array of them, or a `Vec`"
)]
pub trait Selectable {
    /// Who won, and the answer.
    type Output;
    /// The future that [`select`] makes of them.
    type Select: Future<Output = Self::Output>;

    /// Waits for the first of them. The same as the function [`select`].
    fn select(self) -> Self::Select;
}

/// The answer of a [`select`] between two futures: which one won, with its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OneOf2<A, B> {
    /// The first future won.
    First(A),
    /// The second future won.
    Second(B),
}

impl<A, B> OneOf2<A, B> {
    /// The first future's output, if it won.
    pub fn first(self) -> Option<A> {
        match self {
            OneOf2::First(value) => Some(value),
            OneOf2::Second(_) => None,
        }
    }

    /// The second future's output, if it won.
    pub fn second(self) -> Option<B> {
        match self {
            OneOf2::First(_) => None,
            OneOf2::Second(value) => Some(value),
        }
    }
}

impl<T> OneOf2<T, T> {
    /// The winner's output, whoever won.
    pub fn into_inner(self) -> T {
        match self {
            OneOf2::First(value) | OneOf2::Second(value) => value,
        }
    }
}
