//! What went wrong in reactors and servers of other crates, and the test here that would notice it. What
//! runs for long, needs many sockets, or needs all of them, is in `tests/soak`.
//!
//! | fault                                             | seen in                            | noticed by                                              |
//! |---------------------------------------------------|------------------------------------|---------------------------------------------------------|
//! | R1 no more descriptors, and accept spins          | tokio#3529, hyper#1358, libuv#690  | below; `soak::the_limit_of_descriptors_is_reached_and_survived` |
//! | R2 an event that is none, or an operation that is interrupted | mio, libuv             | `scripted::an_event_that_tells_too_much_costs_one_attempt`; an operation that is interrupted is tried again at once, a connection aborted before it is accepted is passed over: loopback has neither |
//! | R3 an edge, or the one event, is lost             | tokio#6134                         | below; `scripted::two_sockets_and_a_timer_lose_nothing_in_any_order_of_events` |
//! | R4 a late event reaches another socket; an entry leaks | mio 2024-0019, tokio#6329     | below; `scripted::a_reactor_that_refuses_a_socket_keeps_nothing_of_it` |
//! | R5 a half-closed stream is cut off                |                                    | `streams::a_half_closed_stream_is_drained_and_then_ends`, `soak` |
//! | R6 a reset while it writes is a signal, or nothing |                                   | `streams::a_peer_that_resets_is_an_error`, `writing_to_a_peer_that_is_gone_is_an_error`, `soak` |
//! | R7 a peer that is slow, or never reads            |                                    | below; `soak`                                           |
//! | R8 closed before it is deregistered; two tasks, one waker |                            | every `Outside` asserts the first; `streams::reading_and_writing_wait_at_the_same_time`, `scripted::each_direction_is_told_for_itself` |
//! | R9 a wake from another thread is missed           |                                    | `driving::a_wake_from_another_thread_ends_the_sleep`, `tests/loom_run.rs`; below, in another reactor |
//! | R10 parts of reads and writes, and none of them   |                                    | `streams::reads_may_be_smaller_than_writes_and_the_other_way_round`, below; `soak` |
//! | R11 a program that is started inherits the socket |                                    | below                                                   |
//! | R12 more connections than the backlog, and closed at once |                            | `connecting::many_connections_are_accepted`, `a_connection_that_is_closed_before_it_is_accepted_has_ended`, `soak` |
//! | R13 a connection panics                           |                                    | below; `soak::a_connection_that_panics_harms_no_other`  |

use core::future::Future;
use core::net::Ipv4Addr;
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::net::Shutdown;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Wake;
use std::thread::{self, Thread};

use longhand::LocalExecutor;
use longhand::channel::oneshot::oneshot;
use longhand::net::{Event, Key, Poller, Reactor, Socket, TcpStream, Tells, UdpSocket};
use longhand::time::sleep;
use socket2::SockRef;

use super::loopback::{fill, listen, look_outside, pair, poll_once, run};
use super::on_every_reactor;
use crate::support::actor::{Actor, Deed};
use crate::support::outside::{Scene, readable};
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::sockets::Sockets;
use crate::support::spelling::ByHand;

on_every_reactor!(
    r3_bytes_and_the_end_that_come_at_once_are_both_told,
    r3_an_urgent_byte_hides_none_that_follow,
    r3_the_end_of_this_side_is_told_to_whoever_reads,
    r4_a_late_event_finds_nobody_in_a_place_that_is_used_again,
    r7_a_peer_that_never_reads_makes_writes_wait_and_no_more,
    r10_what_is_empty_is_done_at_once,
    r10_several_buffers_are_filled_and_sent_in_order,
    r10_datagrams_are_whole_and_say_from_whom,
    r13_a_task_that_panics_over_its_socket_closes_it_and_harms_no_other,
);

