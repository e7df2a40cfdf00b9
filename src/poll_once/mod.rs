//! [`poll_once`]: an answer if it is there already.
//!
//! # Contract
//!
//! - The future is polled once, with the caller's waker, and `Some` is its answer if it has one.
//!   `poll_once` itself is always ready at its first poll.
//! - The future is dropped in place before `Ready` is returned, whether it was ready or not. To ask
//!   again later, pass `&mut` or a [`Pin`](core::pin::Pin) reference to it.
//! - **Polled after `Ready`** it panics, "`PollOnce` polled after completion". If the future panics
//!   it is dropped while the panic passes, and a later poll panics, "`PollOnce` polled after a child
//!   panicked".
//! - Size: the future and one byte, rounded to its alignment.
//!
//! # Cancel safety
//!
//! [As lossless](crate#cancel-safety) as its future. It is never pending itself, and if its
//! future is, then it is the one who cancels: what that was half-way through is gone, unless the
//! future was lent.

mod longhand;
pub(crate) mod shorthand;

pub use longhand::{PollOnce, poll_once};
