//! [`Task`]: the handle of a future that runs on its own.
//!
//! # Contract
//!
//! - A task runs whether or not its handle is polled. Awaiting the handle gives its answer.
//! - The task's future is dropped before its handle is ready, so what it borrowed or locked is free by
//!   then.
//! - **Dropping the handle cancels** the task: its future is dropped at the task's next turn, without
//!   another poll. [`detach`](Task::detach) lets it run on, and [`cancel`](Task::cancel) waits until it
//!   is gone.
//! - **A task that panics** harms no other. The panic goes on in whoever awaits the handle, or is given
//!   as an error by [`into_result`](Task::into_result). If nobody asks, only the panic hook tells of it.
//! - A handle whose executor is dropped before the task is finished panics when it is awaited, "`Task`
//!   awaited after its executor was dropped".
//! - **Polled after `Ready`** it panics, "`Task` polled after completion".
//!
//! # Cancel safety
//!
//! Awaiting `&mut task` is [*lossless*](crate#cancel-safety). Dropping the task itself
//! [*loses data*](crate#cancel-safety): it cancels. So does dropping what
//! [`into_result`](Task::into_result) makes of it; and what [`cancel`](Task::cancel) makes of it takes
//! the answer with it, if there was one.

mod handle;
mod longhand;
mod outcome;
pub(crate) mod shorthand;

pub use handle::{Cancel, Task, TaskResult};
pub(crate) use longhand::body;
pub(crate) use outcome::{Promise, promise};
