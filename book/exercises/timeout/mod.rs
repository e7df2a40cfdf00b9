//! Exercises of the chapter "timeout".

pub mod budget;
pub mod order;
