//! One future after the other. The chapter "async" reads these files in their order.
//!
//! # Contract
//!
//! - Nothing is polled before the first poll, and the second future not before the first has
//!   answered; it is polled in the same poll.
//! - A future that has answered is dropped in place, before the next is polled.
//! - **Cancelled**, it drops what it is waiting for first, then the rest.
//! - **Polled after `Ready`**, or after a panic, it panics.

pub mod forgetting;

pub mod shorthand;

pub mod awaiting;

pub mod longhand;

pub mod dropped;
pub mod known;
pub mod table;
