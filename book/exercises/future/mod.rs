//! Exercises of the chapter "future".

pub mod bell;
pub mod countdown;
