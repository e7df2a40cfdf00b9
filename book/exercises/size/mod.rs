//! Exercises of the chapter "size".

pub mod digest;
pub mod layers;
