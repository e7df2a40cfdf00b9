//! The servers: each as its own docs would write it, on one thread, with a buffer of 4 KiB.

mod longhand;
mod raw;
mod shorthand;
mod smol;
mod tokio;

use std::io::{self, BufRead};
use std::net::{Ipv4Addr, TcpListener};
use std::process;
use std::thread;

use crate::heap;

/// The bytes of a buffer.
const BUFFER: usize = 4_096;

type Serve = fn(TcpListener) -> io::Result<()>;

/// Every server, by name. The first is what there is below them all.
const SERVERS: [(&str, Serve); 5] = [
    ("raw", raw::serve),
    ("longhand", longhand::serve),
    ("shorthand", shorthand::serve),
    ("tokio", tokio::serve),
    ("smol", smol::serve),
];

pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    SERVERS.into_iter().map(|(name, _)| name)
}

/// Tells its port, and then serves until its input ends.
pub(crate) fn serve(name: &str) -> io::Result<()> {
    let Some((_, serve)) = SERVERS.into_iter().find(|(known, _)| *known == name) else {
        return Err(io::Error::other(format!("there is no server `{name}`")));
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("{}", listener.local_addr()?.port());
    thread::spawn(answer);
    serve(listener)
}

/// Tells what is allocated, as often as it is asked.
fn answer() {
    for _ in io::stdin().lock().lines() {
        println!("{}", heap::live());
    }
    process::exit(0);
}
