//! What drives futures by hand, one step at a time: no sleeping and no luck.

pub(crate) mod actor;
pub(crate) mod allocations;
pub(crate) mod answers;
pub(crate) mod channel;
pub(crate) mod combinator;
pub(crate) mod crowd;
pub(crate) mod feed;
pub(crate) mod many;
#[cfg(feature = "net")]
pub(crate) mod outside;
pub(crate) mod panics;
pub(crate) mod probe;
pub(crate) mod runtime;
pub(crate) mod script;
pub(crate) mod shape;
#[cfg(feature = "net")]
pub(crate) mod sockets;
pub(crate) mod spelling;
pub(crate) mod stack;
pub(crate) mod stage;
pub(crate) mod storm;
pub(crate) mod trio;
pub(crate) mod verdict;
pub(crate) mod world;
pub(crate) mod zero;
