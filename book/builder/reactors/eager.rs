//! Draft 2: reads, and waits for an event if that would block.

use std::cell::Cell;
use std::future::Future;
use std::io::{self, Read as _};
use std::net::TcpStream;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A nonblocking socket, who waits for its next event, and how often it was read in vain.
pub struct Socket {
    stream: TcpStream,
    waiting: Cell<Option<Waker>>,
    in_vain: Cell<usize>,
}

impl Socket {
    /// Nobody waits.
    pub fn new(stream: TcpStream) -> Self {
        Socket {
            stream,
            waiting: Cell::new(None),
            in_vain: Cell::new(0),
        }
    }

    /// The operating system says that bytes have come.
    pub fn tell(&self) {
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// How many reads would have blocked.
    pub fn in_vain(&self) -> usize {
        self.in_vain.get()
    }
}

/// Reads what there is, once something has come.
pub fn read<'a>(socket: &'a Socket, buffer: &'a mut [u8]) -> Read<'a> {
    Read { socket, buffer }
}

/// The future of [`read`].
pub struct Read<'a> {
    socket: &'a Socket,
    buffer: &'a mut [u8],
}

impl Future for Read<'_> {
    type Output = io::Result<usize>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let Read { socket, buffer } = &mut *self;
        match (&socket.stream).read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                socket.in_vain.set(socket.in_vain.get() + 1);
                socket.waiting.set(Some(cx.waker().clone()));
                Poll::Pending
            }
            done => Poll::Ready(done),
        }
    }
}
