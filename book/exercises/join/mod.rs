//! Exercises of the chapter "join".

pub mod both;
pub mod room;
