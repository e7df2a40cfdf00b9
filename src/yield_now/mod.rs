//! [`yield_now`]: once round the run queue.
//!
//! # Contract
//!
//! - The first poll wakes the caller and is pending; the second is ready. Whoever else is runnable
//!   has its turn between them: a task that yields goes to the end of its executor's queue.
//! - In a group of futures polled as one task (a [`join`](crate::join()), say) it gives way to the
//!   other *tasks*; the siblings are polled in the same pass with or without it.
//! - **Polled after `Ready`** it panics, "`YieldNow` polled after completion".
//! - Size: one byte.
//!
//! # Cancel safety
//!
//! [*Loses place*](crate#cancel-safety): one that is made anew gives way anew. The wake that the first
//! has asked for still comes, and is a spurious one.

mod longhand;
pub(crate) mod shorthand;

pub use longhand::{YieldNow, yield_now};
