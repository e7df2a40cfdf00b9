//! [`record`] and [`probe`]: what a future does, event by event, and where it lies in memory.
//!
//! A probe is as large as the future it watches, so that sizes and offsets in a recording are those
//! of the futures themselves. Outside of a recording it does nothing but look for one.
//!
//! A recording is made on one thread with a [clock](ManualClock) that turns only when nobody can
//! run, so it is the same each time.
//!
//! ```
//! use longhand::join;
//! use longhand::trace::{Event, opaque, record};
//!
//! let first = opaque(|| "first", async { longhand::yield_now().await });
//! let second = opaque(|| "second", async {});
//! let recording = record(join((first, second)));
//!
//! let polls = recording.events.iter().filter(|event| matches!(event, Event::Poll { .. })).count();
//! assert_eq!(polls, 3); // the first twice, the second once
//! assert_eq!(recording.nodes[0].name, "first");
//! ```
//!
//! # Cancel safety
//!
//! [As lossless](crate#cancel-safety) as the future that is watched or counted.

mod count;
mod probe;
mod record;

pub use count::{Counted, Counts, count};
pub use probe::{Probe, opaque, probe};
pub use record::record;

use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

#[cfg(doc)]
use crate::time::ManualClock;

/// What [`record`] saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// The size of the root future, in bytes.
    pub size: usize,
    /// Every probed future, in the order of their first polls.
    pub nodes: Vec<Node>,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// A probed future.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The probe's name.
    pub name: &'static str,
    /// The probed future that polls it: an index of [`Recording::nodes`].
    pub parent: Option<usize>,
    /// Its size in bytes.
    pub size: usize,
    /// Where it lies, in bytes from the start of the root future, if it lies inside of it.
    pub offset: Option<usize>,
}

/// One thing that happened. `node` is an index of [`Recording::nodes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A future is polled.
    Poll {
        /// Which one.
        node: usize,
        /// How it prints itself, if its probe may look.
        state: Option<String>,
    },
    /// A future has been polled.
    Polled {
        /// Which one.
        node: usize,
        /// Whether it was ready.
        ready: bool,
        /// How it prints itself now.
        state: Option<String>,
    },
    /// A future has been dropped. It is known by its name: of several of one name that take turns,
    /// one that was never polled is told of as well.
    Drop {
        /// Which one.
        node: usize,
    },
    /// The root's waker is called.
    Wake {
        /// The innermost future that is being polled meanwhile; none if the clock has called it.
        by: Option<usize>,
        /// Whether the root was not marked runnable already.
        fresh: bool,
    },
    /// Nobody can run: the thread sleeps, and wakes at the next deadline.
    Sleep {
        /// How long, by the clock.
        duration: Duration,
    },
    /// Nobody can run and no deadline is set: the thread would sleep for ever. The recording ends
    /// here, and what is left is dropped.
    Hang,
}
