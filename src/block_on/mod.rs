//! [`block_on`]: runs one future on this thread, which sleeps when there is nothing to poll.
//!
//! # Contract
//!
//! - The future is polled once, and then only when it has been woken: a spurious unpark of the
//!   thread polls nothing.
//! - Each call is woken for itself. So `block_on` nests, and a body that parks the thread for its
//!   own ends eats no wake.
//! - A wake on this thread sets a cell, and one from another thread a flag; only a thread that
//!   sleeps is unparked. Where such wakes have come soon it looks out for the next one, for at most
//!   200 microseconds, before it sleeps (but not where there is a reactor).
//! - While it waits it drives what this thread owns: the timers of [`time`](crate::time), and (with
//!   `net`) the reactor. A future that always wakes itself does not starve them.
//! - A waker may be kept, woken and dropped on any thread, after `block_on` has returned as well.
//! - If the future panics it is dropped, and the panic goes on to the caller.
//! - It allocates nothing for a future that keeps no waker, and once for one that does; and at the
//!   first call on a thread that sleeps, what the thread sleeps with.
//!
//! # Cancel safety
//!
//! It is a function and no future: it returns when its future is ready, and cannot be cancelled. To
//! end it earlier, give it a [`timeout`](crate::timeout()) or a [`select`](crate::select()), and
//! then it [loses](crate#cancel-safety) what those lose.
//!
//! # The spellings
//!
//! They differ in their waker. Longhand fills in vtables and lends a waker that is made on the stack;
//! the shorthand implements [`Wake`](alloc::task::Wake) and always allocates.

mod longhand;
pub(crate) mod shorthand;

pub use longhand::block_on;
