//! Futures written out by hand.
#![no_std]
// Here and not in Cargo.toml: tests and examples are programs with the standard library.
#![deny(clippy::std_instead_of_core)]
#![deny(clippy::std_instead_of_alloc)]
#![deny(clippy::alloc_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

// -- core: no alloc --
mod child;
pub mod join;
pub mod race;
pub mod select;
mod slot;
pub mod timeout;
mod unwind;
pub mod yield_now;

// -- alloc --
#[cfg(feature = "alloc")]
pub mod channel;
#[cfg(feature = "alloc")]
mod sync;

// -- std --
#[cfg(feature = "std")]
pub mod block_on;
#[cfg(feature = "std")]
mod driver;
#[cfg(feature = "std")]
pub mod executor;
#[cfg(feature = "std")]
mod park;
#[cfg(feature = "std")]
pub mod task;
#[cfg(feature = "std")]
pub mod time;
#[cfg(feature = "std")]
pub mod trace;

// -- net --
#[cfg(feature = "net")]
pub mod net;

#[cfg(feature = "std")]
pub use block_on::block_on;
#[cfg(feature = "std")]
pub use executor::{LocalExecutor, spawn};
#[cfg(feature = "std")]
pub use task::Task;

pub use join::join;
pub use race::race;
pub use select::{OneOf2, select};
pub use timeout::timeout;
pub use yield_now::yield_now;

/// The same contracts as `async fn`s.
pub mod shorthand {
    pub use crate::join::shorthand::join;
    pub use crate::race::shorthand::race;
    pub use crate::select::shorthand::select;
    pub use crate::timeout::shorthand::timeout;
    pub use crate::yield_now::shorthand::yield_now;

    /// Receiving from a [`channel::oneshot`](crate::channel::oneshot).
    #[cfg(feature = "alloc")]
    pub mod oneshot {
        pub use crate::channel::oneshot::shorthand::{closed, recv};
    }

    /// Reading and writing [`net`](crate::net)'s sockets.
    #[cfg(feature = "net")]
    pub mod net {
        pub use crate::net::shorthand::{accept, connect, read, read_exact, write, write_all};
    }

    #[cfg(feature = "std")]
    pub use crate::block_on::shorthand::block_on;
    #[cfg(feature = "std")]
    pub use crate::task::shorthand::spawn;
    #[cfg(feature = "std")]
    pub use crate::time::shorthand::sleep;
}
