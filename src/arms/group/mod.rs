//! [`Group`]: arms of whatever types, each in its [`Place`](place::Place), with a mark.
//!
//! The group of a pair is written by hand, to be read. Those of longer tuples follow it line by
//! line, and that of an array has one place after another.
#![expect(
    missing_debug_implementations,
    reason = "nobody meets these types but inside `Arms`, which prints its state"
)]

mod array;
pub(crate) mod marks;
mod pair;
mod place;
mod tuple;

pub(super) use marks::Marks;
pub use place::ArmMut;

use core::pin::Pin;
use core::task::{Context, Poll};

/// Places for arms, and their marks.
pub trait Group {
    /// Whose item it is, and the item.
    type Item;
    /// The bytes of the marks.
    type Bytes: AsRef<[u8]> + AsMut<[u8]>;
    /// How many there are.
    const ARMS: usize;

    /// Whose turn it is, and what is live in each place.
    fn marks(&self) -> &Marks<Self::Bytes>;

    /// The marks, to be changed.
    fn marks_mut(self: Pin<&mut Self>) -> &mut Marks<Self::Bytes>;

    /// What one arm has kept; or asks it. `None` if it is off.
    fn next(self: Pin<&mut Self>, arm: usize, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;

    /// Asks one arm, and keeps what comes.
    fn keep(self: Pin<&mut Self>, arm: usize, cx: &mut Context<'_>);

    /// Switches one arm off.
    fn stop(self: Pin<&mut Self>, arm: usize);
}
