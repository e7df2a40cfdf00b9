//! Exercises of the chapter "spawn".

pub mod drain;
pub mod served;
