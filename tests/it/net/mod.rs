//! `net`: sockets, on loopback.
//!
//! The peer is a socket of the standard library wherever it should have no part in the reactor. A
//! test whose wake is lost fails when its patience ends.

mod faults;
mod scripted;

use core::cell::Cell;
use core::future::{Future, IntoFuture, poll_fn};
use core::net::{Ipv4Addr, SocketAddr};
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::io::{ErrorKind, IoSliceMut, Read, Write};
use std::net::{self as std_net, Shutdown};
use std::thread;
use std::time::Instant;

use longhand::LocalExecutor;
use longhand::channel::oneshot::oneshot;
use longhand::net::{Reactor, TcpListener, TcpStream, UdpSocket};
use longhand::test::{Grade, cancel_after_every_poll};
use longhand::{OneOf2, shorthand};
use socket2::{Domain, SockRef, Socket, Type};
use static_assertions::assert_not_impl_any;

use crate::support::actor::{Actor, Deed};
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::sockets::Sockets;
use crate::support::spelling::ByHand;

/// Makes four tests of every rule that is named: for each spelling on the reactor of the thread, and by hand
/// on those of other operating systems.
macro_rules! on_every_reactor {
    ($($rule:ident),* $(,)?) => {
        $crate::support::spelling::both_spellings!($($rule),*);
        mod on_any_system_with_edges {
            $(#[test]
            fn $rule() {
                super::on_any_system(true, super::$rule::<$crate::support::spelling::ByHand>);
            })*
        }
        mod on_any_system_that_tells_once {
            $(#[test]
            fn $rule() {
                super::on_any_system(false, super::$rule::<$crate::support::spelling::ByHand>);
            })*
        }
    };
}
use on_every_reactor;

fn on_any_system(edges: bool, rule: fn()) {
    let reactor = Reactor::portable(edges).expect("there are descriptors");
    reactor.enter(rule);
}

on_every_reactor!(
    a_refused_connection_is_an_error,
    what_is_written_is_read,
    reads_may_be_smaller_than_writes_and_the_other_way_round,
    a_message_larger_than_every_buffer_arrives_whole,
    a_half_closed_stream_is_drained_and_then_ends,
    the_end_of_a_stream_is_told_again_and_again,
    an_end_that_comes_too_early_is_an_error,
    reading_and_writing_wait_at_the_same_time,
    a_peer_that_resets_is_an_error,
    writing_to_a_peer_that_is_gone_is_an_error,
    many_connections_are_accepted,
    a_connection_that_is_closed_before_it_is_accepted_has_ended,
    a_read_that_is_dropped_has_read_nothing,
    a_write_that_is_dropped_has_written_nothing,
    an_accept_that_is_dropped_has_accepted_nothing,
    what_is_cancelled_loses_what_is_said_of_it,
    the_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    a_stream_that_is_dropped_leaves_the_reactor,
    a_wake_may_drop_another_stream,
    a_wake_that_panics_loses_no_other_sockets_event,
    an_event_that_comes_during_an_inner_block_on_is_kept,
    an_event_that_comes_while_a_waker_is_replaced_is_kept,
    a_wake_from_another_thread_ends_the_sleep,
    a_sleep_ends_while_sockets_are_open,
    a_sleep_of_centuries_is_no_limit_that_the_system_refuses,
    a_future_that_wakes_itself_starves_no_socket,
    a_task_that_wakes_itself_starves_no_socket,
    tasks_serve_many_clients_at_once,
    waiting_where_nobody_drives_the_thread_panics_and_says_what_it_needs,
    what_need_not_wait_needs_nobody_who_drives_the_thread,
);

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs `future` to its end, or fails.
fn run<S: Sockets, F: IntoFuture>(future: F) -> F::Output {
    S::block_on(S::timeout(S::sleep(PATIENCE), future)).expect("a wake was lost")
}

fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a loopback");
    let address = listener.local_addr().expect("it is bound");
    (listener, address)
}

/// A stream, and its peer outside of the reactor.
fn pair<S: Sockets>() -> (TcpStream, std_net::TcpStream) {
    let (listener, address) = listen();
    let peer = std_net::TcpStream::connect(address).expect("it listens");
    peer.set_read_timeout(Some(PATIENCE))
        .expect("a limit is no nought");
    let (stream, _) = run::<S, _>(S::accept(&listener)).expect("somebody connects");
    (stream, peer)
}

