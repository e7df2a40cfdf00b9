//! Programs of the chapter "spawn": servers to which `ann` connects and says nothing, and `bob` does and
//! says something.

use std::fmt::Debug;
use std::future::Future;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use longhand::channel::oneshot::oneshot;
use longhand::executor::LocalExecutor;
use longhand::net::TcpListener;
use longhand::time::ManualClock;

use super::echo::{Shared, echo};
use super::server::Limits;
use super::{one_by_one, server};
use crate::reactors::world::{World, connect, has_come, listener};

/// Nothing moves for so long.
const IDLE: Duration = Duration::from_secs(60);

/// A server that runs, its two clients, and what came of it so far.
struct Run {
    world: World,
    clock: ManualClock,
    executor: LocalExecutor<'static>,
    /// The server's, to see who has come.
    listener: Option<std::net::TcpListener>,
    log: String,
}

impl Run {
    /// Makes a server of a listener, and has it wait.
    fn new<S>(server: impl FnOnce(TcpListener) -> S) -> (Self, longhand::task::Task<S::Output>)
    where
        S: Future + 'static,
    {
        let mut run = Run {
            world: World::default(),
            clock: ManualClock::new(),
            executor: LocalExecutor::new(),
            listener: None,
            log: String::new(),
        };
        let listener = listener();
        run.listener = listener.try_clone().ok();
        let listener = run.world.enter(|| TcpListener::from_std(listener));
        let task = run.executor.spawn(server(listener.expect("it is open")));
        run.stall();
        (run, task)
    }

    fn stall(&self) {
        let stall = || self.executor.run_until_stalled();
        self.world.enter(|| self.clock.enter(stall));
    }

    /// Somebody comes, and says this.
    fn come(&mut self, name: &str, says: &str) -> TcpStream {
        let peer = connect(self.listener.as_ref().expect("it listens"));
        peer.set_nonblocking(true).expect("it is open");
        (&peer).write_all(says.as_bytes()).expect("it is open");
        self.say(&format!("{name} connects and says {says:?}"));
        self.world.tell(0);
        self.stall();
        peer
    }

    fn say(&mut self, words: &str) {
        self.log.push_str(words);
        self.log.push('\n');
    }

    /// Notes what somebody hears.
    fn hear(&mut self, name: &str, mut peer: &TcpStream) {
        let mut words = [0; 64];
        let heard = match peer.read(&mut words) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => "nothing".to_owned(),
            Err(error) => error.to_string(),
            Ok(0) => "that it is over".to_owned(),
            Ok(read) => format!("{:?}", String::from_utf8_lossy(&words[..read])),
        };
        self.say(&format!("{name} hears {heard}"));
    }

    fn pass(&mut self, duration: Duration) {
        self.say(&format!("{} s pass", duration.as_secs()));
        self.clock.advance(duration);
        self.stall();
    }
}

/// Both come to a server that serves one after the other.
pub fn run_one_by_one() -> String {
    let shared = Shared::new(IDLE);
    let connection = move |stream| echo(stream, shared.clone());
    let (mut run, _server) = Run::new(|listener| one_by_one::serve(listener, connection));
    let ann = run.come("ann", "");
    let bob = run.come("bob", "hello");
    run.hear("bob", &bob);
    run.say("ann hangs up");
    drop(ann);
    run.world.tell_end(1);
    run.stall();
    has_come(&bob);
    run.hear("bob", &bob);
    run.log
}

fn limits(connections: usize) -> Limits {
    Limits {
        connections,
        idle: IDLE,
        grace: Duration::from_secs(10),
    }
}

/// Makes the server of `examples`, with so many places, and what stops it.
macro_rules! spawning {
    ($connections:expr, $stop:expr) => {{
        let (shared, limits) = (Shared::new(IDLE), limits($connections));
        let connection = move |stream| echo(stream, shared.clone());
        Run::new(|listener| server::longhand::serve(listener, $stop, limits, connection))
    }};
}

/// Both come to the server that spawns.
pub fn run_spawning() -> String {
    let (_stop, stopped) = oneshot();
    let (mut run, _server) = spawning!(2, stopped);
    let _ann = run.come("ann", "");
    let bob = run.come("bob", "hello");
    has_come(&bob);
    run.hear("bob", &bob);
    run.log
}

/// There is one place, and `ann` has it until nothing has moved for a minute.
pub fn run_idle() -> String {
    let (_stop, stopped) = oneshot();
    let (mut run, _server) = spawning!(1, stopped);
    let ann = run.come("ann", "");
    let bob = run.come("bob", "hello");
    run.hear("bob", &bob);
    run.pass(IDLE);
    has_come(&ann);
    run.hear("ann", &ann);
    has_come(&bob);
    run.hear("bob", &bob);
    run.log
}

/// A server is told to stop while both are there; `bob` hangs up, and `ann` does not.
pub fn run_stopped() -> String {
    let (stop, stopped) = oneshot();
    let (mut run, server) = spawning!(2, stopped);
    let ann = run.come("ann", "");
    let bob = run.come("bob", "");
    run.say("stop");
    run.listener = None; // the server's own is the last
    _ = stop.send(());
    run.stall();
    let late = TcpStream::connect(ann.peer_addr().expect("it is connected"));
    run.say(&format!("cleo connects: {}", outcome(late)));
    run.say("bob hangs up");
    drop(bob);
    run.world.tell_end(2);
    run.stall();
    run.pass(Duration::from_secs(10));
    let served = run.executor.run(server);
    run.say(&format!("{served:?}"));
    run.log
}

fn outcome<T: Debug>(result: std::io::Result<T>) -> String {
    match result {
        Ok(_) => "accepted".to_owned(),
        Err(error) => format!("{:?}", error.kind()),
    }
}
