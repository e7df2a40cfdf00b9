//! Both ends of connections, and what is done with them again and again.

use core::future::{Future, IntoFuture, poll_fn};
use core::net::{Ipv4Addr, SocketAddr};
use core::pin::pin;
use core::task::Poll;
use core::time::Duration;
use std::net as std_net;

use longhand::net::{TcpListener, TcpStream};

use crate::support::actor::Actor;
use crate::support::sockets::Sockets;

/// Longer than anything here takes.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// Runs `future` to its end, or fails.
pub(super) fn run<S: Sockets, F: IntoFuture>(future: F) -> F::Output {
    S::block_on(S::timeout(S::sleep(PATIENCE), future)).expect("a wake was lost")
}

pub(super) fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a loopback");
    let address = listener.local_addr().expect("it is bound");
    (listener, address)
}

/// A stream, and its peer outside of the reactor.
pub(super) fn pair<S: Sockets>() -> (TcpStream, std_net::TcpStream) {
    let (listener, address) = listen();
    let peer = std_net::TcpStream::connect(address).expect("it listens");
    peer.set_read_timeout(Some(PATIENCE))
        .expect("a limit is no nought");
    let (stream, _) = run::<S, _>(S::accept(&listener)).expect("somebody connects");
    (stream, peer)
}

/// Two streams of one thread's reactor.
pub(super) async fn both_ends<S: Sockets>() -> (TcpStream, TcpStream) {
    let (listener, address) = listen();
    let (accepted, connected) = S::join((S::accept(&listener), S::connect(address))).await;
    let (accepted, peer) = accepted.expect("somebody connects");
    let connected = connected.expect("it listens");
    assert_eq!(connected.local_addr().expect("it is connected"), peer);
    assert_eq!(connected.peer_addr().expect("it is connected"), address);
    (accepted, connected)
}

/// Bytes of which no two neighbours are alike.
pub(super) fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index % 251) as u8).collect()
}

/// All that a stream gives, piece by piece.
pub(super) async fn read_to_end<S: Sockets>(stream: &TcpStream, piece: usize) -> Vec<u8> {
    let (mut all, mut buffer) = (Vec::new(), vec![0; piece]);
    loop {
        match S::read(stream, &mut buffer).await.expect("it is read") {
            0 => return all,
            read => all.extend_from_slice(&buffer[..read]),
        }
    }
}

/// Fills a stream until a write has to wait, and says how much went in.
pub(super) fn fill<S: Sockets>(stream: &TcpStream, bytes: &[u8]) -> usize {
    let mut written = 0;
    run::<S, _>(poll_fn(|cx| {
        while let Poll::Ready(more) = pin!(S::write(stream, bytes)).poll(cx) {
            written += more.expect("its peer is there");
        }
        Poll::Ready(written)
    }))
}

/// Polls once, where somebody drives the thread.
pub(super) fn poll_once<S: Sockets, F: Future + Unpin>(
    actor: &Actor,
    future: F,
) -> Poll<F::Output> {
    let mut future = Some(future);
    S::block_on(poll_fn(|_| {
        Poll::Ready(future.take().map(|future| actor.poll(future)))
    }))
    .expect("it is polled once")
}

/// Lets the events in that have come: a future that wakes itself starves no socket.
pub(super) fn look_outside<S: Sockets>() {
    S::block_on(async {
        for _ in 0..256 {
            S::yield_now().await;
        }
    });
}

/// Turns this thread's reactor until `is_done` or its patience ends.
pub(super) fn turn_until<S: Sockets>(is_done: impl Fn() -> bool) {
    run::<S, _>(async {
        while !is_done() {
            S::yield_now().await;
        }
    });
}