fn r3_bytes_and_the_end_that_come_at_once_are_both_told<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let mut buffer = [0; 8];
    let waiting = poll_once::<S, _>(&Actor::new(), Box::pin(S::read(&stream, &mut buffer)));
    assert!(waiting.is_pending());
    peer.write_all(b"last").expect("it is connected");
    peer.shutdown(Shutdown::Write).expect("it is connected");
    // One event tells of both, and the first read comes short.
    look_outside::<S>();
    let read = run::<S, _>(S::read(&stream, &mut buffer)).expect("it is connected");
    assert_eq!(&buffer[..read], b"last");
    let read = run::<S, _>(S::read(&stream, &mut buffer)).expect("it is connected");
    assert_eq!(read, 0);
}

fn r3_an_urgent_byte_hides_none_that_follow<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let waiting = poll_once::<S, _>(&Actor::new(), Box::pin(S::read(&stream, &mut [0; 8])));
    assert!(waiting.is_pending());
    peer.write_all(b"ab").expect("it is connected");
    let urgent = SockRef::from(&peer).send_out_of_band(b"!");
    assert_eq!(urgent.expect("it is connected"), 1);
    peer.write_all(b"cd").expect("it is connected");
    // A read ends at the mark, and comes short though there is more.
    look_outside::<S>();
    let mut all = [0; 4];
    run::<S, _>(S::read_exact(&stream, &mut all)).expect("it is connected");
    assert_eq!(&all, b"abcd");
}

fn r3_the_end_of_this_side_is_told_to_whoever_reads<S: Sockets>() {
    let (stream, _peer) = pair::<S>();
    let ending = async {
        S::yield_now().await; // the read waits
        stream.shutdown(Shutdown::Read)
    };
    let mut buffer = [0; 8];
    let (read, ended) = run::<S, _>(S::join((S::read(&stream, &mut buffer), ending)));
    assert_eq!(read.expect("it is an end"), 0);
    assert!(ended.is_ok());
}

fn r4_a_late_event_finds_nobody_in_a_place_that_is_used_again<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    let (gone, old, _peer) = scene.pair();
    drop(gone);
    // Whoever comes next is given the place that came free last.
    let bound = || UdpSocket::bind((Ipv4Addr::LOCALHOST, 0));
    let socket = scene.reactor.enter(bound).expect("a loopback");
    let new = scene.outside.last();
    let place = |Key(key)| key & (usize::MAX >> (usize::BITS / 2));
    assert_eq!((place(old), old == new), (place(new), false));
    let actor = Actor::new();
    let waiting = actor.poll(Box::pin(S::recv_from(&socket, &mut [0; 8])));
    assert!(waiting.is_pending());
    for key in [old, Key(usize::MAX), Key(1 << 20)] {
        scene.tell(readable(key));
    }
    assert_eq!(actor.times(Deed::Wake), 0);
    scene.tell(readable(new));
    assert_eq!(actor.times(Deed::Wake), 1);
}

fn r7_a_peer_that_never_reads_makes_writes_wait_and_no_more<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let filled = fill::<S>(&stream, &[b'-'; 65_536]);
    let late = S::timeout(
        S::sleep(Duration::from_millis(1)),
        S::write_all(&stream, b"x"),
    );
    assert!(run::<S, _>(late).is_err());
    // The other direction goes on, and nothing was written in vain.
    peer.write_all(b"talk").expect("it is connected");
    let mut talk = [0; 4];
    run::<S, _>(S::read_exact(&stream, &mut talk)).expect("it is connected");
    assert_eq!(&talk, b"talk");
    drop(stream);
    assert_eq!(peer.read_to_end(&mut Vec::new()).ok(), Some(filled));
}

fn r10_what_is_empty_is_done_at_once<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    peer.write_all(b"come").expect("it is connected");
    assert!(matches!(
        Probe::new(S::read(&stream, &mut [])).poll(),
        Poll::Ready(Ok(0))
    ));
    assert!(matches!(
        Probe::new(S::write(&stream, &[])).poll(),
        Poll::Ready(Ok(0))
    ));
    assert!(matches!(
        Probe::new(S::read_exact(&stream, &mut [])).poll(),
        Poll::Ready(Ok(()))
    ));
    assert!(matches!(
        Probe::new(S::write_all(&stream, &[])).poll(),
        Poll::Ready(Ok(()))
    ));
    let mut nothing = [IoSliceMut::new(&mut []), IoSliceMut::new(&mut [])];
    let read = Probe::new(S::read_vectored(&stream, &mut nothing)).poll();
    assert!(matches!(read, Poll::Ready(Ok(0))));
    let written = Probe::new(S::write_vectored(&stream, &[])).poll();
    assert!(matches!(written, Poll::Ready(Ok(0))));
    let read = run::<S, _>(S::read(&stream, &mut [0; 8])).expect("it is connected");
    assert_eq!(read, 4);
}

