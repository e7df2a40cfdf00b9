//! R1: the limit of descriptors.

use std::io::{Read, Write};
use std::net::Ipv4Addr;
use std::thread;
use std::time::{Duration, Instant};

use longhand::net::TcpListener;
use longhand::{LocalExecutor, shorthand};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::client::connect;
use crate::host::{Descriptors, open};

/// Sets the limit of descriptors as long as it lives.
struct Limit(Rlimit);

impl Limit {
    fn set(descriptors: usize) -> Self {
        let before = getrlimit(Resource::Nofile);
        let limit = Rlimit {
            current: Some(descriptors as u64),
            ..before
        };
        setrlimit(Resource::Nofile, limit).expect("it is lower than the limit of limits");
        Limit(before)
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        setrlimit(Resource::Nofile, self.0).expect("it was so before");
    }
}

#[test]
fn the_limit_of_descriptors_is_reached_and_survived() {
    let descriptors = Descriptors::count();
    for by_hand in [true, false] {
        // On a thread of its own, which takes its reactor along when it ends.
        let reached = thread::spawn(move || reach_and_survive(by_hand));
        reached.join().expect("it is survived");
        descriptors.assert_none_left();
    }
}

fn reach_and_survive(by_hand: bool) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback");
    let address = listener.local_addr().expect("it is bound");
    let mut clients: Vec<_> = (0..10).map(|_| connect(address)).collect();
    // Room for four of the ten, and a few more where numbers are left out.
    let limit = Limit::set(open() + 4);
    let (mut streams, mut errors) = (Vec::new(), Vec::new());
    LocalExecutor::new().run(async {
        let begin = Instant::now();
        while streams.len() < 10 {
            let accepted = if by_hand {
                listener.accept().await
            } else {
                shorthand::net::accept(&listener).await
            };
            match accepted {
                Ok((stream, _)) => streams.push(stream),
                Err(error) => errors.push((begin.elapsed(), error)),
            }
            if errors.len() == 3 {
                break;
            }
        }
    });
    assert!(
        (4..10).contains(&streams.len()),
        "{} streams",
        streams.len()
    );
    // It says so each time, and does not spin: it rests before it tries again.
    assert!(
        errors
            .iter()
            .all(|(_, error)| error.raw_os_error() == Some(24)),
        "{errors:?}"
    );
    assert!(errors[2].0 >= Duration::from_millis(200), "{errors:?}");
    // Those that are there are served meanwhile.
    clients[0].write_all(b"served").expect("it is accepted");
    let mut come = [0; 6];
    longhand::block_on(streams[0].read_exact(&mut come)).expect("it is written");
    assert_eq!(&come, b"served");
    // With descriptors it goes on where it was.
    drop(limit);
    while streams.len() < 10 {
        let (stream, _) = longhand::block_on(listener.accept()).expect("there are descriptors");
        streams.push(stream);
    }
    for (client, stream) in clients.iter_mut().zip(&streams) {
        longhand::block_on(stream.write_all(b"all")).expect("it is connected");
        client.read_exact(&mut [0; 3]).expect("it is accepted");
    }
}
