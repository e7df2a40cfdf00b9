//! Exercises of the chapter "select".

pub mod letters;
pub mod turns;
