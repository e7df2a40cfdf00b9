//! [`timeout`]: an answer in time, or none.
//!
//! # Contract
//!
//! - The limit is any future with the output `()`: a timer of this crate, a timer of any other
//!   runtime, the end of a shutdown channel. When it is ready, time is up.
//! - The future is polled first, so if both are ready the answer is `Ok`; the limit is not touched
//!   at all if the future is ready at once. Each is polled at most once a poll.
//! - At expiry the future is dropped in place, then the limit, before `Err(Elapsed)` is returned.
//!   An answer in time drops both in the same order.
//! - **Cancelling** (dropping it while it is pending) drops the future, then the limit.
//! - **Polled after `Ready`** it panics, "`Timeout` polled after completion". If a child panics,
//!   both are dropped while the panic passes, and a later poll panics, "`Timeout` polled after a
//!   child panicked".
//! - The caller's waker goes straight to both: no allocation, no atomic, no waker of its own.
//! - Size: future, limit and one byte, rounded to their alignment.
//!
//! # Cancel safety
//!
//! [As lossless](crate#cancel-safety) as the future and the limit. A limit that is made anew, as most
//! timers are, [*loses place*](crate#cancel-safety): in a loop it may never come. At expiry the
//! future is dropped, and what it was half-way through is gone with it. To keep either, pass `&mut` or
//! a [`Pin`](core::pin::Pin) reference to it.

mod longhand;
pub(crate) mod shorthand;

pub use longhand::{Timeout, timeout};

use core::error::Error;
use core::fmt;

/// The error of [`timeout`]: the limit was ready before the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Elapsed;

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time limit ran out before the future was ready")
    }
}

impl Error for Elapsed {}
