//! Exercises of the chapter "waker".

pub mod locked;
pub mod owners;
