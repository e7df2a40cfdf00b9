//! Exercises of the chapter "select".

pub mod desk;
pub mod letters;
pub mod turns;
