//! The futures of sockets, by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! [`Accept`], [`Read`] and [`Write`] have no state: the socket keeps who waits. The others count what
//! is done.

use core::future::Future;
use core::mem;
use core::net::SocketAddr;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::io;

use super::tcp::{TcpListener, TcpStream};

/// The future of [`TcpListener::accept`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct Accept<'a> {
    listener: &'a TcpListener,
}

impl<'a> Accept<'a> {
    pub(super) fn new(listener: &'a TcpListener) -> Self {
        Accept { listener }
    }
}

impl Future for Accept<'_> {
    type Output = io::Result<(TcpStream, SocketAddr)>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.listener.poll_accept(cx)
    }
}

/// The future of [`TcpStream::read`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct Read<'a> {
    stream: &'a TcpStream,
    buffer: &'a mut [u8],
}

impl<'a> Read<'a> {
    pub(super) fn new(stream: &'a TcpStream, buffer: &'a mut [u8]) -> Self {
        Read { stream, buffer }
    }
}

impl Future for Read<'_> {
    type Output = io::Result<usize>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let stream = self.stream;
        stream.poll_read(cx, self.buffer)
    }
}

/// The future of [`TcpStream::write`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct Write<'a> {
    stream: &'a TcpStream,
    bytes: &'a [u8],
}

impl<'a> Write<'a> {
    pub(super) fn new(stream: &'a TcpStream, bytes: &'a [u8]) -> Self {
        Write { stream, bytes }
    }
}

impl Future for Write<'_> {
    type Output = io::Result<usize>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.stream.poll_write(cx, self.bytes)
    }
}

/// The future of [`TcpStream::read_exact`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct ReadExact<'a> {
    stream: &'a TcpStream,
    /// What is still to be filled.
    rest: &'a mut [u8],
}

impl<'a> ReadExact<'a> {
    pub(super) fn new(stream: &'a TcpStream, rest: &'a mut [u8]) -> Self {
        ReadExact { stream, rest }
    }
}

impl Future for ReadExact<'_> {
    type Output = io::Result<()>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let stream = self.stream;
        while !self.rest.is_empty() {
            match ready!(stream.poll_read(cx, self.rest)) {
                Ok(0) => return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
                Ok(read) => self.rest = &mut mem::take(&mut self.rest)[read..],
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The future of [`TcpStream::write_all`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct WriteAll<'a> {
    stream: &'a TcpStream,
    /// What is still to be written.
    rest: &'a [u8],
}

impl<'a> WriteAll<'a> {
    pub(super) fn new(stream: &'a TcpStream, rest: &'a [u8]) -> Self {
        WriteAll { stream, rest }
    }
}

impl Future for WriteAll<'_> {
    type Output = io::Result<()>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        while !self.rest.is_empty() {
            match ready!(self.stream.poll_write(cx, self.rest)) {
                Ok(0) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                Ok(written) => self.rest = &self.rest[written..],
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The future of [`TcpStream::connect`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct Connect {
    state: State,
}

/// ```text
/// Unpolled --> Connecting --> Finished
/// ```
#[derive(Debug)]
enum State {
    Unpolled(SocketAddr),
    Connecting(TcpStream),
    Finished,
}

impl Connect {
    pub(super) fn new(address: SocketAddr) -> Self {
        let state = State::Unpolled(address);
        Connect { state }
    }
}

impl Future for Connect {
    type Output = io::Result<TcpStream>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let stream = match mem::replace(&mut self.state, State::Finished) {
            State::Unpolled(address) => TcpStream::begin(address)?,
            State::Connecting(stream) => stream,
            State::Finished => panic!("`Connect` polled after completion"),
        };
        match stream.poll_connected(cx)? {
            Poll::Ready(()) => Poll::Ready(Ok(stream)),
            Poll::Pending => {
                self.state = State::Connecting(stream);
                Poll::Pending
            }
        }
    }
}
