//! [`Reactor`]: asks the operating system what has happened, and wakes who waits for it.
//!
//! # Invariants
//!
//! - I1: a socket is registered with the poller for as long as its [`Registered`] lives: it is
//!   deleted before it is closed.
#![expect(
    unsafe_code,
    reason = "a poller must be told of a socket's end before the socket ends"
)]

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::sync::Arc;
use core::cell::{Cell, RefCell};
use core::panic::AssertUnwindSafe;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::io;
use std::panic::{catch_unwind, resume_unwind};
use std::thread_local;

use polling::{AsRawSource, AsSource, Event, Events, PollMode, Poller};

use crate::driver::Driver;
use crate::park::{Rouse, Sleep};

thread_local! {
    static REACTOR: RefCell<Option<Rc<Reactor>>> = const { RefCell::new(None) };
}

/// The sockets of a thread.
struct Reactor {
    poller: Arc<Poller>,
    events: Cell<Option<Events>>,
    sources: RefCell<BTreeMap<usize, Rc<Source>>>,
    registered: Cell<usize>,
}

/// What is known of a socket.
#[derive(Default)]
struct Source {
    reading: Readiness,
    writing: Readiness,
}

/// What is known of one direction of a socket.
pub(super) struct Readiness {
    /// Whether an operation is worth a try. It is until one would block, and again after an event.
    ready: Cell<bool>,
    waiting: Cell<Option<Waker>>,
}

/// A socket that the reactor knows. Dropped, it is forgotten, and then closed.
pub(super) struct Registered<S: AsSource> {
    socket: S,
    key: usize,
    source: Rc<Source>,
    reactor: Rc<Reactor>,
}

impl Reactor {
    /// This thread's, made at the first call, from when on the thread sleeps in it.
    fn current() -> io::Result<Rc<Reactor>> {
        if let Some(reactor) = REACTOR.with_borrow(Option::clone) {
            return Ok(reactor);
        }
        let reactor = Rc::new(Reactor {
            poller: Arc::new(Poller::new()?),
            events: Cell::new(None),
            sources: RefCell::default(),
            registered: Cell::new(0),
        });
        REACTOR.set(Some(reactor.clone()));
        Driver::sleep_in(reactor.clone());
        Ok(reactor)
    }

    /// The source of a key; none if its socket is gone and the event is late.
    fn source(&self, key: usize) -> Option<Rc<Source>> {
        self.sources.borrow().get(&key).cloned()
    }
}

impl Sleep for Reactor {
    fn sleep(&self, limit: Option<Duration>) {
        // A waker may end in here again: that call has a list of its own.
        let mut events = self.events.take().unwrap_or_default();
        events.clear();
        match self.poller.wait(&mut events, limit) {
            Ok(_) => {}
            // A signal came: whoever is woken by it will be polled, the others wait on.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => panic!("the operating system's event queue failed: {error}"),
        }
        // An edge comes once: a waker that panics must not keep the others from theirs.
        let mut panicked = None;
        let mut wake = |direction: &Readiness| {
            let woken = catch_unwind(AssertUnwindSafe(|| direction.set_ready()));
            panicked = panicked.take().or(woken.err());
        };
        for event in events.iter() {
            if let Some(source) = self.source(event.key) {
                if event.readable {
                    wake(&source.reading);
                }
                if event.writable {
                    wake(&source.writing);
                }
            }
        }
        self.events.set(Some(events));
        if let Some(panic) = panicked {
            resume_unwind(panic);
        }
    }

    fn rouse(&self) -> Arc<dyn Rouse> {
        self.poller.clone()
    }
}

impl Rouse for Poller {
    fn rouse(&self) {
        // It fails only if the event queue itself has, which the sleeper will tell.
        drop(self.notify());
    }
}

impl<S: AsSource> Registered<S>
where
    for<'a> &'a S: AsRawSource,
{
    /// Makes a nonblocking socket known to this thread's reactor.
    pub(super) fn new(socket: S) -> io::Result<Self> {
        let reactor = Reactor::current()?;
        let key = reactor.registered.get();
        reactor.registered.set(key + 1);
        let source = Rc::new(Source::default());
        reactor.sources.borrow_mut().insert(key, source.clone());
        let registered = Registered {
            socket,
            key,
            source,
            reactor,
        };
        let poller = &registered.reactor.poller;
        let interest = Event::all(key);
        // SAFETY: I1, `registered` deletes it before it is closed.
        unsafe { poller.add_with_mode(&registered.socket, interest, PollMode::Edge) }?;
        Ok(registered)
    }
}

impl<S: AsSource> Registered<S> {
    pub(super) fn socket(&self) -> &S {
        &self.socket
    }

    pub(super) fn reading(&self) -> &Readiness {
        &self.source.reading
    }

    pub(super) fn writing(&self) -> &Readiness {
        &self.source.writing
    }
}

impl<S: AsSource> Drop for Registered<S> {
    fn drop(&mut self) {
        self.reactor.sources.borrow_mut().remove(&self.key);
        // It fails if the socket was never added, or the poller has lost it: it is gone in any case.
        drop(self.reactor.poller.delete(self.socket.source()));
    }
}

impl Readiness {
    fn set_ready(&self) {
        self.ready.set(true);
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }

    /// Tries `operation` if it may succeed; if it would block, waits for the next event.
    #[track_caller]
    pub(super) fn poll<T>(
        &self,
        cx: &mut Context<'_>,
        mut operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        loop {
            while self.ready.get() {
                match operation() {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                        self.ready.set(false)
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    done => return Poll::Ready(done),
                }
            }
            Driver::expect_driven("a socket");
            let (waker, old) = match self.waiting.take() {
                Some(known) if known.will_wake(cx.waker()) => (known, None),
                old => (cx.waker().clone(), old),
            };
            self.waiting.set(Some(waker));
            drop(old); // may run code of its owner's, and let an event in
            if !self.ready.get() {
                return Poll::Pending;
            }
        }
    }
}

impl Default for Readiness {
    fn default() -> Self {
        Readiness {
            ready: Cell::new(true),
            waiting: Cell::new(None),
        }
    }
}
