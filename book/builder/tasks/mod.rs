//! The chapter "task": parents that ask all of their children or those that woke, and runs of an
//! executor.

pub mod ask_all;
pub mod ask_woken;
pub mod polls;
pub mod runs;
pub mod scenes;
