//! [`block_on`]: runs one future on this thread, which sleeps when there is nothing to poll.
//!
//! # Contract
//!
//! - The future is polled once, and then only when it has been woken: a spurious unpark of the
//!   thread polls nothing.
//! - Each call has a parker of its own. So `block_on` nests, and a body that parks the thread for
//!   its own ends eats no wake.
//! - While it waits it drives what this thread owns: the timers of [`time`](crate::time), and (with
//!   `net`) the reactor.
//! - A waker may be kept, woken and dropped on any thread, after `block_on` has returned as well.
//! - If the future panics it is dropped, and the panic goes on to the caller.
//! - It takes one allocation, for the waker, and at its first call on a thread those of the driver.
//!
//! # Cancel safety
//!
//! It is a function and no future: it returns when its future is ready, and cannot be cancelled. To
//! end it earlier, give it a [`timeout`](crate::timeout()) or a [`select`](crate::select()), and
//! then it [loses](crate#cancel-safety) what those lose.
//!
//! The spellings differ in their waker: longhand fills in a vtable, the shorthand implements
//! [`Wake`](alloc::task::Wake).

mod longhand;
pub(crate) mod shorthand;

pub use longhand::block_on;
