//! Exercises of the chapter "channel".

pub mod hang_up;
pub mod turn;
