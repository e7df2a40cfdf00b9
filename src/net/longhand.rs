//! The futures of sockets, by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! Those that do one thing have two states, and the tag is the null of a reference:
//!
//! ```text
//! Waiting --1--> Finished --> a further poll panics
//! ```
//!
//! | # | the socket        | next     | returns          |
//! |---|-------------------|----------|------------------|
//! | 1 | does it, or fails | Finished | `Ready(result)`  |
//! | 2 | would block       | Waiting  | `Pending`        |
//!
//! Who waits is kept with the socket, so a future that is dropped has nothing to give back.
//! [`ReadExact`] and [`WriteAll`] do row 1 piece by piece, and keep what is left.

use core::future::Future;
use core::mem;
use core::net::SocketAddr;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::io::{self, IoSlice, IoSliceMut};

use super::listener::TcpListener;
use super::stream::TcpStream;
use super::udp::UdpSocket;

/// The future of [`TcpListener::accept`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct Accept<'a> {
    listener: Option<&'a TcpListener>,
}

impl<'a> Accept<'a> {
    pub(super) fn new(listener: &'a TcpListener) -> Self {
        let listener = Some(listener);
        Accept { listener }
    }
}

impl Future for Accept<'_> {
    type Output = io::Result<(TcpStream, SocketAddr)>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(listener) = self.listener else {
            panic!("`Accept` polled after completion");
        };
        let accepted = ready!(listener.poll_accept(cx)); // 2
        self.listener = None; // 1
        Poll::Ready(accepted)
    }
}

/// The future of [`TcpStream::read`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct Read<'a> {
    stream: &'a TcpStream,
    buffer: Option<&'a mut [u8]>,
}

impl<'a> Read<'a> {
    pub(super) fn new(stream: &'a TcpStream, buffer: &'a mut [u8]) -> Self {
        let buffer = Some(buffer);
        Read { stream, buffer }
    }
}

impl Future for Read<'_> {
    type Output = io::Result<usize>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let stream = self.stream;
        let Some(buffer) = &mut self.buffer else {
            panic!("`Read` polled after completion");
        };
        let read = ready!(stream.poll_read(cx, buffer)); // 2
        self.buffer = None; // 1
        Poll::Ready(read)
    }
}

/// The future of [`TcpStream::read_vectored`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct ReadVectored<'a, 'b> {
    stream: &'a TcpStream,
    buffers: Option<&'a mut [IoSliceMut<'b>]>,
}

impl<'a, 'b> ReadVectored<'a, 'b> {
    pub(super) fn new(stream: &'a TcpStream, buffers: &'a mut [IoSliceMut<'b>]) -> Self {
        let buffers = Some(buffers);
        ReadVectored { stream, buffers }
    }
}

impl Future for ReadVectored<'_, '_> {
    type Output = io::Result<usize>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let stream = self.stream;
        let Some(buffers) = &mut self.buffers else {
            panic!("`ReadVectored` polled after completion");
        };
        let read = ready!(stream.poll_read_vectored(cx, buffers)); // 2
        self.buffers = None; // 1
        Poll::Ready(read)
    }
}

/// The future of [`TcpStream::write`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct Write<'a> {
    stream: &'a TcpStream,
    bytes: Option<&'a [u8]>,
}

impl<'a> Write<'a> {
    pub(super) fn new(stream: &'a TcpStream, bytes: &'a [u8]) -> Self {
        let bytes = Some(bytes);
        Write { stream, bytes }
    }
}

impl Future for Write<'_> {
    type Output = io::Result<usize>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(bytes) = self.bytes else {
            panic!("`Write` polled after completion");
        };
        let written = ready!(self.stream.poll_write(cx, bytes)); // 2
        self.bytes = None; // 1
        Poll::Ready(written)
    }
}

/// The future of [`TcpStream::write_vectored`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct WriteVectored<'a> {
    stream: &'a TcpStream,
    slices: Option<&'a [IoSlice<'a>]>,
}

