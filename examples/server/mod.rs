//! What both servers do: accept, spawn a task for each connection, no more than a limit of them, and when
//! they are told to stop let those that are there come to their end.

pub(crate) mod longhand;
pub(crate) mod places;
pub(crate) mod shorthand;

use std::time::Duration;

/// What a server allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// So many at one time; who comes then waits to be accepted.
    pub(crate) connections: usize,
    /// A connection on which nothing moves for so long is closed, at the latest after twice as long.
    pub(crate) idle: Duration,
    /// So long those that are there may go on after a stop.
    pub(crate) grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connections: 10_000,
            idle: Duration::from_secs(60),
            grace: Duration::from_secs(10),
        }
    }
}

/// What a server has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Served {
    /// How many connections it has accepted.
    pub(crate) accepted: usize,
    /// How many of them had not come to their end when the grace was over.
    pub(crate) cut_off: usize,
}

/// After so many steps without a wait a task gives way: a peer that is always quick starves no other.
pub(crate) const STEPS: usize = 32;
