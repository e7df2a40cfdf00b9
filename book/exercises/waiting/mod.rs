//! Exercises of the chapter "waiting".

pub mod begin;
pub mod overlap;
