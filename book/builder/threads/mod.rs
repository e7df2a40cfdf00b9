//! The chapter "threads": programs of several threads, and what threads cost.

pub mod costs;
pub mod orders;
pub mod programs;
pub mod scenes;
pub mod shared;
pub mod stage;
