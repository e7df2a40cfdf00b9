//! Channels: values from one future to another.
//!
//! | channel        | values | senders | holds                       |
//! |----------------|--------|---------|-----------------------------|
//! | [`oneshot`]    | one    | one     | one                         |
//! | [`mpsc`]       | many   | many    | its capacity, or without end|
//! | [`rendezvous`](mod@rendezvous) | many | many | none: from hand to hand |
//! | [`watch`](mod@watch)           | many, to many receivers | one | the latest |
//! | [`broadcast`](mod@broadcast)   | many, each to many receivers | many | the latest of its capacity |
//!
//! # Memory
//!
//! A channel is [`Allocated`], and freed when both sides are gone. Or its memory is [`Lent`], from a
//! [`oneshot::Slot`] or an [`mpsc::Ring`], on the stack or in a `static`; then no allocator is needed, nor the
//! feature `alloc`:
//!
//! | to lend what is    |                          | gives                              |
//! |--------------------|--------------------------|------------------------------------|
//! | one's own          | `split(&mut self)`       | both sides                         |
//! | shared: a `static` | `try_split(&self)`       | both sides, if no end of it is out |
//!
//! When all ends are gone, it can be lent again. An end is gone when its drop has returned, or the `send` that took
//! it. On another thread the value, or that none comes, may be known a moment before: there a `try_split` at once
//! may still find an end out, and is to be tried again. An end that is forgotten is never gone.
//!
//! They are the same ends, with the same futures and the same contract; how long they may stay is in their type.

#[cfg(feature = "alloc")]
pub mod broadcast;
mod lending;
mod memory;
pub mod mpsc;
pub mod oneshot;
#[cfg(feature = "alloc")]
pub mod rendezvous;
#[cfg(feature = "alloc")]
pub mod watch;

#[cfg(feature = "alloc")]
pub use broadcast::broadcast;
pub use memory::{Allocated, Lent, Memory};
#[cfg(feature = "alloc")]
pub use rendezvous::rendezvous;
#[cfg(feature = "alloc")]
pub use watch::watch;