/// Two streams of one thread's reactor.
async fn both_ends<S: Sockets>() -> (TcpStream, TcpStream) {
    let (listener, address) = listen();
    let (accepted, connected) = S::join((S::accept(&listener), S::connect(address))).await;
    let (accepted, peer) = accepted.expect("somebody connects");
    let connected = connected.expect("it listens");
    assert_eq!(connected.local_addr().expect("it is connected"), peer);
    assert_eq!(connected.peer_addr().expect("it is connected"), address);
    (accepted, connected)
}

/// Bytes of which no two neighbours are alike.
fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index % 251) as u8).collect()
}

/// All that a stream gives, piece by piece.
async fn read_to_end<S: Sockets>(stream: &TcpStream, piece: usize) -> Vec<u8> {
    let (mut all, mut buffer) = (Vec::new(), vec![0; piece]);
    loop {
        match S::read(stream, &mut buffer).await.expect("it is read") {
            0 => return all,
            read => all.extend_from_slice(&buffer[..read]),
        }
    }
}

/// Fills a stream until a write has to wait, and says how much went in.
fn fill<S: Sockets>(stream: &TcpStream, bytes: &[u8]) -> usize {
    let mut written = 0;
    run::<S, _>(poll_fn(|cx| {
        while let Poll::Ready(more) = pin!(S::write(stream, bytes)).poll(cx) {
            written += more.expect("its peer is there");
        }
        Poll::Ready(written)
    }))
}

/// Polls once, where somebody drives the thread.
fn poll_once<S: Sockets, F: Future + Unpin>(actor: &Actor, future: F) -> Poll<F::Output> {
    let mut future = Some(future);
    S::block_on(poll_fn(|_| {
        Poll::Ready(future.take().map(|future| actor.poll(future)))
    }))
    .expect("it is polled once")
}

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

fn what_is_written_is_read<S: Sockets>() {
    let message = run::<S, _>(async {
        let (server, client) = both_ends::<S>().await;
        let mut message = [0; 5];
        let exchange = (
            S::write_all(&client, b"hello"),
            S::read_exact(&server, &mut message),
        );
        let (written, read) = S::join(exchange).await;
        assert!(written.is_ok() && read.is_ok());
        message
    });
    assert_eq!(&message, b"hello");
}

fn reads_may_be_smaller_than_writes_and_the_other_way_round<S: Sockets>() {
    for (write, read) in [(1, 1), (1, 64), (64, 1), (7, 3)] {
        let message = pattern(300);
        let arrived = run::<S, _>(async {
            let (server, client) = both_ends::<S>().await;
            let writing = async {
                for piece in message.chunks(write) {
                    S::write_all(&client, piece).await.expect("it is read");
                    S::yield_now().await;
                }
                client.shutdown(Shutdown::Write).expect("it is open");
            };
            S::join((writing, read_to_end::<S>(&server, read))).await.1
        });
        assert_eq!(arrived, message);
    }
}

fn a_message_larger_than_every_buffer_arrives_whole<S: Sockets>() {
    let message = pattern(8 << 20);
    let arrived = run::<S, _>(async {
        let (server, client) = both_ends::<S>().await;
        let mut arrived = vec![0; message.len()];
        let exchange = (
            S::write_all(&client, &message),
            S::read_exact(&server, &mut arrived),
        );
        let (written, read) = S::join(exchange).await;
        assert!(written.is_ok() && read.is_ok());
        arrived
    });
    assert!(arrived == message);
}

fn a_half_closed_stream_is_drained_and_then_ends<S: Sockets>() {
    let (asked, answered) = run::<S, _>(async {
        let (server, client) = both_ends::<S>().await;
        let asking = async {
            S::write_all(&client, b"question")
                .await
                .expect("it is read");
            client.shutdown(Shutdown::Write).expect("it is open");
            read_to_end::<S>(&client, 3).await
        };
        let answering = async {
            let question = read_to_end::<S>(&server, 3).await;
            S::write_all(&server, b"answer").await.expect("it is read");
            drop(server);
            question
        };
        S::join((answering, asking)).await
    });
    assert_eq!(
        (&asked[..], &answered[..]),
        (&b"question"[..], &b"answer"[..])
    );
}

fn the_end_of_a_stream_is_told_again_and_again<S: Sockets>() {
    let (stream, peer) = pair::<S>();
    drop(peer);
    for _ in 0..3 {
        assert_eq!(
            run::<S, _>(S::read(&stream, &mut [0; 8])).expect("its end"),
            0
        );
    }
}

