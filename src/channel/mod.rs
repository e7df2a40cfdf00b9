//! Channels: values from one future to another.
//!
//! | channel        | values | senders | holds                       |
//! |----------------|--------|---------|-----------------------------|
//! | [`oneshot`]    | one    | one     | one                         |
//! | [`mpsc`]       | many   | many    | its capacity, or without end|
//! | [`rendezvous`](mod@rendezvous) | many | many | none: from hand to hand |
//! | [`watch`](mod@watch)           | many, to many receivers | one | the latest |
//! | [`broadcast`](mod@broadcast)   | many, each to many receivers | many | the latest of its capacity |

pub mod broadcast;
pub mod mpsc;
pub mod oneshot;
pub mod rendezvous;
pub mod watch;

pub use broadcast::broadcast;
pub use rendezvous::rendezvous;
pub use watch::watch;
