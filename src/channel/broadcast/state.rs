//! [`State`]: what a broadcast is, and each step that changes it, under a lock; and [`Shared`], what has to
//! be done outside: memory fetched before a step, wakers called, values cloned and dropped.
//!
//! ```text
//!                        next of one    next of another     sent
//!                             |              |                |
//!   slots, in a ring:   [ 7 | 8 | 9 | 10 | 11 | 12 | 13 ]     14
//!   are to get it:        0   1   1    1    2    2    2
//! ```
//!
//! | # | step               | finds                                      | so                                      |
//! |---|--------------------|--------------------------------------------|-----------------------------------------|
//! | 1 | send               | no receiver                                | the value goes back                     |
//! | 2 | send               | the memory of the oldest, which nobody reads | the values change places              |
//! | 3 | send               | no such memory                             | the value comes again, with memory: 4   |
//! | 4 | send               | the value with memory                      | it takes the place of the oldest        |
//! | 5 | 2 and 4            |                                            | all who wait are served                 |
//! | 6 | receive            | that its next is no more kept              | it is told, and goes on with the oldest |
//! | 7 | receive            | a value that others are to get             | it shares it, to clone it               |
//! | 8 | receive            | a value that it is the last to get         | it takes it                             |
//! | 9 | receive            | one that others still clone                | it shares it, and it is kept no more    |
//! | 10| receive            | no value                                   | none is there yet, or none will come    |
//! | 11| a receiver leaves  | values that are kept for it                | as 6 to 9, one by one                   |
//! | 12| the last sender leaves |                                        | all who wait are refused                |
//!
//! # Invariants
//!
//! - I1: the value that was sent after `n` others is in slot `n` modulo the capacity, until it was got by
//!   all, or as many were sent after it.
//! - I2: `left` of it counts the receivers that were there when it was sent, and have not got it since.
//! - I3: a value is moved only by whoever has its memory alone.

use alloc::boxed::Box;
use core::mem;

use crate::lock::Lock;
use crate::sync::Arc;
use crate::tally::{Calls, Seen, Tally};
use crate::wake::{Wake, wake_all};

pub(super) struct State<T> {
    slots: Box<[Slot<T>]>,
    pub(super) sent: Tally,
    senders: usize,
    receivers: usize,
}

struct Slot<T> {
    memory: Memory<T>,
    left: usize,
}

/// A value that receivers share while they clone it; or memory for the next.
type Memory<T> = Option<Arc<Option<T>>>;

/// What becomes of a value.
enum Sent {
    Done(Calls),
    Refused,
    /// There is no memory for it.
    NoMemory,
}

/// What becomes of who asks for a value. It is dropped outside the lock.
pub(super) enum Received<T> {
    Value(T),
    /// It is cloned, outside the lock.
    Shared(Memory<T>),
    /// So many were lost.
    Lagged(u64),
    Empty,
    Over,
}

impl<T> State<T> {
    pub(super) fn receivers(&self) -> usize {
        self.receivers
    }

    pub(super) fn add_sender(&mut self) {
        self.senders += 1;
    }

    /// How many were sent before what this receiver will get.
    pub(super) fn add_receiver(&mut self) -> Seen {
        self.receivers += 1;
        self.sent.count()
    }

    /// A receiver leaves. How many were sent by now: of what comes later it has nothing to leave.
    pub(super) fn remove_receiver(&mut self) -> Seen {
        self.receivers -= 1;
        self.sent.count()
    }

    /// How many were sent before the oldest that may be kept.
    fn oldest(&self) -> Seen {
        self.sent.count().saturating_sub(self.slots.len() as u64)
    }

    pub(super) fn kept_for(&self, next: Seen) -> usize {
        (self.sent.count() - next.max(self.oldest())) as usize
    }

    /// I1.
    fn slot(&mut self, number: Seen) -> &mut Slot<T> {
        let slot = number % self.slots.len() as u64;
        &mut self.slots[slot as usize]
    }

