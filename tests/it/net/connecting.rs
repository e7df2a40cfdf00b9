//! How a connection begins, on either side.

use core::future::Future;
use core::net::{Ipv4Addr, SocketAddr};
use core::pin::pin;
use core::task::{Context, Waker};
use std::io::ErrorKind;
use std::net as std_net;

use longhand::net::{TcpListener, TcpStream};
use longhand::shorthand;
use socket2::{Domain, Socket, Type};
use static_assertions::assert_not_impl_any;

use super::loopback::{listen, poll_once, run};
use super::on_every_reactor;
use crate::support::actor::Actor;
use crate::support::panics::panic_of;
use crate::support::sockets::Sockets;
use crate::support::spelling::ByHand;

on_every_reactor!(
    a_refused_connection_is_an_error,
    many_connections_are_accepted,
    a_connection_that_is_closed_before_it_is_accepted_has_ended,
);

fn a_refused_connection_is_an_error<S: Sockets>() {
    // A port that is bound and does not listen: nobody else can have it, and it refuses.
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("there are sockets");
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    socket.bind(&any.into()).expect("there is a loopback");
    let address = socket.local_addr().expect("it is bound");
    let address = address.as_socket().expect("it is an internet address");
    let error = run::<S, _>(S::connect(address)).expect_err("nobody listens");
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
}

fn many_connections_are_accepted<S: Sockets>() {
    let (listener, address) = listen();
    let connect = |_| std_net::TcpStream::connect(address).expect("it listens");
    // As many as wait to be accepted under every system's limit; and once more.
    for _ in 0..3 {
        let peers: Vec<_> = (0..100).map(connect).collect();
        for peer in &peers {
            let (_, from) = run::<S, _>(S::accept(&listener)).expect("somebody connects");
            assert_eq!(from, peer.local_addr().expect("it is connected"));
        }
    }
    assert!(poll_once::<S, _>(&Actor::new(), Box::pin(S::accept(&listener))).is_pending());
}

fn a_connection_that_is_closed_before_it_is_accepted_has_ended<S: Sockets>() {
    let (listener, address) = listen();
    drop(std_net::TcpStream::connect(address).expect("it listens"));
    let (stream, _) = run::<S, _>(S::accept(&listener)).expect("somebody has connected");
    assert_eq!(
        run::<S, _>(S::read(&stream, &mut [0; 8])).expect("its end"),
        0
    );
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let (_listener, address) = listen();
    let error = TcpListener::bind(address).expect_err("it is taken");
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
}

#[test]
fn a_connection_begins_with_its_first_poll() {
    let (listener, address) = listen();
    drop((
        TcpStream::connect(address),
        shorthand::net::connect(address),
    ));
    let accept = Box::pin(listener.accept());
    let polled = poll_once::<ByHand, _>(&Actor::new(), accept);
    assert!(polled.is_pending());
}

#[test]
fn a_connection_polled_after_completion_panics() {
    let (_listener, address) = listen();
    let mut connecting = pin!(TcpStream::connect(address));
    assert!(longhand::block_on(connecting.as_mut()).is_ok());
    let mut cx = Context::from_waker(Waker::noop());
    let (here, panic) = (line!(), panic_of(|| connecting.as_mut().poll(&mut cx)));
    assert_eq!(panic.message, "`Connect` polled after completion");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

#[test]
fn sockets_show_themselves_and_stay_on_their_thread() {
    let (listener, address) = listen();
    assert!(format!("{listener:?}").contains(&address.port().to_string()));
    let stream = longhand::block_on(TcpStream::connect(address)).expect("it listens");
    assert!(format!("{stream:?}").contains(&address.port().to_string()));
    assert!(stream.set_nodelay(true).is_ok());
    assert_not_impl_any!(TcpListener: Send, Sync);
    assert_not_impl_any!(TcpStream: Send, Sync);
}
