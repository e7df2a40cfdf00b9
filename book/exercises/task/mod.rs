//! Exercises of the chapter "task".

pub mod once;
pub mod rounds;
