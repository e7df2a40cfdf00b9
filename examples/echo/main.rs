//! A server that sends back what it is sent.
//!
//! ```sh
//! cargo run --release --example echo --features net -- 127.0.0.1:7000
//! ```
//!
//! It accepts no more connections than a limit, closes those on which nothing moves, and after a line on
//! its standard input accepts nobody any more and ends when those that are there have. With `--shorthand`
//! it is the `async fn`s instead of the machines.

#[path = "../server/arguments.rs"]
mod arguments;
mod longhand;
#[path = "../server/mod.rs"]
mod server;
mod shorthand;

use std::error::Error;

use ::longhand::LocalExecutor;
use ::longhand::net::TcpListener;
use arguments::{Arguments, stop_on_a_line};
use server::STEPS;

/// The bytes of a buffer.
const BUFFER: usize = 4_096;

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments {
        address,
        is_shorthand,
        limits,
    } = Arguments::parse()?;
    let listener = TcpListener::bind(address)?;
    println!("listens on {}; a line ends it", listener.local_addr()?);
    let stop = stop_on_a_line();
    let executor = LocalExecutor::new();
    let served = if is_shorthand {
        let connection = |stream| shorthand::echo(stream, limits.idle);
        executor.run(server::shorthand::serve(listener, stop, limits, connection))
    } else {
        let shared = longhand::Shared::new(limits.idle);
        let connection = |stream| longhand::echo(stream, shared.clone());
        executor.run(server::longhand::serve(listener, stop, limits, connection))
    };
    println!("accepted {}, cut off {}", served.accepted, served.cut_off);
    Ok(())
}
