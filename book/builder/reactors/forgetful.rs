//! Draft 1: waits for an event, then reads.

use std::cell::Cell;
use std::future::Future;
use std::io::{self, Read as _};
use std::net::TcpStream;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A nonblocking socket, and who waits for its next event.
pub struct Socket {
    stream: TcpStream,
    waiting: Cell<Option<Waker>>,
}

impl Socket {
    /// Nobody waits.
    pub fn new(stream: TcpStream) -> Self {
        let waiting = Cell::new(None);
        Socket { stream, waiting }
    }

    /// The operating system says that bytes have come.
    pub fn tell(&self) {
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// Reads what there is, once something has come.
pub fn read<'a>(socket: &'a Socket, buffer: &'a mut [u8]) -> Read<'a> {
    let has_waited = false;
    Read {
        socket,
        buffer,
        has_waited,
    }
}

/// The future of [`read`].
pub struct Read<'a> {
    socket: &'a Socket,
    buffer: &'a mut [u8],
    has_waited: bool,
}

impl Future for Read<'_> {
    type Output = io::Result<usize>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let Read {
            socket,
            buffer,
            has_waited,
        } = &mut *self;
        if !*has_waited {
            *has_waited = true;
            socket.waiting.set(Some(cx.waker().clone()));
            return Poll::Pending;
        }
        Poll::Ready((&socket.stream).read(buffer))
    }
}