impl<'a> WriteVectored<'a> {
    pub(super) fn new(stream: &'a TcpStream, slices: &'a [IoSlice<'a>]) -> Self {
        let slices = Some(slices);
        WriteVectored { stream, slices }
    }
}

impl Future for WriteVectored<'_> {
    type Output = io::Result<usize>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(slices) = self.slices else {
            panic!("`WriteVectored` polled after completion");
        };
        let written = ready!(self.stream.poll_write_vectored(cx, slices)); // 2
        self.slices = None; // 1
        Poll::Ready(written)
    }
}

/// The future of [`TcpStream::read_exact`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct ReadExact<'a> {
    stream: &'a TcpStream,
    /// What is still to be filled.
    rest: Option<&'a mut [u8]>,
}

impl<'a> ReadExact<'a> {
    pub(super) fn new(stream: &'a TcpStream, rest: &'a mut [u8]) -> Self {
        let rest = Some(rest);
        ReadExact { stream, rest }
    }
}

impl Future for ReadExact<'_> {
    type Output = io::Result<()>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let stream = self.stream;
        let Some(rest) = &mut self.rest else {
            panic!("`ReadExact` polled after completion");
        };
        let result = loop {
            if rest.is_empty() {
                break Ok(());
            }
            match ready!(stream.poll_read(cx, rest)) {
                Ok(0) => break Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(read) => *rest = &mut mem::take(rest)[read..],
                Err(error) => break Err(error),
            }
        };
        self.rest = None;
        Poll::Ready(result)
    }
}

/// The future of [`TcpStream::write_all`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct WriteAll<'a> {
    stream: &'a TcpStream,
    /// What is still to be written.
    rest: Option<&'a [u8]>,
}

impl<'a> WriteAll<'a> {
    pub(super) fn new(stream: &'a TcpStream, rest: &'a [u8]) -> Self {
        let rest = Some(rest);
        WriteAll { stream, rest }
    }
}

impl Future for WriteAll<'_> {
    type Output = io::Result<()>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let stream = self.stream;
        let Some(rest) = &mut self.rest else {
            panic!("`WriteAll` polled after completion");
        };
        let result = loop {
            if rest.is_empty() {
                break Ok(());
            }
            match ready!(stream.poll_write(cx, rest)) {
                Ok(0) => break Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => *rest = &rest[written..],
                Err(error) => break Err(error),
            }
        };
        self.rest = None;
        Poll::Ready(result)
    }
}

/// The future of [`UdpSocket::recv_from`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct RecvFrom<'a> {
    socket: &'a UdpSocket,
    buffer: Option<&'a mut [u8]>,
}

impl<'a> RecvFrom<'a> {
    pub(super) fn new(socket: &'a UdpSocket, buffer: &'a mut [u8]) -> Self {
        let buffer = Some(buffer);
        RecvFrom { socket, buffer }
    }
}

impl Future for RecvFrom<'_> {
    type Output = io::Result<(usize, SocketAddr)>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let socket = self.socket;
        let Some(buffer) = &mut self.buffer else {
            panic!("`RecvFrom` polled after completion");
        };
        let received = ready!(socket.poll_recv_from(cx, buffer)); // 2
        self.buffer = None; // 1
        Poll::Ready(received)
    }
}

/// The future of [`UdpSocket::send_to`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct SendTo<'a> {
    socket: &'a UdpSocket,
    datagram: Option<&'a [u8]>,
    to: SocketAddr,
}

impl<'a> SendTo<'a> {
    pub(super) fn new(socket: &'a UdpSocket, datagram: &'a [u8], to: SocketAddr) -> Self {
        SendTo {
            socket,
            datagram: Some(datagram),
            to,
        }
    }
}

impl Future for SendTo<'_> {
    type Output = io::Result<usize>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(datagram) = self.datagram else {
            panic!("`SendTo` polled after completion");
        };
        let sent = ready!(self.socket.poll_send_to(cx, datagram, self.to)); // 2
        self.datagram = None; // 1
        Poll::Ready(sent)
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
