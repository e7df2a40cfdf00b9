//! Exercises of the chapter "poll".

pub mod both_of;
pub mod gap;
pub mod steps;
