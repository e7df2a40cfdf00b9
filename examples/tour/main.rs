//! A tour of the crate on real sockets: an echo server and two clients on loopback, written longhand,
//! and once more shorthand.
//!
//! `cargo run --release --example tour --features net`
//!
//! Each run listens on a port of its own, spawns a task for every connection, races the server against
//! a oneshot that stops it, and joins two clients that send the same text line by line. Both must be
//! given back what they sent. Then a table tells what every future took: bytes in both spellings, how
//! often it was polled, and how often it was woken.

mod longhand;
mod meter;
mod shorthand;

use std::cell::Cell;
use std::future::Future;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;
use std::{error, io};

use ::longhand::{LocalExecutor, time, timeout};
use meter::Meter;

/// What the clients send, line by line.
const TEXT: &str = include_str!("../../README.md");

/// The longest line, and so the largest message, in bytes.
const LINE: usize = 1_024;

/// How long a connection may live.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long the whole of one spelling may take.
const LIMIT: Duration = Duration::from_secs(10);

/// What one spelling gives.
struct Outcome {
    echoed: [Vec<u8>; 2],
    requests: usize,
    meter: Meter,
}

/// What the parts of one spelling share.
#[derive(Clone, Default)]
struct Tour {
    meter: Meter,
    requests: Rc<Cell<usize>>,
}

fn main() -> ExitCode {
    match tour() {
        Ok(table) => {
            print!("{table}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("the tour failed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tour() -> Result<String, Box<dyn error::Error>> {
    let longhand = run("longhand", longhand::tour)?;
    let shorthand = run("shorthand", shorthand::tour)?;
    if longhand.echoed != shorthand.echoed {
        return Err("the two spellings echoed different bytes".into());
    }
    let bytes = longhand.echoed.iter().map(Vec::len).sum::<usize>();
    Ok(format!(
        "{}\nlonghand served {} requests, shorthand {}; each echoed the same {bytes} bytes\n",
        meter::table(&longhand.meter, &shorthand.meter),
        longhand.requests,
        shorthand.requests,
    ))
}

/// Runs one spelling to its end, or to its limit, and checks what the clients were given back.
fn run<F>(spelling: &str, body: fn(Tour) -> F) -> Result<Outcome, Box<dyn error::Error>>
where
    F: Future<Output = io::Result<[Vec<u8>; 2]>>,
{
    let tour = Tour::default();
    let echoed = LocalExecutor::new()
        .run(timeout(time::sleep(LIMIT), body(tour.clone())))
        .map_err(|_| format!("{spelling} was not finished within {LIMIT:?}"))?
        .map_err(|error| format!("{spelling}: {error}"))?;
    if echoed.iter().any(|echo| echo != TEXT.as_bytes()) {
        return Err(format!("{spelling} echoed other bytes than were sent").into());
    }
    Ok(Outcome {
        echoed,
        requests: tour.requests.get(),
        meter: tour.meter,
    })
}

/// The message that begins at byte `start` of the text: a line with its end.
fn message(start: usize) -> Option<&'static [u8]> {
    let rest = &TEXT.as_bytes()[start..];
    rest.split_inclusive(|&byte| byte == b'\n').next()
}
