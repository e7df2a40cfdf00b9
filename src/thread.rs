//! Threads: from std, or from loom when every interleaving is to be tried; and [`ThreadId`], by which
//! a waker knows that it is at home.

use core::cell::Cell;
use core::sync::atomic::{AtomicUsize, Ordering};

#[cfg(longhand_loom)]
pub(crate) use self::modelled::{Thread, current, park, park_timeout, thread_local};
#[cfg(not(longhand_loom))]
pub(crate) use std::thread::{Thread, current, park, park_timeout};
#[cfg(not(longhand_loom))]
pub(crate) use std::thread_local;

/// A thread, as a number that is never used again, also when the thread has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ThreadId(usize);

thread_local! {
    /// The number of this thread; nought until it needs one. It has no destructor, so it is there
    /// until the very end.
    static ID: Cell<usize> = const { Cell::new(0) };
}

impl ThreadId {
    /// This thread.
    #[inline]
    pub(crate) fn current() -> Self {
        match ID.with(Cell::get) {
            0 => ThreadId::assign(),
            id => ThreadId(id),
        }
    }

    /// Whether this thread is the one.
    #[inline]
    pub(crate) fn is_current(self) -> bool {
        ID.with(Cell::get) == self.0
    }

    #[cold]
    fn assign() -> Self {
        static LAST: AtomicUsize = AtomicUsize::new(0);
        // ORDERING: Relaxed, all that matters is that no number comes twice.
        let last = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |id| id.checked_add(1));
        let id = last.expect("fewer threads than numbers") + 1;
        ID.with(|own| own.set(id));
        ThreadId(id)
    }
}

#[cfg(longhand_loom)]
mod modelled {
    use core::time::Duration;

    pub(crate) use loom::thread::{Thread, current, park};

    /// Loom's makes nothing when it is compiled.
    macro_rules! modelled_local {
        ($(#[$meta:meta])* static $name:ident: $type:ty = const { $value:expr };) => {
            loom::thread_local! { $(#[$meta])* static $name: $type = $value; }
        };
        ($(#[$meta:meta])* static $name:ident: $type:ty = $value:expr;) => {
            loom::thread_local! { $(#[$meta])* static $name: $type = $value; }
        };
    }
    pub(crate) use modelled_local as thread_local;

    /// In a model there is no time.
    pub(crate) fn park_timeout(_: Duration) {
        loom::thread::yield_now();
    }
}
