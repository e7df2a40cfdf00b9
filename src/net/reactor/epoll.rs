//! [`Epoll`]: the poller that asks Linux.
//!
//! A wait is one call. An end of a stream is told apart from its bytes (`RDHUP`), so that after a read
//! that comes short the next need not be tried. Somebody who rouses the thread writes to a counter whose
//! edges come through the same queue, and which nobody reads.

use alloc::sync::Arc;
use alloc::task::Wake;
use alloc::vec::Vec;
use core::cell::Cell;
use core::task::Waker;
use core::time::Duration;
use std::io;

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::event::{EventfdFlags, Timespec, eventfd};
use rustix::fd::OwnedFd;

use super::poller::{Event, Key, Poller, Socket, Tells};

/// So many events at a time.
const EVENTS: usize = 256;

/// The longest limit that every kernel takes: a wait may end early.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

/// What is never a socket's key.
const ROUSED: u64 = usize::MAX as u64;

pub(super) struct Epoll {
    queue: OwnedFd,
    rouser: Arc<Rouser>,
    events: Cell<Vec<epoll::Event>>,
}

struct Rouser(OwnedFd);

impl Epoll {
    pub(super) fn new() -> io::Result<Self> {
        let queue = epoll::create(CreateFlags::CLOEXEC)?;
        let rouser = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let flags = EventFlags::IN | EventFlags::ET;
        epoll::add(&queue, &rouser, EventData::new_u64(ROUSED), flags)?;
        Ok(Epoll {
            queue,
            rouser: Arc::new(Rouser(rouser)),
            events: Cell::default(),
        })
    }
}

impl Poller for Epoll {
    fn add(&self, socket: Socket<'_>, Key(key): Key) -> io::Result<Tells> {
        let all = EventFlags::IN | EventFlags::OUT | EventFlags::RDHUP | EventFlags::PRI;
        let data = EventData::new_u64(key as u64);
        epoll::add(&self.queue, socket, data, all | EventFlags::ET)?;
        Ok(Tells::Edges)
    }

    fn delete(&self, socket: Socket<'_>, _: Key) {
        // It fails if the queue has lost it: it is gone in any case.
        let _ = epoll::delete(&self.queue, socket);
    }

    fn wait(&self, limit: Option<Duration>, tell: &mut dyn FnMut(Event)) -> io::Result<()> {
        let limit = limit.map(|limit| Timespec::try_from(limit.min(LONGEST)));
        let limit = limit.transpose().map_err(io::Error::other)?;
        // A waker may end in here again: that call has a list of its own.
        let mut events = self.events.take();
        events.clear();
        events.reserve(EVENTS);
        match epoll::wait(&self.queue, spare_capacity(&mut events), limit.as_ref()) {
            // A signal came: whoever is woken by it will be polled, the others wait on.
            Err(rustix::io::Errno::INTR) => {}
            waited => drop(waited?),
        }
        for event in &events {
            let (flags, key) = (event.flags, event.data.u64());
            if key != ROUSED {
                tell(told(Key(key as usize), flags));
            }
        }
        self.events.set(events);
        Ok(())
    }

    fn waker(&self) -> Waker {
        Waker::from(self.rouser.clone())
    }
}

fn told(key: Key, flags: EventFlags) -> Event {
    let over = EventFlags::HUP | EventFlags::ERR;
    let more = EventFlags::RDHUP | EventFlags::PRI | over;
    Event {
        key,
        readable: flags.intersects(EventFlags::IN | more),
        writable: flags.intersects(EventFlags::OUT | over),
        is_plain: !flags.intersects(more),
    }
}

impl Wake for Rouser {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // It fails if it was called as often as a counter can count: then the last edge is on its way.
        let _ = rustix::io::write(&self.0, &1_u64.to_ne_bytes());
    }
}
