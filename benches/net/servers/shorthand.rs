//! Shorthand: the same as `async fn`s, with a buffer in each connection, as people write it.
//!
//! It is spawned by hand: the twin of `spawn` is an `async fn` around another, which keeps it twice.

use std::io;
use std::net;

use longhand::net::{TcpListener, TcpStream};
use longhand::shorthand::net::{accept, read, write_all};
use longhand::{LocalExecutor, spawn};

use super::BUFFER;

pub(super) fn serve(listener: net::TcpListener) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    LocalExecutor::new().run(async {
        loop {
            let (stream, _) = accept(&listener).await?;
            spawn(echo(stream)).detach();
        }
    })
}

async fn echo(stream: TcpStream) -> io::Result<()> {
    let mut buffer = [0; BUFFER];
    loop {
        match read(&stream, &mut buffer).await? {
            0 => return Ok(()),
            read => write_all(&stream, &buffer[..read]).await?,
        }
    }
}
