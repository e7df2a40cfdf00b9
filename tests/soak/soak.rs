//! Many clients at once, each with a will of its own.

use std::env;
use std::future::Future;
use std::io::{ErrorKind, Read, Write};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use longhand::net::TcpStream;
use longhand::time::sleep;
use longhand::{select, spawn, yield_now};

use crate::client::{Client, Tally, connect};
use crate::echo;
use crate::host::{Descriptors, Host, Left, SPELLINGS, Spelling};
use crate::random::Random;
use crate::server::Limits;

const CONNECTIONS: usize = 1_000;
const THREADS: usize = 4;

/// The requests of each server.
pub(crate) fn requests() -> usize {
    match env::var("LONGHAND_SOAK") {
        Ok(deep) if deep == "all" => 200_000,
        _ => 5_000,
    }
}

/// One connection of either spelling.
fn echo(spelling: Spelling) -> impl FnMut(TcpStream) -> Pin<Box<dyn Future<Output = ()>>> {
    let idle = Limits::default().idle;
    let shared = echo::longhand::Shared::new(idle);
    move |stream| {
        let shared = shared.clone();
        match spelling {
            Spelling::Longhand => {
                Box::pin(async { drop(echo::longhand::echo(stream, shared).await) })
            }
            Spelling::Shorthand => {
                Box::pin(async move { drop(echo::shorthand::echo(stream, idle).await) })
            }
        }
    }
}

/// All clients at once: each thread has its share of the connections, which are open all the time.
fn soak(host: &Host, may_be_cut: bool) -> Tally {
    let (address, each) = (host.address, requests() / THREADS);
    let clients = (0..THREADS).map(|thread| {
        thread::spawn(move || {
            let mut random = Random::new(thread as u64 + 1);
            let mut clients: Vec<_> = (0..CONNECTIONS / THREADS)
                .map(|_| Client::new(address, may_be_cut))
                .collect();
            for _ in 0..each {
                let next = random.below(clients.len());
                clients[next].act(&mut random);
            }
            clients.into_iter().map(|client| client.tally).collect()
        })
    });
    let clients: Vec<_> = clients.collect();
    let mut all = Tally::default();
    for tallies in clients {
        let tallies: Vec<Tally> = tallies.join().expect("every byte was right");
        tallies.into_iter().for_each(|tally| all.add(tally));
    }
    println!("{all:?}"); // to be seen with `--nocapture`
    all
}

/// Nothing is left of a server that has ended; of its reactor, at most the places of its sockets.
#[track_caller]
pub(crate) fn assert_nothing_is_left(left: &Left) {
    assert_eq!(left.served.cut_off, 0, "{left:?}");
    assert_eq!(left.executor, "LocalExecutor { tasks: 0, runnable: 0 }");
    let places = 3 * 2 * CONNECTIONS.next_power_of_two() * size_of::<usize>();
    assert!((0..places as isize).contains(&left.bytes), "{left:?}");
}

#[test]
fn every_byte_comes_back_and_nothing_is_left() {
    let descriptors = Descriptors::count();
    for spelling in SPELLINGS {
        let host = Host::begin(spelling, Limits::default(), move || echo(spelling));
        let tally = soak(&host, false);
        let left = host.stop().join().expect("it ends");
        assert_nothing_is_left(&left);
        assert_eq!(left.served.accepted, tally.connections);
        assert_eq!((tally.requests, tally.cuts), (requests(), 0));
        assert!(tally.bytes > 64 * requests());
        descriptors.assert_none_left();
    }
}

#[test]
fn connections_that_are_cancelled_at_any_time_leave_nothing() {
    let descriptors = Descriptors::count();
    for spelling in SPELLINGS {
        let host = Host::begin(spelling, Limits::default(), move || {
            let (mut echo, mut random) = (echo(spelling), Random::new(7));
            move |stream| {
                let life = Duration::from_micros(random.below(20_000) as u64);
                let (end, echo) = (random.below(3), echo(stream));
                async move {
                    match end {
                        0 => drop(select((sleep(life), echo)).await),
                        1 => {
                            let task = spawn(echo);
                            sleep(life).await;
                            task.cancel().await;
                        }
                        _ => {
                            let task = spawn(echo);
                            sleep(life).await;
                            drop(task);
                            yield_now().await; // it has its turn, and is gone
                        }
                    }
                }
            }
        });
        let tally = soak(&host, true);
        let left = host.stop().join().expect("it ends");
        assert_nothing_is_left(&left);
        assert!(tally.cuts > 100, "{tally:?}");
        descriptors.assert_none_left();
    }
}

/// A connection that panics when it is asked to, and echoes otherwise.
struct Fragile<F> {
    echo: F,
    is_to_panic: bool,
}

impl<F: Future + Unpin> Future for Fragile<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let polled = Pin::new(&mut self.echo).poll(cx);
        if self.is_to_panic && polled.is_ready() {
            // Its peer has closed; without a word of the hook.
            std::panic::resume_unwind(Box::new("on purpose"));
        }
        polled
    }
}

#[test]
fn a_connection_that_panics_harms_no_other() {
    let descriptors = Descriptors::count();
    for spelling in SPELLINGS {
        let host = Host::begin(spelling, Limits::default(), move || {
            let (mut echo, mut count) = (echo(spelling), 0);
            move |stream| {
                count += 1;
                let is_to_panic = count % 3 == 0;
                Fragile {
                    echo: echo(stream),
                    is_to_panic,
                }
            }
        });
        let tally = soak(&host, false);
        let left = host.stop().join().expect("it ends");
        assert_nothing_is_left(&left);
        assert_eq!(left.served.accepted, tally.connections);
        descriptors.assert_none_left();
    }
}

