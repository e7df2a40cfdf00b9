//! Futures written out by hand, each beside the `async fn` that keeps the same contract.
//!
//! `async`/`await` is shorthand: the compiler writes a state machine for you. This crate is the
//! state machine itself, an enum of named states and a `poll` that a person can read: combinators,
//! channels and a small runtime that are smaller than what the compiler writes, and mean the same.
//!
//! ```
//! use core::time::Duration;
//! use longhand::{OneOf2, block_on, join, select, time::sleep, timeout};
//!
//! let answer = block_on(async {
//!     let both = join((async { "one" }, async { "two" }));
//!     let first = select((both, sleep(Duration::from_secs(60))));
//!     timeout(sleep(Duration::from_secs(120)), first).await
//! });
//! assert_eq!(answer, Ok(OneOf2::First(("one", "two"))));
//! ```
//!
//! # What there is
//!
//! | to                            | longhand                                      | shorthand                    |
//! |-------------------------------|-----------------------------------------------|------------------------------|
//! | have all answers              | [`join`](join())                              | [`shorthand::join`]          |
//! | have the first, and know whose| [`select`](select())                          | [`shorthand::select`]        |
//! | have the first                | [`race`](race())                              | [`shorthand::race`]          |
//! | have all, or an error         | [`try_join`](try_join())                      | [`shorthand::try_join`]      |
//! | have one, or all errors       | [`race_ok`](race_ok())                        | [`shorthand::race_ok`]       |
//! | have it in time               | [`timeout`](timeout())                        | [`shorthand::timeout`]       |
//! | have it if it is there        | [`poll_once`](poll_once())                    | [`shorthand::poll_once`]     |
//! | have a panic as an answer     | [`catch_unwind`](catch_unwind())              | [`shorthand::catch_unwind`]  |
//! | poll it after its end         | [`fuse`](fuse())                              | an `async fn` cannot         |
//! | have each as it is ready      | [`Group`]                                     | [`shorthand::Group`]         |
//! | take turns                    | [`select`](select())`(…).turn(…)`: [`Turn`]   | [`shorthand::select_in_turn`]|
//! | have one event after another  | [`arms`](arms()) of streams, [`once`]s, [`every`]s | [`shorthand::arms`]     |
//! | give way                      | [`yield_now`](yield_now())                    | [`shorthand::yield_now`]     |
//! | pass one value on             | [`channel::oneshot`]                          | [`shorthand::oneshot`]       |
//! | pass many on                  | [`channel::mpsc`]                             | [`shorthand::mpsc`]          |
//! | pass from hand to hand        | [`channel::rendezvous`](mod@channel::rendezvous) | [`shorthand::rendezvous`] |
//! | tell of the latest value      | [`channel::watch`](mod@channel::watch)        | [`shorthand::watch`]         |
//! | tell many of each value       | [`channel::broadcast`](mod@channel::broadcast) | [`shorthand::broadcast`]    |
//! | let so many in                | [`semaphore::Semaphore`]                      | [`shorthand::semaphore`]     |
//! | say that something happened   | [`event::Event`]                              | [`shorthand::event`]         |
//! | wait for a time               | [`time::sleep`], [`time::sleep_until`]        | [`shorthand::sleep`]         |
//! | do it time and again          | [`time::interval`]                            | [`shorthand::tick`]          |
//! | run one future                | [`block_on`](block_on())                      | [`shorthand::block_on`]      |
//! | run many                      | [`LocalExecutor`], [`spawn`]                  | [`shorthand::spawn`]         |
//! | wait for a socket             | [`net`]                                       | [`shorthand::net`]           |
//! | see what a future does        | [`trace`]                                     |                              |
//! | see what a cancel loses       | [`test::cancel_after_every_poll`]             |                              |
//! | keep a future small           | [`assert_future_size!`], [`size`]             |                              |
//!
//! The first five take a tuple of 2 to 12, an array, or a `Vec`. With `use longhand::prelude::*` they
//! are methods as well: `(a, b).join().await`.
//!
//! Each folder of the source is a chapter: `mod.rs` is the contract, `longhand.rs` the machine,
//! `shorthand.rs` its twin. What is true of every combinator: nothing is polled before the first
//! poll; children are polled in index order, each at most once a poll; a child that is finished is
//! dropped in place, in the same poll; no future asks its children to be `Unpin`, `Send`, `'static`
//! or fused; a future polled after completion panics, and says which it was (but a [`fuse`](fuse())
//! is there for that); the caller's waker goes straight to the children, but of more than twelve
//! that are joined in an array or a `Vec` only those are polled that [woke](mod@join#contract).
//!
//! # Cancel safety
//!
//! Dropping a future is how it is cancelled. What is lost if it is pending then is said of each, in
//! one of three words. They tell how another one fares that is made in its place:
//!
//! - *lossless*: it goes on. The answer is the same, and comes as soon.
//! - *loses place*: it begins anew. The answer is the same, and may come later: a place in a queue was
//!   given up, or time that had been waited.
//! - *loses data*: something that had been received, or was half-done, is gone.
//!
//! What is *as lossless* as its children loses what they lose. A future that is passed on by value is
//! dropped with whoever it was passed to: pass `&mut` or [`Pin`](core::pin::Pin) references to one
//! that must live on.
//!
//! [`mod@test`] finds out what a future loses, of this crate or any other.
//!
//! # Features
//!
//! | feature | adds                                                                              |
//! |---------|-----------------------------------------------------------------------------------|
//! | none    | the combinators, [`event`], [`semaphore`], and [`channel`]s in memory that is lent, in `no_std` and without an allocator |
//! | `alloc` | [`channel`]s in memory of their own, [`group`], `Vec`s of futures, and precise waking |
//! | `std`   | [`block_on`](block_on()), [`catch_unwind`](catch_unwind()), [`executor`], [`task`], [`mod@test`], [`time`], [`trace`]; on by default |
//! | `net`   | [`net`]: a reactor, TCP and UDP                                                   |
//! | `futures-io` | `AsyncRead` and `AsyncWrite` of `futures_io` for [`net::TcpStream`]; with `net` |
//!
//! All of it needs a processor that can compare and swap.
#![no_std]
// Here and not in Cargo.toml: tests and examples are programs with the standard library.
#![deny(clippy::std_instead_of_core)]
#![deny(clippy::std_instead_of_alloc)]
#![deny(clippy::alloc_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    all(doc, not(feature = "net")),
    allow(
        rustdoc::broken_intra_doc_links,
        reason = "a link to what a feature adds leads nowhere without it; with all of them it is checked"
    )
)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

