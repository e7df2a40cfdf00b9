//! [`OnUnwind`]: what becomes of a machine when a child panics.
//!
//! An `async fn` whose body panics drops what it holds while the panic passes, and is poisoned. A
//! machine by hand does the same: its guard sees the panic, and moves the state to its end. On
//! every other path the guard is forgotten, and costs next to nothing.

use core::fmt;
use core::mem;
use core::pin::Pin;

/// How a machine has ended; what a later poll comes after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It has answered.
    Finished,
    /// A child has panicked, in its poll or in its drop.
    Panicked,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            End::Finished => "after completion",
            End::Panicked => "after a child panicked",
        })
    }
}

/// Calls `abandon` on `state` if it is dropped by a panic, before [`disarm`](OnUnwind::disarm).
pub(crate) struct OnUnwind<'a, S> {
    pub(crate) state: Pin<&'a mut S>,
    abandon: fn(Pin<&mut S>),
}

impl<'a, S> OnUnwind<'a, S> {
    #[inline]
    pub(crate) fn new(state: Pin<&'a mut S>, abandon: fn(Pin<&mut S>)) -> Self {
        OnUnwind { state, abandon }
    }

    #[inline]
    pub(crate) fn disarm(self) {
        mem::forget(self);
    }

    /// Panics for the caller's mistake, a poll of `name` after its end. The machine takes no harm.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn misuse(self, name: &str, end: End) -> ! {
        self.disarm();
        panic!("`{name}` polled {end}");
    }
}

impl<S> Drop for OnUnwind<'_, S> {
    fn drop(&mut self) {
        (self.abandon)(self.state.as_mut());
    }
}
