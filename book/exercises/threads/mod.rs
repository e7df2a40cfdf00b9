//! Exercises of the chapter "threads".

pub mod transfer;
pub mod withdraw;
