//! Exercises of the chapter "timeout".

pub mod budget;
pub mod hedge;
pub mod order;
