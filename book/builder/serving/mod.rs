//! The chapter "spawn": the servers of `examples`, and a draft of one, by a script.

#[path = "../../../examples/echo/longhand.rs"]
mod echo;
#[path = "../../../examples/echo/shorthand.rs"]
mod echo_shorthand;
#[path = "../../../examples/server/mod.rs"]
mod server;

pub mod costs;
pub mod handles;
pub mod one_by_one;
pub mod runs;
pub mod scenes;

use server::STEPS;

/// The bytes of a buffer, as in the example.
const BUFFER: usize = 4_096;
