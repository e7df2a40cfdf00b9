//! [`State`]: what a watch is, and each step that changes it, under a lock; and [`Shared`], what has to
//! be done outside: memory fetched before a step, wakers cloned before and called after, values dropped,
//! and whatever its users do with a value.
//!
//! ```text
//!                +--------- count of versions: 3, and who waits for the next ---------+
//!   send(d) -->  | value: c <-- a snapshot of it is read, for as long as anybody likes |
//!                +---------------------------------------------------------------------+
//!                              b <-- this one is still being read, and goes with that
//! ```
//!
//! | # | step                      | finds                            | so                                    |
//! |---|---------------------------|----------------------------------|---------------------------------------|
//! | 1 | send                      | no receiver                      | the value goes back                   |
//! | 2 | send, modify              | nobody who reads the earlier one | the values change places              |
//! | 3 | send, modify              | somebody who does                | the value comes again, with memory    |
//! | 4 | send, modify, replace     | the value with memory            | it takes the place of the earlier one |
//! | 5 | 2 and 4                   |                                  | all who wait are served               |
//! | 6 | the sender leaves         |                                  | all who wait are refused              |
//! | 7 | the last receiver leaves  |                                  | who waits for that is served          |
//!
//! # Invariants
//!
//! - I1: a value is changed only by whoever has it alone: in its place it may be read from elsewhere, and
//!   never is written to.

use core::mem;

use crate::lock::Lock;
use crate::sync::Arc;
use crate::tally::{Calls, Seen, Tally};
use crate::wake::wake_all;

pub(super) struct State<T> {
    value: Arc<T>,
    pub(super) versions: Tally,
    receivers: usize,
    /// How often the last receiver has left.
    pub(super) departures: Tally,
}

/// Whether there has to be a receiver.
#[derive(Clone, Copy)]
pub(super) enum Audience {
    Needed,
    Whoever,
}

/// What becomes of a value.
pub(super) enum Sent {
    Done(Calls),
    /// Nobody would receive it.
    Refused,
    /// The earlier one is being read.
    Read,
}

impl<T> State<T> {
    pub(super) fn value(&self) -> Arc<T> {
        self.value.clone()
    }

    pub(super) fn version(&self) -> Seen {
        self.versions.count()
    }

    pub(super) fn receivers(&self) -> usize {
        self.receivers
    }

    /// Whether there is a value that was not seen; or nothing, if there is none and none will come.
    pub(super) fn has_more(&self, seen: Seen) -> Option<bool> {
        let has_more = self.version() > seen;
        (has_more || !self.versions.is_closed()).then_some(has_more)
    }

    /// Rows 1 to 3. If it is done, `value` is the earlier one.
    #[inline]
    fn send(&mut self, value: &mut T, audience: Audience) -> Sent {
        if self.is_missing(audience) {
            return Sent::Refused;
        }
        match Arc::get_mut(&mut self.value) {
            Some(place) => {
                mem::swap(place, value); // I1
                Sent::Done(self.versions.advance())
            }
            None => Sent::Read,
        }
    }

    /// Rows 1 and 4.
    fn send_anew(&mut self, value: &mut Arc<T>, audience: Audience) -> Option<Calls> {
        (!self.is_missing(audience)).then(|| self.replace(value))
    }

    #[inline]
    fn is_missing(&self, audience: Audience) -> bool {
        matches!(audience, Audience::Needed) && self.receivers == 0
    }

    /// Row 4. `value` is the earlier one.
    fn replace(&mut self, value: &mut Arc<T>) -> Calls {
        mem::swap(&mut self.value, value);
        self.versions.advance()
    }

    /// Who has seen all that was sent by now.
    pub(super) fn add_receiver(&mut self) -> Seen {
        self.receivers += 1;
        self.version()
    }

    /// Row 7.
    fn remove_receiver(&mut self) -> Option<Calls> {
        self.receivers -= 1;
        (self.receivers == 0).then(|| self.departures.advance())
    }
}

/// The memory that the handles share.
pub(super) struct Shared<T>(Lock<State<T>>);

impl<T> Shared<T> {
    pub(super) fn new(value: T) -> Arc<Self> {
        Arc::new(Shared(Lock::new(State {
            value: Arc::new(value),
            versions: Tally::new(),
            receivers: 1,
            departures: Tally::new(),
        })))
    }

    #[inline]
    pub(super) fn with<R>(&self, step: impl FnOnce(&mut State<T>) -> R) -> R {
        self.0.with(step)
    }

    /// Rows 1 to 5. What is not sent comes back.
    #[inline]
    pub(super) fn send(&self, mut value: T, audience: Audience) -> Result<(), T> {
        match self.with(|state| state.send(&mut value, audience)) {
            Sent::Done(calls) => self.announce(calls),
            Sent::Refused => return Err(value),
            Sent::Read => return self.send_anew(value, audience),
        }
        Ok(()) // the earlier value is dropped when all have been called
    }

    #[cold]
    fn send_anew(&self, value: T, audience: Audience) -> Result<(), T> {
        let mut value = Arc::new(value);
        match self.with(|state| state.send_anew(&mut value, audience)) {
            Some(calls) => self.announce(calls),
            // Nobody else has had it.
            None => return Arc::try_unwrap(value).map_or(Ok(()), Err),
        }
        Ok(())
    }

    /// Rows 4 and 5, whoever is there: the earlier value.
    pub(super) fn replace(&self, value: T) -> Arc<T> {
        let mut value = Arc::new(value);
        let calls = self.with(|state| state.replace(&mut value));
        self.announce(calls);
        value
    }

    /// Row 5.
    #[inline]
    fn announce(&self, calls: Calls) {
        calls.make(|up_to| self.with(|state| state.versions.call_next(up_to)));
    }

    /// Row 6.
    pub(super) fn remove_sender(&self) {
        let first = self.with(|state| state.versions.close());
        wake_all(first, || self.with(|state| state.versions.refuse_next()));
    }

    /// Row 7.
    pub(super) fn remove_receiver(&self) {
        if let Some(calls) = self.with(State::remove_receiver) {
            calls.make(|up_to| self.with(|state| state.departures.call_next(up_to)));
        }
    }
}
