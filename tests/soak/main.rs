//! The echo server of `examples/`, soaked: clients that close, reset, half-close, read a byte at a time
//! and leave, tasks that are cancelled, connections that panic, and descriptors that run out. And the chat:
//! members who speak all at once, and one who does not hear.
//!
//! Every byte that comes back is checked, and afterwards no task, no descriptor and no byte of memory is
//! left. `LONGHAND_SOAK=all cargo test --release --test soak` makes 200,000 requests of each server over
//! 1,000 connections; without it there are fewer requests over as many.
#![cfg(all(feature = "net", target_os = "linux"))]

mod chat;
mod client;
mod echo;
mod host;
mod limits;
mod random;
mod soak;
mod talk;

/// The server that users copy, as it is.
#[path = "../../examples/server/mod.rs"]
mod server;
