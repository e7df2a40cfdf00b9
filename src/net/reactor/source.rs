//! [`Source`]: what is known of a socket, and who waits for it; and [`Sources`], those of one reactor.
//!
//! Each direction of a socket, reading and writing, is in one of three states:
//!
//! ```text
//! new --> Unsure --4--> Blocked --1--> Ready
//!           ^              |  ^          | |
//!           +------2-------+  +---4,5----+ |
//!           +--------------3---------------+
//! ```
//!
//! | # | state   | what                     | next    |                                       |
//! |---|---------|--------------------------|---------|---------------------------------------|
//! | 1 | Blocked | a plain event            | Ready   | who waits is woken                    |
//! | 2 | Blocked | any other event          | Unsure  | who waits is woken                    |
//! | 3 | Ready   | an event that is not     | Unsure  |                                       |
//! | 4 | other   | an operation would block | Blocked |                                       |
//! | 5 | Ready   | an operation came short  | Blocked | the next one would have blocked       |
//! | 6 | Unsure  | an event, or came short  | Unsure  | there may be an end behind the bytes  |
//!
//! # Invariants
//!
//! - I1: a direction is `Blocked` only if nothing has come since an operation would have blocked, or
//!   an event will tell of it: so whoever waits then is woken.
//! - I2: nobody waits in another state. A waker that is kept while an event comes in is of no use, and
//!   its owner tries at once.

use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::Cell;
use core::task::{Context, Poll, Waker};
use std::io;

use super::poller::{Event, Interest, Key};

/// What is known of a socket.
#[derive(Default)]
pub(super) struct Source {
    pub(super) reading: Direction,
    pub(super) writing: Direction,
}

impl Source {
    /// Takes note of an event: who is to be woken, when all of it is noted.
    #[inline]
    pub(super) fn tell(&self, event: Event) -> (Option<Waker>, Option<Waker>) {
        let reader = if event.readable {
            self.reading.tell(event.is_plain)
        } else {
            None
        };
        let writer = if event.writable {
            self.writing.tell(event.is_plain)
        } else {
            None
        };
        (reader, writer)
    }

    /// What can be waited for: where an operation would block.
    pub(super) fn interest(&self) -> Interest {
        Interest {
            readable: self.reading.is_blocked(),
            writable: self.writing.is_blocked(),
        }
    }
}

/// What is known of one direction of a socket. See the table above.
#[derive(Default)]
pub(super) struct Direction {
    state: Cell<State>,
    /// Whoever was last told to wait.
    waiting: Cell<Option<Waker>>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Unsure,
    Ready,
    Blocked,
}

impl Direction {
    #[inline]
    fn tell(&self, is_plain: bool) -> Option<Waker> {
        let next = if is_plain {
            State::Ready
        } else {
            State::Unsure
        };
        match self.state.get() {
            State::Blocked => {
                self.state.set(next); // 1, 2
                self.waiting.take()
            }
            State::Ready => {
                self.state.set(next); // 3
                None
            }
            State::Unsure => None, // 6
        }
    }

    fn is_blocked(&self) -> bool {
        self.state.get() == State::Blocked
    }

    /// Takes note of how many of so many bytes came through.
    #[inline]
    pub(super) fn note(&self, polled: &Poll<io::Result<usize>>, wanted: usize) {
        let came_short = matches!(polled, Poll::Ready(Ok(moved @ 1..)) if *moved < wanted);
        if came_short && self.state.get() == State::Ready {
            self.state.set(State::Blocked); // 5
        }
    }

    /// Tries an operation, unless it would block.
    #[inline]
    pub(super) fn attempt<T>(
        &self,
        mut operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        while !self.is_blocked() {
            match operation() {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.state.set(State::Blocked); // 4
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                done => return Poll::Ready(done),
            }
        }
        Poll::Pending
    }

    /// Keeps the latest waker. Whether it is still of use: an old one that is dropped may run code of
    /// its owner's, and let an event in.
    pub(super) fn wait(&self, cx: &mut Context<'_>) -> bool {
        let (waker, old) = match self.waiting.take() {
            Some(known) if known.will_wake(cx.waker()) => (known, None),
            old => (cx.waker().clone(), old),
        };
        self.waiting.set(Some(waker));
        drop(old);
        self.is_blocked()
    }
}

/// The sources of a reactor, by key: the place in the lower half of it, and the generation in the upper.
#[derive(Default)]
pub(super) struct Sources {
    places: Vec<Place>,
    /// The places that are empty.
    free: Vec<usize>,
}

#[derive(Default)]
struct Place {
    /// How often it was emptied, in the upper half.
    generation: usize,
    source: Option<Rc<Source>>,
}

const HALF: u32 = usize::BITS / 2;
const ONE_GENERATION: usize = 1 << HALF;
const INDEX: usize = ONE_GENERATION - 1;

impl Sources {
    /// # Errors
    ///
    /// If there are more than half a number can count.
    pub(super) fn insert(&mut self, source: Rc<Source>) -> io::Result<Key> {
        let index = match self.free.pop() {
            Some(index) => index,
            None if self.places.len() == INDEX => return Err(io::ErrorKind::OutOfMemory.into()),
            None => {
                self.places.push(Place::default());
                self.places.len() - 1
            }
        };
        let place = &mut self.places[index];
        place.source = Some(source);
        Ok(Key(place.generation | index))
    }

    /// The source of a key; none if its socket is gone and the event is late.
    pub(super) fn get(&self, Key(key): Key) -> Option<&Rc<Source>> {
        let place = self.places.get(key & INDEX)?;
        let is_late = place.generation != key & !INDEX;
        place.source.as_ref().filter(|_| !is_late)
    }

    pub(super) fn remove(&mut self, Key(key): Key) -> Option<Rc<Source>> {
        let index = key & INDEX;
        let place = &mut self.places[index];
        place.generation = place.generation.wrapping_add(ONE_GENERATION);
        self.free.push(index);
        place.source.take()
    }

    pub(super) fn len(&self) -> usize {
        self.places.len() - self.free.len()
    }
}
