//! What is dropped while it waits: a future, a stream, a thread.

use core::cell::Cell;
use core::net::Ipv4Addr;
use std::io::{IoSliceMut, Read, Write};
use std::net::{self as std_net, Shutdown};
use std::thread;

use longhand::net::{TcpListener, TcpStream, UdpSocket};
use longhand::test::{Grade, cancel_after_every_poll};

use super::loopback::{fill, listen, look_outside, pair, pattern, poll_once, run, turn_until};
use super::on_every_reactor;
use crate::support::actor::{Actor, Deed};
use crate::support::sockets::Sockets;
use crate::support::spelling::ByHand;

on_every_reactor!(
    a_read_that_is_dropped_has_read_nothing,
    a_write_that_is_dropped_has_written_nothing,
    an_accept_that_is_dropped_has_accepted_nothing,
    what_is_cancelled_loses_what_is_said_of_it,
    a_stream_that_is_dropped_leaves_the_reactor,
);

fn a_read_that_is_dropped_has_read_nothing<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let message = pattern(40);
    for piece in message.chunks(8) {
        let mut buffer = [0; 8];
        let dropped = poll_once::<S, _>(&Actor::new(), Box::pin(S::read(&stream, &mut buffer)));
        assert!(dropped.is_pending());
        peer.write_all(piece).expect("it is connected");
        run::<S, _>(S::read_exact(&stream, &mut buffer)).expect("it is written");
        assert_eq!(buffer, piece);
    }
}

fn a_write_that_is_dropped_has_written_nothing<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let filled = fill::<S>(&stream, &[b'-'; 65_536]);
    for _ in 0..3 {
        let dropped = poll_once::<S, _>(&Actor::new(), Box::pin(S::write(&stream, b"dropped")));
        assert!(dropped.is_pending());
    }
    stream.shutdown(Shutdown::Write).expect("it is open");
    let mut drained = Vec::new();
    assert_eq!(peer.read_to_end(&mut drained).expect("its end"), filled);
    assert!(drained.iter().all(|&byte| byte == b'-'));
}

fn an_accept_that_is_dropped_has_accepted_nothing<S: Sockets>() {
    let (listener, address) = listen();
    for _ in 0..3 {
        let dropped = poll_once::<S, _>(&Actor::new(), Box::pin(S::accept(&listener)));
        assert!(dropped.is_pending());
        let peer = std_net::TcpStream::connect(address).expect("it listens");
        let (_, from) = run::<S, _>(S::accept(&listener)).expect("somebody connects");
        assert_eq!(from, peer.local_addr().expect("it is connected"));
    }
}

fn what_is_cancelled_loses_what_is_said_of_it<S: Sockets>() {
    // "he", and "llo" when somebody waits again.
    let halves = || {
        let (stream, mut peer) = pair::<S>();
        let mut halves = [&b"he"[..], b"llo"].into_iter();
        let step = move || {
            let half = halves.next().unwrap_or_default();
            peer.write_all(half).expect("it is connected");
            look_outside::<S>();
        };
        (stream, step)
    };
    let read = async |stream: &mut TcpStream| {
        let mut buffer = [0; 5];
        let read = S::read(stream, &mut buffer).await;
        (read.ok(), buffer)
    };
    let read_exact = async |stream: &mut TcpStream| {
        let mut buffer = [0; 5];
        let read = S::read_exact(stream, &mut buffer).await;
        (read.ok(), buffer)
    };
    let knocks = || {
        let (listener, address) = listen();
        let mut clients = Vec::new();
        let step = move || {
            clients.push(std_net::TcpStream::connect(address).expect("it listens"));
            look_outside::<S>();
        };
        (listener, step)
    };
    let accept = async |listener: &mut TcpListener| S::accept(listener).await.is_ok();
    let read_vectored = async |stream: &mut TcpStream| {
        let (mut one, mut two) = ([0; 1], [0; 4]);
        let mut buffers = [IoSliceMut::new(&mut one), IoSliceMut::new(&mut two)];
        let read = S::read_vectored(stream, &mut buffers).await;
        (read.ok(), one, two)
    };
    let datagrams = || {
        let bind = || UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a loopback");
        let (here, there) = (bind(), bind());
        let to = here.local_addr().expect("it is bound");
        let step = move || {
            run::<S, _>(S::send_to(&there, b"hello", to)).expect("it is received");
            look_outside::<S>();
        };
        (here, step)
    };
    let recv_from = async |socket: &mut UdpSocket| {
        let mut buffer = [0; 8];
        let received = S::recv_from(socket, &mut buffer).await;
        (received.map(|(length, _)| length).ok(), buffer)
    };
    run::<S, _>(async {
        cancel_after_every_poll(halves, read).assert(Grade::Lossless);
        cancel_after_every_poll(halves, read_exact).assert(Grade::LosesData);
        cancel_after_every_poll(halves, read_vectored).assert(Grade::Lossless);
        cancel_after_every_poll(knocks, accept).assert(Grade::Lossless);
        cancel_after_every_poll(datagrams, recv_from).assert(Grade::Lossless);
    });
}

fn a_stream_that_is_dropped_leaves_the_reactor<S: Sockets>() {
    let (doomed, mut peer) = pair::<S>();
    let (other, mut others_peer) = pair::<S>();
    let [doomed_actor, actor] = [Actor::new(), Actor::new()];
    for (stream, actor) in [(&doomed, &doomed_actor), (&other, &actor)] {
        let mut buffer = [0; 8];
        let read = Box::pin(S::read(stream, &mut buffer));
        assert!(poll_once::<S, _>(actor, read).is_pending());
    }
    peer.write_all(b"late").expect("it is connected");
    drop(doomed);
    assert_eq!(doomed_actor.kept(), 0);
    others_peer.write_all(b"hello").expect("it is connected");
    turn_until::<S>(|| actor.times(Deed::Wake) == 1);
    assert_eq!(doomed_actor.times(Deed::Wake), 0);
}

#[test]
fn sockets_may_end_with_their_thread() {
    thread_local! {
        static LISTENER: Cell<Option<TcpListener>> = const { Cell::new(None) };
    }
    let ending = thread::spawn(|| {
        LISTENER.set(None); // made first, dropped last
        let (listener, _) = listen();
        let accept = poll_once::<ByHand, _>(&Actor::new(), Box::pin(listener.accept()));
        assert!(accept.is_pending());
        LISTENER.set(Some(listener));
    });
    assert!(ending.join().is_ok());
}
