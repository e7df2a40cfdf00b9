//! Who turns the reactor, and what else the thread waits for.

use core::net::SocketAddr;
use core::task::Poll;
use core::time::Duration;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::thread;
use std::time::Instant;

use longhand::LocalExecutor;
use longhand::OneOf2;
use longhand::channel::oneshot::oneshot;
use longhand::net::TcpStream;

use super::loopback::{listen, pair, pattern, read_to_end, run};
use super::on_every_reactor;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::sockets::Sockets;

on_every_reactor!(
    a_wake_from_another_thread_ends_the_sleep,
    a_sleep_ends_while_sockets_are_open,
    a_sleep_of_centuries_is_no_limit_that_the_system_refuses,
    a_future_that_wakes_itself_starves_no_socket,
    a_task_that_wakes_itself_starves_no_socket,
    tasks_serve_many_clients_at_once,
    waiting_where_nobody_drives_the_thread_panics_and_says_what_it_needs,
    what_need_not_wait_needs_nobody_who_drives_the_thread,
);

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