fn an_end_that_comes_too_early_is_an_error<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    peer.write_all(b"half").expect("it is connected");
    drop(peer);
    let error = run::<S, _>(S::read_exact(&stream, &mut [0; 8])).expect_err("its end");
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
}

fn reading_and_writing_wait_at_the_same_time<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let filled = fill::<S>(&stream, &[b'-'; 65_536]);
    let draining = thread::spawn(move || {
        let mut drained = vec![0; filled + 3];
        peer.read_exact(&mut drained).expect("it is written");
        peer.write_all(b"in").expect("it is read");
        drained
    });
    let mut message = [0; 2];
    let (written, read) = run::<S, _>(S::join((
        S::write_all(&stream, b"out"),
        S::read_exact(&stream, &mut message),
    )));
    assert!(written.is_ok() && read.is_ok());
    let drained = draining.join().expect("it drains");
    assert_eq!((&message, &drained[filled..]), (b"in", &b"out"[..]));
}

/// Closes a stream so that its peer is told of a reset.
fn reset(stream: std_net::TcpStream) {
    let linger = Some(Duration::ZERO);
    SockRef::from(&stream)
        .set_linger(linger)
        .expect("it is open");
}

fn a_peer_that_resets_is_an_error<S: Sockets>() {
    let (stream, peer) = pair::<S>();
    let actor = Actor::new();
    let mut buffer = [0; 8];
    let mut reading = Box::pin(S::read(&stream, &mut buffer));
    assert!(poll_once::<S, _>(&actor, reading.as_mut()).is_pending());
    reset(peer);
    let error = run::<S, _>(reading).expect_err("it is reset");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    // Told once, it is the end.
    assert_eq!(
        run::<S, _>(S::read(&stream, &mut [0; 8])).expect("its end"),
        0
    );
}

fn writing_to_a_peer_that_is_gone_is_an_error<S: Sockets>() {
    let (stream, peer) = pair::<S>();
    let bytes = [b'-'; 65_536];
    fill::<S>(&stream, &bytes);
    reset(peer);
    let error = run::<S, _>(S::write_all(&stream, &bytes)).expect_err("it is reset");
    let told = [ErrorKind::ConnectionReset, ErrorKind::BrokenPipe];
    assert!(told.contains(&error.kind()), "{error:?}");
    let error = run::<S, _>(S::write(&stream, &bytes)).expect_err("it is gone");
    assert_eq!(error.kind(), ErrorKind::BrokenPipe);
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

/// Lets the events in that have come: a future that wakes itself starves no socket.
fn look_outside<S: Sockets>() {
    S::block_on(async {
        for _ in 0..256 {
            S::yield_now().await;
        }
    });
}

fn the_latest_waker_is_woken_and_no_other<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let [first, last] = [Actor::new(), Actor::new()];
    for actor in [&first, &last] {
        let mut buffer = [0; 8];
        let read = Box::pin(S::read(&stream, &mut buffer));
        assert!(poll_once::<S, _>(actor, read).is_pending());
    }
    assert_eq!((first.kept(), last.kept()), (0, 1));
    peer.write_all(b"hello").expect("it is connected");
    turn_until::<S>(|| last.times(Deed::Wake) == 1);
    assert_eq!((first.times(Deed::Wake), last.kept()), (0, 0));
}

/// Turns this thread's reactor until `is_done` or its patience ends.
fn turn_until<S: Sockets>(is_done: impl Fn() -> bool) {
    run::<S, _>(async {
        while !is_done() {
            S::yield_now().await;
        }
    });
}

