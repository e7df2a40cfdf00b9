//! Exercises of the chapter "block_on".

pub mod memory;
pub mod spare;