    /// Rows 1 to 3. If it is done, the oldest is in `value`, if it was kept.
    fn send(&mut self, value: &mut Option<T>) -> Sent {
        if self.receivers == 0 {
            return Sent::Refused;
        }
        let slot = self.slot(self.sent.count());
        let Some(memory) = slot.memory.as_mut().and_then(Arc::get_mut) else {
            return Sent::NoMemory;
        };
        mem::swap(memory, value); // I3
        Sent::Done(self.announce())
    }

    /// Rows 1 and 4. If it is done, what was in the slot is in `memory`.
    fn send_anew(&mut self, memory: &mut Memory<T>) -> Option<Calls> {
        if self.receivers == 0 {
            return None;
        }
        let slot = self.slot(self.sent.count());
        mem::swap(&mut slot.memory, memory);
        Some(self.announce())
    }

    /// Row 5, and I2.
    fn announce(&mut self) -> Calls {
        let receivers = self.receivers;
        self.slot(self.sent.count()).left = receivers;
        self.sent.advance()
    }

    /// Rows 6 to 10.
    pub(super) fn receive(&mut self, next: &mut Seen) -> Received<T> {
        let oldest = self.oldest();
        if *next < oldest {
            let lost = oldest - mem::replace(next, oldest);
            return Received::Lagged(lost); // 6
        }
        if *next == self.sent.count() {
            return match self.sent.is_closed() {
                true => Received::Over,
                false => Received::Empty,
            }; // 10
        }
        let slot = self.slot(*next);
        *next += 1;
        slot.left -= 1;
        if slot.left > 0 {
            return Received::Shared(slot.memory.clone()); // 7
        }
        let memory = slot.memory.as_mut().and_then(Arc::get_mut);
        match memory.and_then(Option::take) {
            Some(value) => Received::Value(value),        // 8, and I3
            None => Received::Shared(slot.memory.take()), // 9
        }
    }

    /// Row 12, if it is the last: for all who come later, and the first who waits.
    fn remove_sender(&mut self) -> Wake {
        self.senders -= 1;
        match self.senders {
            0 => self.sent.close(),
            _ => Wake::NOBODY,
        }
    }
}

/// The memory that the handles share.
pub(super) struct Shared<T>(Lock<State<T>>);

impl<T> Shared<T> {
    /// With one sender, and no receiver.
    pub(super) fn new(capacity: usize) -> Arc<Self> {
        let empty = || Slot {
            memory: None,
            left: 0,
        };
        Arc::new(Shared(Lock::new(State {
            slots: (0..capacity).map(|_| empty()).collect(),
            sent: Tally::new(),
            senders: 1,
            receivers: 0,
        })))
    }

    #[inline]
    pub(super) fn with<R>(&self, step: impl FnOnce(&mut State<T>) -> R) -> R {
        self.0.with(step)
    }

    /// Rows 1 to 5. What is not sent comes back.
    #[inline]
    pub(super) fn send(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        match self.with(|state| state.send(&mut value)) {
            Sent::Done(calls) => self.call(calls),
            Sent::Refused => return value.map_or(Ok(()), Err),
            Sent::NoMemory => return self.send_anew(value),
        }
        Ok(()) // the oldest value is dropped when all have been called
    }

    #[cold]
    fn send_anew(&self, value: Option<T>) -> Result<(), T> {
        let mut memory = Some(Arc::new(value));
        match self.with(|state| state.send_anew(&mut memory)) {
            Some(calls) => self.call(calls),
            None => {
                // Nobody else has had it.
                let value = memory.and_then(|memory| Arc::try_unwrap(memory).ok());
                return value.flatten().map_or(Ok(()), Err);
            }
        }
        Ok(())
    }

    #[inline]
    fn call(&self, calls: Calls) {
        calls.make(|up_to| self.with(|state| state.sent.call_next(up_to)));
    }

    /// Row 12.
    pub(super) fn remove_sender(&self) {
        let first = self.with(State::remove_sender);
        wake_all(first, || self.with(|state| state.sent.refuse_next()));
    }
}