fn a_waker_that_is_known_is_not_cloned_again<S: Sockets>() {
    let (stream, _peer) = pair::<S>();
    let actor = Actor::new();
    for _ in 0..3 {
        let mut buffer = [0; 8];
        let read = Box::pin(S::read(&stream, &mut buffer));
        assert!(poll_once::<S, _>(&actor, read).is_pending());
    }
    assert_eq!(actor.times(Deed::Clone), 1);
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

fn a_wake_may_drop_another_stream<S: Sockets>() {
    // The events of both come at once, and the first drops the stream of the second, whichever.
    let [first, second] = [Actor::new(), Actor::new()];
    let (one, mut ones_peer) = pair::<S>();
    let (other, mut others_peer) = pair::<S>();
    for (stream, actor) in [(&one, &first), (&other, &second)] {
        let mut buffer = [0; 8];
        let read = Box::pin(S::read(stream, &mut buffer));
        assert!(poll_once::<S, _>(actor, read).is_pending());
    }
    first.act_on(Deed::Wake, move || drop(other));
    second.act_on(Deed::Wake, move || drop(one));
    ones_peer.write_all(b"hello").expect("it is connected");
    others_peer.write_all(b"hello").expect("it is connected");
    let wakes = || first.times(Deed::Wake) + second.times(Deed::Wake);
    turn_until::<S>(|| wakes() > 0);
    assert_eq!((wakes(), first.kept() + second.kept()), (1, 0));
}

fn a_wake_that_panics_loses_no_other_sockets_event<S: Sockets>() {
    let streams = [pair::<S>(), pair::<S>()];
    let actors = [Actor::new(), Actor::new()];
    for ((stream, _), actor) in streams.iter().zip(&actors) {
        let mut buffer = [0; 8];
        let read = Box::pin(S::read(stream, &mut buffer));
        assert!(poll_once::<S, _>(actor, read).is_pending());
        actor.act_on(Deed::Wake, || panic!("no wake"));
    }
    for (_, peer) in &streams {
        let mut peer = peer;
        peer.write_all(b"hello").expect("they are connected");
    }
    // The events of both come at once; whichever is first panics.
    panic_of(|| turn_until::<S>(|| false));
    for (stream, _) in &streams {
        let mut buffer = [0; 5];
        let read = S::timeout(
            S::sleep(Duration::from_secs(1)),
            S::read(stream, &mut buffer),
        );
        assert!(matches!(S::block_on(read), Ok(Ok(5))));
    }
}

fn an_event_that_comes_during_an_inner_block_on_is_kept<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let mut buffer = [0; 5];
    let mut reading = Box::pin(S::read_exact(&stream, &mut buffer));
    run::<S, _>(poll_fn(|cx| {
        let polled = reading.as_mut().poll(cx);
        if polled.is_pending() {
            peer.write_all(b"hello").expect("it is connected");
            // The inner call asks the reactor, and is told what the outer one waits for.
            S::block_on(S::sleep(Duration::from_millis(1)));
        }
        polled
    }))
    .expect("it is written");
    drop(reading);
    assert_eq!(&buffer, b"hello");
}

fn an_event_that_comes_while_a_waker_is_replaced_is_kept<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let (first, last) = (Actor::new(), Actor::new());
    let mut message = [0; 5];
    let read = Box::pin(S::read(&stream, &mut message));
    assert!(poll_once::<S, _>(&first, read).is_pending());
    peer.write_all(b"hello").expect("it is connected");
    // The drop of the first waker blocks, for so many turns that events are looked for.
    first.act_on(Deed::Drop, || {
        S::block_on(async {
            for _ in 0..256 {
                S::yield_now().await;
            }
        });
    });
    let read = Box::pin(S::read(&stream, &mut message));
    let polled = poll_once::<S, _>(&last, read);
    assert!(polled.is_ready() || last.times(Deed::Wake) == 1);
}

fn a_wake_from_another_thread_ends_the_sleep<S: Sockets>() {
    let (_listener, _) = listen();
    for _ in 0..100 {
        let (sender, receiver) = oneshot();
        let sending = thread::spawn(move || sender.send(7));
        assert_eq!(run::<S, _>(receiver), Ok(7));
        assert_eq!(sending.join().expect("it sends"), Ok(()));
    }
}

fn a_sleep_ends_while_sockets_are_open<S: Sockets>() {
    let (listener, _) = listen();
    let (begin, duration) = (Instant::now(), Duration::from_millis(1));
    let first = run::<S, _>(S::select((S::accept(&listener), S::sleep(duration))));
    assert!(matches!(first, OneOf2::Second(())));
    assert!(begin.elapsed() >= duration);
    LocalExecutor::new().run(S::sleep(duration));
    assert!(begin.elapsed() >= 2 * duration);
}

fn a_sleep_of_centuries_is_no_limit_that_the_system_refuses<S: Sockets>() {
    let (_listener, _) = listen();
    for seconds in [1 << 33, 1 << 50, i64::MAX as u64 / 1_000] {
        let (sender, receiver) = oneshot();
        let sending = thread::spawn(move || sender.send(7));
        // No patience here: its own sleep would end first, and be the limit.
        let sleep = S::sleep(Duration::from_secs(seconds));
        let first = S::block_on(S::select((receiver, sleep)));
        assert_eq!(first, OneOf2::First(Ok(7)));
        assert_eq!(sending.join().expect("it sends"), Ok(()));
    }
}

