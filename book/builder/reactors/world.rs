//! [`World`]: sockets of this machine, and a reactor whose events come when a script says so.

use std::cell::RefCell;
use std::future::Future;
use std::io::{self, Write};
use std::mem;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::rc::Rc;
use std::task::Waker;
use std::time::Duration;

use longhand::executor::LocalExecutor;
use longhand::net::{Event, Key, Poller, Reactor, Socket, Tells};
use longhand::time::ManualClock;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fd::AsFd;

use crate::recording::{Event as Told, Outside, Recording};
use crate::told;

/// A poller that tells what it was given to tell.
#[derive(Default)]
struct Script {
    /// The sockets, in the order in which they were made.
    keys: RefCell<Vec<Key>>,
    events: RefCell<Vec<Event>>,
}

impl Poller for Script {
    fn add(&self, _: Socket<'_>, key: Key) -> io::Result<Tells> {
        self.keys.borrow_mut().push(key);
        Ok(Tells::Edges)
    }

    fn delete(&self, _: Socket<'_>, _: Key) {}

    fn wait(&self, _: Option<Duration>, tell: &mut dyn FnMut(Event)) -> io::Result<()> {
        let events = mem::take(&mut *self.events.borrow_mut());
        events.into_iter().for_each(tell);
        Ok(())
    }

    fn waker(&self) -> Waker {
        Waker::noop().clone()
    }
}

/// A reactor, and the script of its events.
#[derive(Clone)]
pub struct World {
    script: Rc<Script>,
    reactor: Reactor,
}

impl Default for World {
    fn default() -> Self {
        let script = Rc::<Script>::default();
        let reactor = Reactor::new(script.clone());
        World { script, reactor }
    }
}

impl World {
    /// Runs `body` with its reactor.
    pub fn enter<R>(&self, body: impl FnOnce() -> R) -> R {
        self.reactor.enter(body)
    }

    /// The operating system says that a socket, counted from nought, can be read.
    pub fn tell(&self, socket: usize) {
        self.tell_event(socket, true);
    }

    /// The same, and that the peer has no more to say.
    pub fn tell_end(&self, socket: usize) {
        self.tell_event(socket, false);
    }

    fn tell_event(&self, socket: usize, is_plain: bool) {
        let key = self.script.keys.borrow()[socket];
        self.script.events.borrow_mut().push(Event {
            key,
            readable: true,
            writable: false,
            is_plain,
        });
        told::by(Outside::System, || self.reactor.turn(Some(Duration::ZERO)));
    }
}

const MILLISECOND: Duration = Duration::from_millis(1);

/// Something that happens outside.
pub type Deed = Box<dyn FnOnce()>;

/// Records a task, `main`. Whenever nobody can run, the next deed comes, a millisecond later.
pub fn played<T: 'static>(
    main: impl Future<Output = T> + 'static,
    deeds: impl IntoIterator<Item = Deed>,
) -> Recording {
    let mut recording = told::record(|| {
        let (clock, executor) = (ManualClock::new(), LocalExecutor::new());
        clock.enter(|| {
            let main = executor.spawn(told::spawned("main", main));
            let mut deeds = deeds.into_iter();
            executor.run_until_stalled();
            while !main.is_finished() {
                let Some(deed) = deeds.next() else {
                    return told::say(Told::Hang);
                };
                told::sleep(MILLISECOND);
                told::by(Outside::Clock, || clock.advance(MILLISECOND));
                deed();
                executor.run_until_stalled();
            }
        });
    });
    // A deed that wakes nobody ends no sleep.
    recording
        .events
        .dedup_by(|later, sleep| match (later, sleep) {
            (Told::Sleep { milliseconds: more }, Told::Sleep { milliseconds }) => {
                *milliseconds += *more;
                true
            }
            _ => false,
        });
    recording
}

/// Listens on a port of this machine.
pub fn listener() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a loopback")
}

/// Both ends of a connection, the first of them nonblocking.
pub fn connected() -> (TcpStream, TcpStream) {
    let listener = listener();
    let peer = connect(&listener);
    let (ours, _) = listener.accept().expect("somebody connects");
    ours.set_nonblocking(true).expect("it is open");
    (ours, peer)
}

/// Connects, and waits until that has come.
pub fn connect(listener: &TcpListener) -> TcpStream {
    let address = listener.local_addr().expect("it listens");
    let peer = TcpStream::connect(address).expect("it listens");
    has_come(listener);
    peer
}

/// Sends from `peer`, and waits until that has come.
pub fn send(mut peer: &TcpStream, ours: &TcpStream, bytes: &[u8]) {
    peer.write_all(bytes).expect("it is connected");
    has_come(ours);
}

/// Waits until a socket can be read.
pub fn has_come(socket: &impl AsFd) {
    let mut sockets = [PollFd::new(socket, PollFlags::IN)];
    poll(&mut sockets, None).expect("the socket is open");
}