// -- core: no alloc --
mod arity;
pub mod arms;
pub mod channel;
mod child;
mod contest;
pub mod event;
pub mod fuse;
pub mod join;
mod keeping;
mod line;
mod lock;
mod maybe_done;
mod pair;
mod place;
pub mod poll_once;
pub mod prelude;
pub mod race;
pub mod race_ok;
pub mod select;
pub mod semaphore;
pub mod size;
mod slot;
mod sync;
pub mod timeout;
pub mod try_join;
mod turn;
mod unwind;
mod wake;
mod waker_cell;
pub mod yield_now;

#[cfg(not(feature = "alloc"))]
keeping::long_arrays!(keeping::Straight);

pub use arms::{arms, every, once};
pub use fuse::{FutureExt, fuse};
pub use join::join;
pub use poll_once::poll_once;
pub use race::race;
pub use race_ok::race_ok;
pub use select::{OneOf2, OneOf3, OneOf4, OneOf5, OneOf6, OneOf7};
pub use select::{OneOf8, OneOf9, OneOf10, OneOf11, OneOf12, Turn, select};
pub use timeout::timeout;
pub use try_join::try_join;
pub use yield_now::yield_now;

// -- alloc --
#[cfg(feature = "alloc")]
pub mod group;
#[cfg(feature = "alloc")]
mod inbox;
#[cfg(feature = "alloc")]
mod tally;
#[cfg(feature = "alloc")]
mod vec;
#[cfg(feature = "alloc")]
mod waker;

#[cfg(feature = "alloc")]
pub use group::Group;

#[cfg(feature = "alloc")]
keeping::long_arrays!(waker::Precise);

// -- std --
#[cfg(feature = "std")]
pub mod block_on;
#[cfg(feature = "std")]
mod blocking;
#[cfg(feature = "std")]
pub mod catch_unwind;
#[cfg(feature = "std")]
mod driver;
#[cfg(feature = "std")]
pub mod executor;
#[cfg(feature = "std")]
mod park;
#[cfg(feature = "std")]
mod signal;
#[cfg(feature = "std")]
pub mod task;
#[cfg(feature = "std")]
pub mod test;
#[cfg(feature = "std")]
mod thread;
#[cfg(feature = "std")]
pub mod time;
#[cfg(feature = "std")]
pub mod trace;

#[cfg(feature = "std")]
pub use block_on::block_on;
#[cfg(feature = "std")]
pub use catch_unwind::catch_unwind;
#[cfg(feature = "std")]
pub use executor::{LocalExecutor, spawn};
#[cfg(feature = "std")]
pub use task::Task;

// -- net --
#[cfg(feature = "futures-io")]
mod io;
#[cfg(feature = "net")]
pub mod net;

