//! Channels: values from one future to another.
//!
//! | channel        | values | senders | holds                       |
//! |----------------|--------|---------|-----------------------------|
//! | [`oneshot`]    | one    | one     | one                         |
//! | [`mpsc`]       | many   | many    | its capacity, or without end|
//! | [`rendezvous`](mod@rendezvous) | many | many | none: from hand to hand |

#[cfg(feature = "alloc")]
mod lock;
mod memory;
#[cfg(feature = "alloc")]
pub mod mpsc;
pub mod oneshot;
#[cfg(feature = "alloc")]
pub mod rendezvous;

pub use memory::{Allocated, Lent, Memory};
#[cfg(feature = "alloc")]
pub use rendezvous::rendezvous;
