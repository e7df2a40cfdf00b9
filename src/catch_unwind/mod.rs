//! [`catch_unwind`]: a panic as an answer.
//!
//! # Contract
//!
//! - Until it is ready it is its future, polled once a poll, with the caller's waker.
//! - If the future panics, in its poll, the answer is `Err` with the panic's payload, as of
//!   [`std::panic::catch_unwind`]. It does nothing where panics abort.
//! - The future is dropped in place before `Ready` is returned. A panic of its drop is not caught,
//!   and a later poll panics, "`CatchUnwind` polled after a child panicked".
//! - The future is asked to be [`UnwindSafe`]: what it has changed when it panics may be half
//!   changed. [`AssertUnwindSafe`](core::panic::AssertUnwindSafe) says that nobody minds.
//! - **Cancelling** (dropping it while it is pending) drops the future.
//! - **Polled after `Ready`** it panics, "`CatchUnwind` polled after completion".
//! - Size: the future and one byte, rounded to its alignment.
//!
//! # Cancel safety
//!
//! [As lossless](crate#cancel-safety) as its future.

mod longhand;
pub(crate) mod shorthand;

pub use longhand::{CatchUnwind, catch_unwind};

use alloc::boxed::Box;
use core::any::Any;
use core::panic::UnwindSafe;

/// What a panic carries.
type Payload = Box<dyn Any + Send>;
