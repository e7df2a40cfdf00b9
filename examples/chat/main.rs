//! A server where everybody hears what the others say, line by line.
//!
//! ```sh
//! cargo run --release --example chat --features net -- 127.0.0.1:7001
//! ```
//!
//! Each member has a queue of a few lines. Who says something waits until each of the others has room for
//! it, and reads no more meanwhile, so that the speaker's own system holds it up: memory is bounded, and no
//! line is lost. Who does not hear for too long is put out, and the others go on. With `--shorthand` it is
//! the `async fn`s instead of the machines. A line on the standard input ends it.

#[path = "../server/arguments.rs"]
mod arguments;
mod longhand;
mod room;
#[path = "../server/mod.rs"]
mod server;
mod shorthand;

use std::error::Error;

use ::longhand::LocalExecutor;
use ::longhand::net::TcpListener;
use arguments::{Arguments, stop_on_a_line};
use room::Room;
use server::STEPS;

/// The longest line, with what says who has said it.
const LINE: usize = 1_024;

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments {
        address,
        is_shorthand,
        limits,
    } = Arguments::parse()?;
    let listener = TcpListener::bind(address)?;
    println!("listens on {}; a line ends it", listener.local_addr()?);
    let (stop, room) = (stop_on_a_line(), Room::new());
    let executor = LocalExecutor::new();
    let served = if is_shorthand {
        let connection = |stream| shorthand::chat(stream, room.join(), limits.idle);
        executor.run(server::shorthand::serve(listener, stop, limits, connection))
    } else {
        let connection = |stream| longhand::chat(stream, room.join(), limits.idle);
        executor.run(server::longhand::serve(listener, stop, limits, connection))
    };
    println!("accepted {}, cut off {}", served.accepted, served.cut_off);
    Ok(())
}
