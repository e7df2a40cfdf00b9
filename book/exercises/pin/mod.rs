//! Exercises of the chapter "pin".

pub mod again;
pub mod lazy;
