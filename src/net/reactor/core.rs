//! [`Core`]: a poller, and the sockets that it tells of.

use alloc::boxed::Box;
use alloc::rc::Rc;
use core::cell::RefCell;
use core::panic::AssertUnwindSafe;
use core::task::Waker;
use core::time::Duration;
use std::io;
use std::panic::{catch_unwind, resume_unwind};

use super::poller::{Event, Key, Poller, Socket, Tells};
use super::source::{Source, Sources};
use crate::driver::Driver;

/// No waker is woken or dropped while `sources` is borrowed: each may make and drop sockets.
pub(super) struct Core {
    poller: Box<dyn Poller>,
    sources: RefCell<Sources>,
    /// Whether it is one that [`Reactor::new`](super::Reactor::new) was given: its owner turns it.
    is_own: bool,
}

impl Core {
    pub(super) fn new(poller: Box<dyn Poller>, is_own: bool) -> Rc<Self> {
        Rc::new(Core {
            poller,
            sources: RefCell::default(),
            is_own,
        })
    }

    /// Takes in a socket; if it cannot be told of, nothing of it stays.
    pub(super) fn add(&self, socket: Socket<'_>, source: Rc<Source>) -> io::Result<(Key, Tells)> {
        let key = self.sources.borrow_mut().insert(source)?;
        let added = self.poller.add(socket, key);
        if added.is_err() {
            self.sources.borrow_mut().remove(key);
        }
        added.map(|tells| (key, tells))
    }

    pub(super) fn delete(&self, socket: Socket<'_>, key: Key) {
        let removed = self.sources.borrow_mut().remove(key);
        self.poller.delete(socket, key);
        drop(removed);
    }

    pub(super) fn arm(&self, socket: Socket<'_>, key: Key, source: &Source) -> io::Result<()> {
        self.poller.arm(socket, key, source.interest())
    }

    /// Panics if nobody would ever turn it.
    #[inline]
    #[track_caller]
    pub(super) fn expect_turned(&self) {
        if !self.is_own {
            Driver::expect_driven("a socket");
        }
    }

    /// How many sockets there are.
    pub(super) fn len(&self) -> usize {
        self.sources.borrow().len()
    }

    pub(super) fn waker(&self) -> Waker {
        self.poller.waker()
    }

    /// Waits for events, and wakes whoever waits for them.
    pub(super) fn turn(&self, limit: Option<Duration>) {
        // An edge comes once: a waker that panics must not keep the others from theirs.
        let mut panicked = None;
        let mut wake = |waker: Waker| {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| waker.wake())) {
                panicked.get_or_insert(panic);
            }
        };
        let mut tell = |event: Event| {
            let told = match self.sources.borrow().get(event.key) {
                Some(source) => source.tell(event),
                None => return, // its socket was dropped, and the event is late
            };
            let (reader, writer) = told;
            if let Some(reader) = reader {
                wake(reader);
            }
            if let Some(writer) = writer {
                wake(writer);
            }
        };
        if let Err(error) = self.poller.wait(limit, &mut tell) {
            panic!("the operating system's event queue failed: {error}");
        }
        if let Some(panic) = panicked {
            resume_unwind(panic);
        }
    }
}
