//! [`LocalExecutor`]: many tasks on one thread.
//!
//! # Contract
//!
//! - Tasks run in the order in which they were woken, each once for any number of wakes. A task that is
//!   woken while it is polled runs once more.
//! - A task may borrow what outlives the executor, and need not be `Send`.
//! - [`run`](LocalExecutor::run) polls its own future and the tasks only when they have been woken, and
//!   drives this thread's timers and (with `net`) its reactor. A task that always wakes itself starves
//!   neither them nor the others.
//! - Wakers may be called and dropped on any thread, and may outlive the executor: they do nothing then.
//! - Tasks may spawn, wake, cancel and drop each other while they are polled.
//! - Dropping the executor drops the tasks, in the order in which they were spawned.
//!
//! # Cancel safety
//!
//! A [`Task`](crate::task::Task) that [`spawn`] returns [*loses data*](crate#cancel-safety)
//! when it is dropped, and is lossless when it is lent: see [`task`](crate::task). What `run` was given
//! cannot be cancelled from outside.
//!
//! ```
//! use longhand::executor::LocalExecutor;
//! use longhand::yield_now;
//!
//! let words = vec!["one", "two"];
//! let executor = LocalExecutor::new();
//! let lengths = executor.run(async {
//!     let first = executor.spawn(async { words[0].len() });
//!     let second = executor.spawn(async {
//!         yield_now().await;
//!         words[1].len()
//!     });
//!     first.await + second.await
//! });
//! assert_eq!(lengths, 6);
//! ```

mod queue;
mod run;

pub(crate) use run::spawn_body;
pub use run::{LocalExecutor, spawn};