#[test]
fn a_stop_drains_what_was_accepted_and_refuses_the_next() {
    let descriptors = Descriptors::count();
    for spelling in SPELLINGS {
        let host = Host::begin(spelling, Limits::default(), move || echo(spelling));
        let address = host.address;
        let mut clients: Vec<_> = (0..100).map(|_| connect(address)).collect();
        // Each is served before the stop, and so was accepted; and each is owed an answer.
        for client in &mut clients {
            client.write_all(b"before").expect("it is served");
            client.read_exact(&mut [0; 6]).expect("it is served");
            client.write_all(b"owed").expect("it is served");
        }
        let ending = host.stop();
        let refused = loop {
            match std::net::TcpStream::connect(address) {
                Ok(late) => drop(late), // the stop is on its way
                Err(error) if error.kind() == ErrorKind::ConnectionReset => {} // it came to the last queue
                Err(error) => break error,
            }
        };
        assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
        for client in &mut clients {
            client.write_all(b" and after").expect("it is served");
            let mut come = [0; 14];
            client.read_exact(&mut come).expect("it is served");
            assert_eq!(&come, b"owed and after");
        }
        drop(clients);
        assert_nothing_is_left(&ending.join().expect("it ends"));
        descriptors.assert_none_left();
    }
}

#[test]
fn who_does_not_end_after_a_stop_is_cut_off_when_the_grace_is_over() {
    let descriptors = Descriptors::count();
    for spelling in SPELLINGS {
        let limits = Limits {
            grace: Duration::from_millis(50),
            ..Limits::default()
        };
        let host = Host::begin(spelling, limits, move || echo(spelling));
        let mut stays = connect(host.address);
        stays.write_all(b"here").expect("it is served");
        stays.read_exact(&mut [0; 4]).expect("it is served");
        let left = host.stop().join().expect("it ends");
        assert_eq!((left.served.accepted, left.served.cut_off), (1, 1));
        assert_eq!(stays.read(&mut [0]).expect("its end"), 0);
        drop(stays);
        descriptors.assert_none_left();
    }
}

#[test]
fn who_neither_speaks_nor_reads_is_closed_in_time() {
    let descriptors = Descriptors::count();
    let idle = Duration::from_millis(50);
    for spelling in SPELLINGS {
        let host = Host::begin(spelling, Limits::default(), move || {
            let shared = echo::longhand::Shared::new(idle);
            move |stream| {
                let shared = shared.clone();
                async move {
                    match spelling {
                        Spelling::Longhand => echo::longhand::echo(stream, shared).await,
                        Spelling::Shorthand => echo::shorthand::echo(stream, idle).await,
                    }
                }
            }
        });
        let mut silent = connect(host.address);
        assert_eq!(silent.read(&mut [0]).expect("its end"), 0);
        // One that only writes: at some time nobody takes it any more, and then it is closed.
        let mut deaf = connect(host.address);
        let error = loop {
            if let Err(error) = deaf.write_all(&[b'-'; 65_536]) {
                break error;
            }
        };
        let told = [ErrorKind::ConnectionReset, ErrorKind::BrokenPipe];
        assert!(told.contains(&error.kind()), "{error}");
        drop((silent, deaf));
        let left = host.stop().join().expect("it ends");
        assert_eq!((left.served.accepted, left.served.cut_off), (2, 0));
        descriptors.assert_none_left();
    }
}

#[test]
fn no_more_are_served_at_one_time_than_the_limit_and_all_in_the_end() {
    static MOST: AtomicUsize = AtomicUsize::new(0);
    let descriptors = Descriptors::count();
    for spelling in SPELLINGS {
        MOST.store(0, Ordering::Relaxed);
        let limits = Limits {
            connections: 10,
            ..Limits::default()
        };
        let host = Host::begin(spelling, limits, move || {
            let (mut echo, alive) = (echo(spelling), std::rc::Rc::new(()));
            move |stream| {
                let (echo, one) = (echo(stream), alive.clone());
                MOST.fetch_max(std::rc::Rc::strong_count(&one) - 1, Ordering::Relaxed);
                async move {
                    echo.await;
                    drop(one);
                }
            }
        });
        let mut clients: Vec<_> = (0..100).map(|_| connect(host.address)).collect();
        for mut client in clients.drain(..) {
            client.write_all(b"one").expect("it is served");
            client.read_exact(&mut [0; 3]).expect("it is served");
        }
        let left = host.stop().join().expect("it ends");
        assert_eq!((left.served.accepted, left.served.cut_off), (100, 0));
        assert_eq!(MOST.load(Ordering::Relaxed), 10);
        descriptors.assert_none_left();
    }
}

#[test]
fn a_peer_that_is_always_quick_starves_no_other() {
    let descriptors = Descriptors::count();
    for spelling in SPELLINGS {
        let host = Host::begin(spelling, Limits::default(), move || echo(spelling));
        let quick = connect(host.address);
        let (mut writing, mut reading) = (quick.try_clone().expect("it is open"), quick);
        let flooding = thread::spawn(move || while writing.write_all(&[b'-'; 4_096]).is_ok() {});
        let draining = thread::spawn(move || {
            let mut buffer = [0; 65_536];
            let mut drained = 0;
            while drained < 64 << 20 {
                drained += reading.read(&mut buffer).expect("it is served");
            }
            reading
                .shutdown(std::net::Shutdown::Both)
                .expect("it is open");
        });
        let mut client = connect(host.address);
        while !draining.is_finished() {
            client.write_all(b"other").expect("it is served");
            client.read_exact(&mut [0; 5]).expect("it is served");
        }
        draining.join().expect("it drains");
        flooding.join().expect("it floods");
        drop(client);
        assert_nothing_is_left(&host.stop().join().expect("it ends"));
        descriptors.assert_none_left();
    }
}
