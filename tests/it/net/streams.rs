//! What streams carry, and how they end.

use core::time::Duration;
use std::io::{ErrorKind, Read, Write};
use std::net::{self as std_net, Shutdown};
use std::thread;

use socket2::SockRef;

use super::loopback::{both_ends, fill, pair, pattern, poll_once, read_to_end, run};
use super::on_every_reactor;
use crate::support::actor::Actor;
use crate::support::sockets::Sockets;

on_every_reactor!(
    what_is_written_is_read,
    reads_may_be_smaller_than_writes_and_the_other_way_round,
    a_message_larger_than_every_buffer_arrives_whole,
    a_half_closed_stream_is_drained_and_then_ends,
    the_end_of_a_stream_is_told_again_and_again,
    an_end_that_comes_too_early_is_an_error,
    reading_and_writing_wait_at_the_same_time,
    a_peer_that_resets_is_an_error,
    writing_to_a_peer_that_is_gone_is_an_error,
);

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
