//! [`Outside`]: a poller that tells what a test says and when, and checks what it is asked.

use core::cell::{Cell, RefCell};
use core::net::{Ipv4Addr, SocketAddr};
use core::task::{Poll, Waker};
use core::time::Duration;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::TcpStream as Peer;
use std::rc::Rc;

use longhand::net::{Event, Interest, Key, Poller, Reactor, Socket, TcpListener, TcpStream, Tells};

use super::probe::Probe;

/// What a reactor has told, and is told.
pub(crate) struct Outside {
    tells: Tells,
    /// Those that are known, and what they have asked for.
    known: RefCell<BTreeMap<Key, Option<Interest>>>,
    coming: RefCell<VecDeque<Event>>,
    refuses: Cell<bool>,
    armed: Cell<usize>,
    last: Cell<Option<Key>>,
}

/// A reactor with nobody but a test outside.
pub(crate) struct Scene {
    pub(crate) outside: Rc<Outside>,
    pub(crate) reactor: Reactor,
}

impl Scene {
    pub(crate) fn new(tells: Tells) -> Self {
        let outside = Rc::new(Outside {
            tells,
            known: RefCell::default(),
            coming: RefCell::default(),
            refuses: Cell::new(false),
            armed: Cell::new(0),
            last: Cell::new(None),
        });
        let reactor = Reactor::new(outside.clone());
        Scene { outside, reactor }
    }

    /// A stream that knows that a read would block, its key, and its peer.
    pub(crate) fn pair(&self) -> (TcpStream, Key, Peer) {
        self.reactor.enter(|| {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback");
            let peer = connect(listener.local_addr().expect("it is bound"));
            let Poll::Ready(accepted) = Probe::new(listener.accept()).poll() else {
                panic!("loopback has connected before `connect` returned");
            };
            let (stream, _) = accepted.expect("somebody connects");
            let key = self.outside.last();
            assert!(Probe::new(stream.read(&mut [0])).poll().is_pending());
            (stream, key, peer)
        })
    }

    /// An event comes, and is let in.
    pub(crate) fn tell(&self, event: Event) {
        self.outside.coming.borrow_mut().push_back(event);
        self.reactor.turn(Some(Duration::ZERO));
    }
}

fn connect(address: SocketAddr) -> Peer {
    Peer::connect(address).expect("it listens")
}

/// Something can be read, and maybe there is more to it.
pub(crate) fn readable(key: Key) -> Event {
    Event {
        key,
        readable: true,
        writable: false,
        is_plain: false,
    }
}

/// Something can be read, and that is all.
pub(crate) fn plainly_readable(key: Key) -> Event {
    Event {
        is_plain: true,
        ..readable(key)
    }
}

impl Outside {
    pub(crate) fn refuse(&self, refuses: bool) {
        self.refuses.set(refuses);
    }

    /// How many sockets are known.
    pub(crate) fn known(&self) -> usize {
        self.known.borrow().len()
    }

    /// The key that was added last.
    pub(crate) fn last(&self) -> Key {
        self.last.get().expect("one was added")
    }

    /// What it was last asked to tell of this socket, and has not told.
    pub(crate) fn asked(&self, key: Key) -> Option<Interest> {
        self.known.borrow()[&key]
    }

    /// How often somebody has asked to be told.
    pub(crate) fn armed(&self) -> usize {
        self.armed.get()
    }

    fn next(&self) -> Option<Event> {
        self.coming.borrow_mut().pop_front()
    }

    /// Comes when the thread has nothing to poll.
    pub(crate) fn later(&self, event: Event) {
        self.coming.borrow_mut().push_back(event);
    }

    /// What is told of what happens, if anything.
    fn filter(&self, event: Event) -> Option<Event> {
        if self.tells == Tells::Edges {
            return Some(event);
        }
        let asked = self.known.borrow_mut().get_mut(&event.key)?.take()?;
        let is_asked = asked.readable && event.readable || asked.writable && event.writable;
        let both = Event {
            readable: true,
            writable: true,
            ..event
        };
        is_asked.then_some(both)
    }
}

impl Poller for Outside {
    fn add(&self, socket: Socket<'_>, key: Key) -> io::Result<Tells> {
        if self.refuses.get() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        assert!(is_open(socket), "a socket is added that is closed");
        let before = self.known.borrow_mut().insert(key, None);
        assert!(before.is_none(), "two sockets have one key");
        self.last.set(Some(key));
        Ok(self.tells)
    }

    fn delete(&self, socket: Socket<'_>, key: Key) {
        assert!(is_open(socket), "a socket was closed before it is deleted");
        let known = self.known.borrow_mut().remove(&key);
        assert!(known.is_some(), "a socket is deleted that is not known");
    }

    fn arm(&self, socket: Socket<'_>, key: Key, interest: Interest) -> io::Result<()> {
        assert!(is_open(socket), "a socket waits that is closed");
        assert_eq!(self.tells, Tells::Once, "who tells of edges is asked");
        assert!(interest.readable || interest.writable, "for nothing");
        self.armed.set(self.armed.get() + 1);
        let mut known = self.known.borrow_mut();
        *known.get_mut(&key).expect("a socket waits that is known") = Some(interest);
        Ok(())
    }

    fn wait(&self, limit: Option<Duration>, tell: &mut dyn FnMut(Event)) -> io::Result<()> {
        let mut told = false;
        while let Some(event) = self.next() {
            told = true;
            self.filter(event).into_iter().for_each(&mut *tell);
        }
        assert!(told || limit.is_some(), "nothing is left to happen");
        Ok(())
    }

    fn waker(&self) -> Waker {
        Waker::noop().clone()
    }
}

fn is_open(socket: Socket<'_>) -> bool {
    socket.try_clone_to_owned().is_ok()
}
