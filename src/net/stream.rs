//! [`TcpStream`].

use core::fmt;
use core::net::SocketAddr;
use core::task::{Context, Poll};
use std::io::{self, IoSlice, IoSliceMut, Read as _, Write as _};
use std::net::{self, Shutdown};

use socket2::{Domain, Protocol, Socket, Type};

use super::longhand::{Connect, Read, ReadExact, ReadVectored, Write, WriteAll, WriteVectored};
use super::reactor::Registered;

/// A connection.
///
/// It is read and written by shared reference: there are no halves to split it into. One future may read
/// while another writes, with `&TcpStream` each, or an `Rc`. Of two that read at one time the later is
/// woken. With the feature `futures-io` both have `AsyncRead` and `AsyncWrite` of `futures_io`.
pub struct TcpStream {
    pub(super) socket: Registered<net::TcpStream>,
}

const _: () = assert!(size_of::<TcpStream>() <= 4 * size_of::<usize>());

impl TcpStream {
    /// One of the standard library, connected, with whatever options it was given.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn from_std(socket: net::TcpStream) -> io::Result<TcpStream> {
        socket.set_nonblocking(true)?;
        let socket = Registered::new(socket)?;
        Ok(TcpStream { socket })
    }

    /// Connects to an address. The connection begins with the first poll.
    /// [*Loses place*](crate#cancel-safety): dropped, it drops the connection, which the other end may
    /// have accepted.
    ///
    /// # Errors
    ///
    /// The operating system's, such as [`ConnectionRefused`](io::ErrorKind::ConnectionRefused).
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn connect(address: SocketAddr) -> Connect {
        Connect::new(address)
    }

    /// Begins to connect; the stream is writable when it is done, or has failed.
    pub(super) fn begin(address: SocketAddr) -> io::Result<TcpStream> {
        let domain = Domain::for_address(address);
        let socket = Socket::new(domain, Type::STREAM, Some(Protocol::TCP))?;
        socket.set_nonblocking(true)?;
        match socket.connect(&address.into()) {
            Err(error) if !is_under_way(&error) => return Err(error),
            _ => {}
        }
        let socket = Registered::new(socket.into())?;
        Ok(TcpStream { socket })
    }

    /// Whether the connection that has begun is made.
    #[track_caller]
    pub(super) fn poll_connected(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let socket = self.socket.socket();
        self.socket.poll_writing(cx, || match socket.take_error()? {
            Some(error) => Err(error),
            // Neither failed nor made: it is under way, and an event will tell.
            None => match socket.peer_addr() {
                Err(error) if error.kind() == io::ErrorKind::NotConnected => {
                    Err(io::ErrorKind::WouldBlock.into())
                }
                connected => connected.map(drop),
            },
        })
    }

    /// Reads what there is, up to `buffer.len()` bytes; 0 is the end of the stream.
    /// [*Lossless*](crate#cancel-safety).
    ///
    /// # Errors
    ///
    /// The operating system's.
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn read<'a>(&'a self, buffer: &'a mut [u8]) -> Read<'a> {
        Read::new(self, buffer)
    }

    /// As [`read`](Self::read), into several buffers, one after the other.
    /// [*Lossless*](crate#cancel-safety).
    ///
    /// # Errors
    ///
    /// The operating system's.
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn read_vectored<'a, 'b>(
        &'a self,
        buffers: &'a mut [IoSliceMut<'b>],
    ) -> ReadVectored<'a, 'b> {
        ReadVectored::new(self, buffers)
    }

    /// Reads until `buffer` is full. [*Loses data*](crate#cancel-safety): dropped, it does not
    /// say how much it has read.
    ///
    /// # Errors
    ///
    /// The operating system's, and [`UnexpectedEof`](io::ErrorKind::UnexpectedEof).
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn read_exact<'a>(&'a self, buffer: &'a mut [u8]) -> ReadExact<'a> {
        ReadExact::new(self, buffer)
    }

    /// Writes what there is room for, up to `bytes.len()` bytes.
    /// [*Lossless*](crate#cancel-safety).
    ///
    /// # Errors
    ///
    /// The operating system's.
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn write<'a>(&'a self, bytes: &'a [u8]) -> Write<'a> {
        Write::new(self, bytes)
    }

    /// As [`write`](Self::write), of several slices, one after the other.
    /// [*Lossless*](crate#cancel-safety).
    ///
    /// # Errors
    ///
    /// The operating system's.
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn write_vectored<'a>(&'a self, slices: &'a [IoSlice<'a>]) -> WriteVectored<'a> {
        WriteVectored::new(self, slices)
    }

    /// Writes all of `bytes`. [*Loses data*](crate#cancel-safety): dropped, it does not say how
    /// much it has written.
    ///
    /// # Errors
    ///
    /// The operating system's, and [`WriteZero`](io::ErrorKind::WriteZero).
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn write_all<'a>(&'a self, bytes: &'a [u8]) -> WriteAll<'a> {
        WriteAll::new(self, bytes)
    }

    /// Reads if something is there; otherwise `cx`'s waker is kept. An empty buffer is full at
    /// once.
    ///
    /// # Errors
    ///
    /// The operating system's.
    #[inline]
    #[track_caller]
    pub fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        if buffer.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let (mut socket, room) = (self.socket.socket(), buffer.len());
        self.socket.poll_read(cx, room, || socket.read(buffer))
    }

    /// Writes if there is room; otherwise `cx`'s waker is kept. An empty slice is done at once.
    ///
    /// # Errors
    ///
    /// The operating system's.
    #[inline]
    #[track_caller]
    pub fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if bytes.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let mut socket = self.socket.socket();
        self.socket
            .poll_write(cx, bytes.len(), || socket.write(bytes))
    }

    /// As [`poll_read`](Self::poll_read), into several buffers, one after the other.
    ///
    /// # Errors
    ///
    /// The operating system's.
    #[track_caller]
    pub fn poll_read_vectored(
        &self,
        cx: &mut Context<'_>,
        buffers: &mut [IoSliceMut<'_>],
    ) -> Poll<io::Result<usize>> {
        let room = buffers.iter().map(|buffer| buffer.len()).sum();
        if room == 0 {
            return Poll::Ready(Ok(0));
        }
        let mut socket = self.socket.socket();
        self.socket
            .poll_read(cx, room, || socket.read_vectored(buffers))
    }

    /// As [`poll_write`](Self::poll_write), of several slices, one after the other.
    ///
    /// # Errors
    ///
    /// The operating system's.
    #[track_caller]
    pub fn poll_write_vectored(
        &self,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let length = slices.iter().map(|slice| slice.len()).sum();
        if length == 0 {
            return Poll::Ready(Ok(0));
        }
        let mut socket = self.socket.socket();
        self.socket
            .poll_write(cx, length, || socket.write_vectored(slices))
    }

    /// Ends one direction, or both: the peer reads what was written, and then the end of the
    /// stream.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        self.socket.socket().shutdown(how)
    }

    /// The address of this end.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.socket().local_addr()
    }

    /// The address of the other end.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.socket.socket().peer_addr()
    }

    /// Whether small writes are sent at once, rather than gathered.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        self.socket.socket().set_nodelay(nodelay)
    }
}

impl fmt::Debug for TcpStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.socket.socket().fmt(f)
    }
}

/// Whether a connection has begun that is not made yet.
fn is_under_way(error: &io::Error) -> bool {
    #[cfg(unix)]
    let in_progress = error.raw_os_error() == Some(libc::EINPROGRESS);
    #[cfg(not(unix))]
    let in_progress = false;
    in_progress || error.kind() == io::ErrorKind::WouldBlock
}