/// The twins: the same contracts as `async fn`s.
///
/// They stand beside the futures by hand to be read, measured and tested against them. What
/// differs:
///
/// - an `async fn` is never `Unpin` or `UnwindSafe`, prints no state, and is no
///   [`FusedFuture`](futures_core::FusedFuture);
/// - polled after completion or after a panic, it panics in the compiler's words, "`async fn`
///   resumed after completion", and blames a line of its own, where a future by hand blames the
///   caller's;
/// - it calls [`into_future`](IntoFuture::into_future) at its first poll, and not when it is made,
///   of the last child of a tuple first; an empty `Vec` in a `race` or a `select` panics there too;
/// - dropped before its first poll, it drops its arguments in the order of its signature;
/// - of more than twelve that are joined it polls all, where a future by hand polls those that woke;
/// - it leaks the winner's answer if a loser's drop panics (rust-lang/rust#47949), where a future
///   by hand drops it;
/// - if the child of a pair that answers last panics in its drop, it drops the answers in index
///   order, where a future by hand drops the one it has kept first.
pub mod shorthand {
    pub use crate::arms::shorthand::{Arm, IntoArms, Place, arms};
    pub use crate::join::shorthand::{Joinable, join};
    pub use crate::poll_once::shorthand::poll_once;
    pub use crate::race::shorthand::{Raceable, race};
    pub use crate::race_ok::shorthand::{RaceOkable, race_ok};
    pub use crate::select::shorthand::{Selectable, select, select_in_turn};
    pub use crate::timeout::shorthand::timeout;
    pub use crate::try_join::shorthand::{TryJoinable, try_join};
    pub use crate::yield_now::shorthand::yield_now;

    /// Who receives from a [`channel::broadcast`](mod@crate::channel::broadcast).
    #[cfg(feature = "alloc")]
    pub mod broadcast {
        pub use crate::channel::broadcast::shorthand::recv;
    }

    /// Who waits for an [`event`](crate::event).
    pub mod event {
        pub use crate::event::shorthand::listen;
    }

    /// Both ends of a [`channel::mpsc`](crate::channel::mpsc).
    pub mod mpsc {
        pub use crate::channel::mpsc::shorthand::{closed, recv, reserve, send, send_from};

        #[cfg(feature = "alloc")]
        pub use crate::channel::mpsc::many::shorthand::recv_many;
    }

    /// Both ends of a [`channel::oneshot`](crate::channel::oneshot).
    pub mod oneshot {
        pub use crate::channel::oneshot::shorthand::{closed, recv};
    }

    /// Both ends of a [`channel::rendezvous`](mod@crate::channel::rendezvous).
    #[cfg(feature = "alloc")]
    pub mod rendezvous {
        pub use crate::channel::rendezvous::shorthand::{closed, recv, send};
    }

    /// Who waits at a [`semaphore`](crate::semaphore).
    pub mod semaphore {
        pub use crate::semaphore::shorthand::{acquire, acquire_many};
    }

    /// Both ends of a [`channel::watch`](mod@crate::channel::watch).
    #[cfg(feature = "alloc")]
    pub mod watch {
        pub use crate::channel::watch::shorthand::{changed, closed, wait_for};
    }

    #[cfg(feature = "alloc")]
    pub use crate::group::shorthand::Group;

    #[cfg(feature = "std")]
    pub use crate::block_on::shorthand::block_on;
    #[cfg(feature = "std")]
    pub use crate::catch_unwind::shorthand::catch_unwind;
    #[cfg(feature = "std")]
    pub use crate::task::shorthand::spawn;
    #[cfg(feature = "std")]
    pub use crate::time::shorthand::{sleep, sleep_until, tick};

    /// The sockets of [`net`](crate::net).
    #[cfg(feature = "net")]
    pub mod net {
        pub use crate::net::shorthand::{accept, connect, recv_from, send_to};
        pub use crate::net::shorthand::{read, read_exact, read_vectored};
        pub use crate::net::shorthand::{write, write_all, write_vectored};
    }
}

/// The examples of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

/// The examples of the book, as tests. The published crate has neither the book nor, in a plain
/// `cargo test`, this feature; here every feature is on.
#[cfg(all(doctest, feature = "net"))]
mod book {
    #[doc = include_str!("../book/src/future.md")]
    mod future {}
    #[doc = include_str!("../book/src/join.md")]
    mod join {}
    #[doc = include_str!("../book/src/waiting.md")]
    mod waiting {}
    #[doc = include_str!("../book/src/threads.md")]
    mod threads {}
    #[doc = include_str!("../book/src/poll.md")]
    mod poll {}
    #[doc = include_str!("../book/src/select.md")]
    mod select {}
    #[doc = include_str!("../book/src/timeout.md")]
    mod timeout {}
    #[doc = include_str!("../book/src/async.md")]
    mod r#async {}
    #[doc = include_str!("../book/src/size.md")]
    mod size {}
    #[doc = include_str!("../book/src/pin.md")]
    mod pin {}
    #[doc = include_str!("../book/src/block_on.md")]
    mod block_on {}
    #[doc = include_str!("../book/src/waker.md")]
    mod waker {}
    #[doc = include_str!("../book/src/channel.md")]
    mod channel {}
    #[doc = include_str!("../book/src/reactor.md")]
    mod reactor {}
    #[doc = include_str!("../book/src/task.md")]
    mod task {}
    #[doc = include_str!("../book/src/spawn.md")]
    mod spawn {}
    #[doc = include_str!("../book/src/advice.md")]
    mod advice {}
    #[doc = include_str!("../book/src/checked.md")]
    mod checked {}
}
