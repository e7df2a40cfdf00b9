//! Channels: values from one future to another.

mod lock;
pub mod mpsc;
pub mod oneshot;
