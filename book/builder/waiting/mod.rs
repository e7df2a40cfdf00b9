//! The chapter "waiting": what a program waits for, and programs that wait.

pub mod hidden;
pub mod measured;
pub mod programs;
pub mod scenes;
pub mod times;
