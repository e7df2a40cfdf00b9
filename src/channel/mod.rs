//! Channels: values from one future to another.

pub mod oneshot;
