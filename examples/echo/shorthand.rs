//! A connection as an `async fn`. Twin: `longhand.rs`.

use std::io;
use std::time::Duration;

use longhand::net::TcpStream;
use longhand::shorthand::net::{read, write};
use longhand::shorthand::{sleep, timeout, yield_now};

use super::{BUFFER, STEPS};

/// Sends back what comes, until the peer has no more to say.
pub(crate) async fn echo(stream: TcpStream, idle: Duration) -> io::Result<()> {
    let mut buffer = [0; BUFFER];
    let mut steps = 0;
    loop {
        let read = in_time(idle, read(&stream, &mut buffer)).await?;
        if read == 0 {
            return Ok(());
        }
        let mut rest = &buffer[..read];
        while !rest.is_empty() {
            let written = in_time(idle, write(&stream, rest)).await?;
            rest = &rest[written..];
        }
        steps += 1;
        if steps % STEPS == 0 {
            yield_now().await;
        }
    }
}

async fn in_time(
    idle: Duration,
    operation: impl Future<Output = io::Result<usize>>,
) -> io::Result<usize> {
    match timeout(sleep(idle), operation).await {
        Ok(result) => result,
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}