fn r10_several_buffers_are_filled_and_sent_in_order<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    peer.write_all(b"onetwo!").expect("it is connected");
    let (mut one, mut two) = ([0; 3], [0; 5]);
    let mut buffers = [IoSliceMut::new(&mut one), IoSliceMut::new(&mut two)];
    let read = run::<S, _>(S::read_vectored(&stream, &mut buffers)).expect("it is connected");
    assert_eq!((read, &one, &two), (7, b"one", b"two!\0"));
    let slices = [
        IoSlice::new(b"three"),
        IoSlice::new(&[]),
        IoSlice::new(b"four"),
    ];
    let written = run::<S, _>(S::write_vectored(&stream, &slices)).expect("it is connected");
    assert_eq!(written, 9);
    let mut come = [0; 9];
    peer.read_exact(&mut come).expect("it is written");
    assert_eq!(&come, b"threefour");
}

fn r10_datagrams_are_whole_and_say_from_whom<S: Sockets>() {
    let bind = || UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a loopback");
    let (here, there) = (bind(), bind());
    let address = |socket: &UdpSocket| socket.local_addr().expect("it is bound");
    let (mut first, mut second) = ([9; 4], [9; 4]);
    let receiving = async {
        let first = S::recv_from(&there, &mut first).await;
        let second = S::recv_from(&there, &mut second).await;
        (first.ok(), second.ok())
    };
    let sending = async {
        let none = S::send_to(&here, &[], address(&there)).await;
        let cut = S::send_to(&here, b"too long", address(&there)).await;
        (none.ok(), cut.ok())
    };
    let (received, sent) = run::<S, _>(S::join((receiving, sending)));
    let from = address(&here);
    assert_eq!(received, (Some((0, from)), Some((4, from))));
    assert_eq!((sent, &second), ((Some(0), Some(8)), b"too "));
}

fn r13_a_task_that_panics_over_its_socket_closes_it_and_harms_no_other<S: Sockets>() {
    let (doomed, mut doomeds_peer) = pair::<S>();
    let (stream, mut peer) = pair::<S>();
    let executor = LocalExecutor::new();
    let panicking = executor.spawn(async move {
        let read = S::read(&doomed, &mut [0; 8]).await;
        panic!("{read:?} of {doomed:?}")
    });
    let echoing = executor.spawn(async move {
        let mut buffer = [0; 4];
        S::read_exact(&stream, &mut buffer).await?;
        S::write_all(&stream, &buffer).await
    });
    doomeds_peer.write_all(b"now").expect("it is connected");
    let panic = catch(|| executor.run(panicking)).expect_err("it panics");
    assert!(panic.message.starts_with("Ok(3)"), "{panic:?}");
    assert_eq!(doomeds_peer.read(&mut [0; 8]).ok(), Some(0));
    peer.write_all(b"echo").expect("it is connected");
    assert!(executor.run(echoing).is_ok());
}

/// Sleeps as a thread does, and tells of nobody.
struct Parked(Thread);

impl Poller for Parked {
    fn add(&self, _: Socket<'_>, _: Key) -> io::Result<Tells> {
        Ok(Tells::Edges)
    }

