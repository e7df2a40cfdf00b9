//! Exercises of the chapter "poll".

pub mod ended;
pub mod gap;