fn a_future_that_wakes_itself_starves_no_socket<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let restless = async {
        loop {
            S::yield_now().await;
        }
    };
    let mut buffer = [0; 5];
    let reading = async {
        let read = S::read_exact(&stream, &mut buffer);
        let writing = async {
            S::yield_now().await; // the read waits
            peer.write_all(b"hello")
        };
        let (read, written) = S::join((read, writing)).await;
        assert!(read.is_ok() && written.is_ok());
    };
    let first = run::<S, _>(S::select((reading, restless)));
    assert!(matches!(first, OneOf2::First(())));
    assert_eq!(&buffer, b"hello");
}

fn a_task_that_wakes_itself_starves_no_socket<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let executor = LocalExecutor::new();
    let mut buffer = [0; 5];
    let read = executor.run(async {
        let restless = S::spawn(async {
            loop {
                S::yield_now().await;
            }
        });
        let read = S::read_exact(&stream, &mut buffer);
        let writing = S::spawn(async move {
            S::yield_now().await; // the read waits
            peer.write_all(b"hello")
        });
        let (read, written) = S::join((read, writing)).await;
        drop(restless);
        read.and(written)
    });
    assert!(read.is_ok());
    assert_eq!(&buffer, b"hello");
}

fn tasks_serve_many_clients_at_once<S: Sockets>() {
    async fn echo<S: Sockets>(stream: TcpStream) {
        let mut buffer = [0; 7];
        while let Ok(read @ 1..) = S::read(&stream, &mut buffer).await {
            S::write_all(&stream, &buffer[..read])
                .await
                .expect("it is read");
        }
    }
    async fn client<S: Sockets>(address: SocketAddr, number: usize) -> bool {
        let stream = S::connect(address).await.expect("it listens");
        let message = pattern(100 + number);
        let talking = async {
            S::write_all(&stream, &message).await.expect("it is read");
            stream.shutdown(Shutdown::Write).expect("it is open");
        };
        S::join((talking, read_to_end::<S>(&stream, 11))).await.1 == message
    }
    let (listener, address) = listen();
    let echoes = LocalExecutor::new().run(async {
        let server = S::spawn(async move {
            loop {
                let (stream, _) = S::accept(&listener).await.expect("somebody connects");
                S::spawn(echo::<S>(stream)).detach();
            }
        });
        let clients: Vec<_> = (0..30)
            .map(|number| S::spawn(client::<S>(address, number)))
            .collect();
        let mut echoes = 0;
        for client in clients {
            echoes += usize::from(client.await);
        }
        assert!(server.cancel().await.is_none_or(|()| false));
        echoes
    });
    assert_eq!(echoes, 30);
}

fn waiting_where_nobody_drives_the_thread_panics_and_says_what_it_needs<S: Sockets>() {
    let (listener, _) = listen();
    let mut probe = Probe::new(S::accept(&listener));
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    assert_eq!(
        panic.message,
        "a socket waits where nobody drives the thread: it needs `longhand::block_on` or \
         `LocalExecutor::run`"
    );
    let blamed = (panic.file.as_str(), panic.line) == (file!(), here);
    assert_eq!(blamed, S::BLAMES_THE_CALLER, "{panic:?}");
}

fn what_need_not_wait_needs_nobody_who_drives_the_thread<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    peer.write_all(b"hello").expect("it is connected");
    let mut message = [0; 5];
    // What is tried first is there: loopback has delivered it before the write returned.
    let read = Probe::new(S::read(&stream, &mut message)).poll();
    assert!(matches!(read, Poll::Ready(Ok(5))));
    let written = Probe::new(S::write(&stream, b"bye")).poll();
    assert!(matches!(written, Poll::Ready(Ok(3))));
    peer.read_exact(&mut message[..3]).expect("it is written");
    assert_eq!(&message, b"byelo");
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let (_listener, address) = listen();
    let error = TcpListener::bind(address).expect_err("it is taken");
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
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
fn sockets_show_themselves_and_stay_on_their_thread() {
    let (listener, address) = listen();
    assert!(format!("{listener:?}").contains(&address.port().to_string()));
    let stream = longhand::block_on(TcpStream::connect(address)).expect("it listens");
    assert!(format!("{stream:?}").contains(&address.port().to_string()));
    assert!(stream.set_nodelay(true).is_ok());
    assert_not_impl_any!(TcpListener: Send, Sync);
    assert_not_impl_any!(TcpStream: Send, Sync);
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
