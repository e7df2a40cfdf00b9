//! Exercises of the chapter "reactor".

pub mod edge;
pub mod late;
