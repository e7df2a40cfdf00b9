//! Programs of the chapter "reactor": an edge that comes once, reads in vain, a thread that nobody drives,
//! and two who read.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::thread;

use longhand::executor::LocalExecutor;
use longhand::net::TcpStream;

use super::world::{World, connected, send};
use super::{eager, forgetful};
use crate::panics;

/// Draft 1: two words come at once, and are read one after the other.
pub fn run_lost() -> String {
    let (ours, peer) = connected();
    let sent_to = ours.try_clone().expect("it is open");
    let socket = forgetful::Socket::new(ours);
    let words = RefCell::new(Vec::new());
    let mut reading = pin!(async {
        loop {
            let mut word = [0; 4];
            let read = forgetful::read(&socket, &mut word).await;
            let read = read.expect("it is open");
            let word = String::from_utf8_lossy(&word[..read]).into_owned();
            words.borrow_mut().push(word);
        }
    });
    let mut cx = Context::from_waker(Waker::noop());
    let mut poll = || {
        let polled: Poll<()> = reading.as_mut().poll(&mut cx);
        assert!(polled.is_pending());
    };
    poll();
    send(&peer, &sent_to, b"pingpong");
    socket.tell();
    poll();
    let mut left = [0; 8];
    let left = sent_to.peek(&mut left).map_or(0, |left| left);
    format!(
        "sent: pingpong\nread: {}\nleft in the socket: {left} bytes\nevents to come: none",
        words.borrow().join(", ")
    )
}

/// Draft 2: how often ten sockets are read in vain, of which one after the other has a word.
pub fn in_vain() -> (usize, usize) {
    let ends: Vec<_> = (0..10).map(|_| connected()).collect();
    let socket = |(ours, _): &(std::net::TcpStream, _)| {
        eager::Socket::new(ours.try_clone().expect("it is open"))
    };
    let sockets: Vec<_> = ends.iter().map(socket).collect();
    let mut words = [[0; 4]; 10];
    let reads = sockets.iter().zip(&mut words);
    let mut reads: Vec<_> = reads
        .map(|(socket, word)| Some(eager::read(socket, word)))
        .collect();
    let mut cx = Context::from_waker(Waker::noop());
    let mut poll_all = || {
        for read in &mut reads {
            if read
                .as_mut()
                .is_some_and(|read| pin!(read).poll(&mut cx).is_ready())
            {
                *read = None;
            }
        }
    };
    poll_all();
    for ((ours, peer), socket) in ends.iter().zip(&sockets) {
        send(peer, ours, b"word");
        socket.tell();
        poll_all();
    }
    let read = reads.iter().filter(|read| read.is_none()).count();
    let in_vain = sockets.iter().map(eager::Socket::in_vain).sum();
    (read, in_vain)
}

/// What that comes to.
pub fn run_in_vain() -> String {
    let (read, in_vain) = in_vain();
    format!("reads that were ready:         {read}\nreads that would have blocked: {in_vain}")
}

/// A socket that is polled where nobody turns a reactor.
pub fn run_undriven() -> String {
    // On a thread of its own, whose reactor asks this operating system.
    let polled = thread::spawn(|| {
        let (ours, _peer) = connected();
        let stream = TcpStream::from_std(ours).expect("it is open");
        let mut word = [0; 4];
        let mut read = pin!(stream.read(&mut word));
        let mut cx = Context::from_waker(Waker::noop());
        panics::catch(|| read.as_mut().poll(&mut cx).map(|read| read.ok()))
    });
    match polled.join().expect("its panic was caught") {
        Ok(answer) => format!("{answer:?}"),
        Err(words) => format!("panicked: {words}"),
    }
}

/// Two tasks that read one socket, to which two words come.
pub fn run_two_readers() -> String {
    let (ours, peer) = connected();
    let sent_to = ours.try_clone().expect("it is open");
    let world = World::default();
    let stream = world.enter(|| TcpStream::from_std(ours));
    let stream = Rc::new(stream.expect("it is open"));
    let log = Rc::<RefCell<String>>::default();
    let say = |words: &str| log.borrow_mut().push_str(&format!("{words}\n"));
    let executor = LocalExecutor::new();
    let tasks = ["ann", "bob"].map(|name| {
        let (stream, log) = (stream.clone(), log.clone());
        executor.spawn(async move {
            log.borrow_mut().push_str(&format!("{name} waits\n"));
            let mut word = [0; 4];
            _ = stream.read(&mut word).await;
            let word = String::from_utf8_lossy(&word);
            log.borrow_mut().push_str(&format!("{name} has {word}\n"));
        })
    });
    executor.run_until_stalled();
    for word in ["ping", "pong"] {
        say(&format!("{word} comes"));
        send(&peer, &sent_to, word.as_bytes());
        world.tell(0);
        executor.run_until_stalled();
    }
    let asleep = tasks.iter().filter(|task| !task.is_finished()).count();
    say(&format!("asleep for ever: {asleep}"));
    log.borrow().clone()
}
