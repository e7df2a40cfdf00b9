//! Exercises of the chapter "async".

pub mod sum;
pub mod ticket;
