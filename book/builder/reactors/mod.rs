//! The chapter "reactor": a draft that loses an edge, and the crate's sockets, by a script.

pub mod costs;
pub mod eager;
pub mod forgetful;
pub mod runs;
pub mod scenes;
pub mod world;
