//! [`TcpListener`] and [`TcpStream`].

use core::fmt;
use core::net::SocketAddr;
use core::task::{Context, Poll};
use std::io::{self, Read as _, Write as _};
use std::net::{self, Shutdown, ToSocketAddrs};

use socket2::{Domain, Protocol, Socket, Type};

use super::longhand::{Accept, Connect, Read, ReadExact, Write, WriteAll};
use super::reactor::Registered;

/// A socket that accepts connections.
pub struct TcpListener {
    socket: Registered<net::TcpListener>,
}

impl TcpListener {
    /// Listens on the first of the addresses that can be had. Looking up a name blocks the thread.
    ///
    /// # Errors
    ///
    /// The operating system's, such as [`AddrInUse`](io::ErrorKind::AddrInUse).
    pub fn bind(address: impl ToSocketAddrs) -> io::Result<TcpListener> {
        let socket = net::TcpListener::bind(address)?;
        socket.set_nonblocking(true)?;
        let socket = Registered::new(socket)?;
        Ok(TcpListener { socket })
    }

    /// The address it listens on: with the port that was chosen, if it was asked for port 0.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.socket().local_addr()
    }

    /// Waits for a connection. [*Lossless*](crate#cancel-safety).
    ///
    /// # Errors
    ///
    /// The operating system's.
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn accept(&self) -> Accept<'_> {
        Accept::new(self)
    }

    /// A connection and its peer's address, if one waits; otherwise `cx`'s waker is kept.
    ///
    /// # Errors
    ///
    /// The operating system's. Some are of one connection, and the next may be well; if there are
    /// no more file descriptors, wait a while before the next call.
    #[track_caller]
    pub fn poll_accept(&self, cx: &mut Context<'_>) -> Poll<io::Result<(TcpStream, SocketAddr)>> {
        let accepted = self
            .socket
            .reading()
            .poll(cx, || self.socket.socket().accept());
        accepted.map(|accepted| {
            let (stream, peer) = accepted?;
            stream.set_nonblocking(true)?;
            Ok((TcpStream::new(stream)?, peer))
        })
    }
}

impl fmt::Debug for TcpListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.socket.socket().fmt(f)
    }
}

/// A connection.
///
/// It is read and written by shared reference, so one task may read while another writes.
pub struct TcpStream {
    socket: Registered<net::TcpStream>,
}

impl TcpStream {
    fn new(socket: net::TcpStream) -> io::Result<TcpStream> {
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
        TcpStream::new(socket.into())
    }

    /// Whether the connection that has begun is made.
    #[track_caller]
    pub(super) fn poll_connected(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let socket = self.socket.socket();
        self.socket
            .writing()
            .poll(cx, || match socket.take_error()? {
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
    #[track_caller]
    pub fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        if buffer.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let mut socket = self.socket.socket();
        self.socket.reading().poll(cx, || socket.read(buffer))
    }

    /// Writes if there is room; otherwise `cx`'s waker is kept. An empty slice is done at once.
    ///
    /// # Errors
    ///
    /// The operating system's.
    #[track_caller]
    pub fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if bytes.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let mut socket = self.socket.socket();
        self.socket.writing().poll(cx, || socket.write(bytes))
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