    fn delete(&self, _: Socket<'_>, _: Key) {}

    fn wait(&self, limit: Option<Duration>, _: &mut dyn FnMut(Event)) -> io::Result<()> {
        match limit {
            None => thread::park(),
            Some(limit) => thread::park_timeout(limit),
        }
        Ok(())
    }

    fn waker(&self) -> Waker {
        Waker::from(Arc::new(Unpark(self.0.clone())))
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

#[test]
fn r9_a_wake_from_another_thread_reaches_the_reactor_that_was_entered() {
    // The thread has slept in its own before, and does so again afterwards.
    let (_listener, _) = listen();
    let told = || {
        let (sender, receiver) = oneshot();
        let sending = thread::spawn(move || sender.send(7));
        let told = longhand::block_on(receiver);
        assert_eq!(sending.join().expect("it sends"), Ok(()));
        told
    };
    let reactor = Reactor::new(Rc::new(Parked(thread::current())));
    for _ in 0..100 {
        assert_eq!(told(), Ok(7));
        assert_eq!(reactor.enter(told), Ok(7));
    }
    assert_eq!(told(), Ok(7));
}

#[test]
fn r9_a_thread_that_has_left_its_first_reactor_is_parked_and_roused() {
    let reactor = Reactor::new(Parked(thread::current()));
    reactor.enter(|| longhand::block_on(sleep(Duration::from_millis(1))));
    for _ in 0..100 {
        let (sender, receiver) = oneshot();
        let sending = thread::spawn(move || sender.send(7));
        assert_eq!(longhand::block_on(receiver), Ok(7));
        assert_eq!(sending.join().expect("it sends"), Ok(()));
        longhand::block_on(sleep(Duration::from_micros(10)));
    }
}

#[test]
fn a_reactor_that_was_left_by_a_panic_is_not_the_threads_any_more() {
    let scene = Scene::new(Tells::Edges);
    panic_of(|| scene.reactor.enter(|| panic!("left")));
    let (_listener, _) = listen();
    assert_eq!(scene.outside.known(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn r11_a_program_that_is_started_inherits_no_socket() {
    use std::fs;
    use std::os::fd::{AsFd, AsRawFd};

    const CLOSE_ON_EXEC: u32 = 0o2_000_000;
    let is_closed_on_exec = |socket: &dyn AsFd| {
        let number = socket.as_fd().as_raw_fd();
        let info = fs::read_to_string(format!("/proc/self/fdinfo/{number}")).expect("it is open");
        let flags = info
            .lines()
            .find_map(|line| line.strip_prefix("flags:"))
            .and_then(|flags| u32::from_str_radix(flags.trim(), 8).ok());
        flags.expect("it has flags") & CLOSE_ON_EXEC != 0
    };
    let (listener, address) = listen();
    let (accepted, connected) = run::<ByHand, _>(longhand::join((
        listener.accept(),
        TcpStream::connect(address),
    )));
    assert!(is_closed_on_exec(&listener));
    assert!(is_closed_on_exec(&accepted.expect("somebody connects").0));
    assert!(is_closed_on_exec(&connected.expect("it listens")));
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a loopback");
    assert!(is_closed_on_exec(&socket));
}

#[test]
fn every_future_of_a_socket_polled_after_completion_panics_and_says_which_it_was() {
    let (stream, mut peer) = pair::<ByHand>();
    peer.write_all(&[b'x'; 64]).expect("it is connected");
    let (mut a, mut b, mut c, mut d) = ([0; 8], [0; 8], [0; 8], [0; 8]);
    let mut buffers = [IoSliceMut::new(&mut b)];
    says("Read", stream.read(&mut a));
    says("ReadVectored", stream.read_vectored(&mut buffers));
    says("ReadExact", stream.read_exact(&mut c));
    says("Write", stream.write(b"x"));
    says(
        "WriteVectored",
        stream.write_vectored(&[IoSlice::new(b"x")]),
    );
    says("WriteAll", stream.write_all(b"x"));
    let (listener, address) = listen();
    let _peer = std::net::TcpStream::connect(address).expect("it listens");
    says("Accept", listener.accept());
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a loopback");
    let here = socket.local_addr().expect("it is bound");
    says("SendTo", socket.send_to(b"x", here));
    says("RecvFrom", socket.recv_from(&mut d));
}

fn says<F: Future>(name: &str, future: F) {
    let mut future = pin!(future);
    let _ = longhand::block_on(future.as_mut());
    let mut cx = Context::from_waker(Waker::noop());
    let mut poll = || drop(future.as_mut().poll(&mut cx));
    let (here, panic) = (line!() - 1, panic_of(&mut poll));
    assert_eq!(panic.message, format!("`{name}` polled after completion"));
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}
