//! [`Portable`]: the poller that asks any operating system, through `polling`.
//!
//! Where the system tells of edges, a socket is registered once, and no wait costs a call to ask. Elsewhere
//! it tells once each time that it is asked to, and then of both directions: whoever waits for the other
//! one tries, would block, and asks again.
//!
//! # Invariants
//!
//! - I1: a socket that was added is deleted before it is closed: only a `Registered` adds one, and
//!   deletes it when it is dropped, before its socket is.
#![expect(
    unsafe_code,
    reason = "a poller must be told of a socket's end before the socket ends"
)]

use alloc::sync::Arc;
use alloc::task::Wake;
use core::cell::Cell;
use core::task::Waker;
use core::time::Duration;
use std::io;

use polling::{Events, PollMode, Poller as Queue};

use super::poller::{Event, Interest, Key, Poller, Socket, Tells};

pub(super) struct Portable {
    queue: Arc<Rouser>,
    tells: Tells,
    events: Cell<Option<Events>>,
}

struct Rouser(Queue);

impl Portable {
    /// One that asks for edges, if it is to and can.
    pub(super) fn new(edges: bool) -> io::Result<Self> {
        let queue = Queue::new()?;
        let tells = if edges && queue.supports_edge() {
            Tells::Edges
        } else {
            Tells::Once
        };
        Ok(Portable {
            queue: Arc::new(Rouser(queue)),
            tells,
            events: Cell::new(None),
        })
    }
}

impl Poller for Portable {
    fn add(&self, socket: Socket<'_>, key: Key) -> io::Result<Tells> {
        let edges = self.tells == Tells::Edges;
        let interest = polling::Event::new(key.0, edges, edges);
        let mode = match self.tells {
            Tells::Edges => PollMode::Edge,
            Tells::Once => PollMode::Oneshot,
        };
        // SAFETY: I1.
        unsafe { self.queue.0.add_with_mode(&socket, interest, mode) }?;
        Ok(self.tells)
    }

    fn delete(&self, socket: Socket<'_>, _: Key) {
        // It fails if the queue has lost it: it is gone in any case.
        drop(self.queue.0.delete(socket));
    }

    fn arm(&self, socket: Socket<'_>, key: Key, interest: Interest) -> io::Result<()> {
        let interest = polling::Event::new(key.0, interest.readable, interest.writable);
        self.queue.0.modify(socket, interest)
    }

    fn wait(&self, limit: Option<Duration>, tell: &mut dyn FnMut(Event)) -> io::Result<()> {
        // A waker may end in here again: that call has a list of its own.
        let mut events = self.events.take().unwrap_or_default();
        events.clear();
        match self.queue.0.wait(&mut events, limit) {
            // A signal came: whoever is woken by it will be polled, the others wait on.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            waited => drop(waited?),
        }
        for event in events.iter() {
            tell(Event {
                key: Key(event.key),
                readable: event.readable || self.tells == Tells::Once,
                writable: event.writable || self.tells == Tells::Once,
                // It does not say that there is an end behind the bytes.
                is_plain: false,
            });
        }
        self.events.set(Some(events));
        Ok(())
    }

    fn waker(&self) -> Waker {
        Waker::from(self.queue.clone())
    }
}

impl Wake for Rouser {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // It fails only if the event queue itself has, which the sleeper will tell.
        drop(self.0.notify());
    }
}
