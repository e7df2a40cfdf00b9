//! [`TcpListener`].

use alloc::boxed::Box;
use core::cell::Cell;
use core::fmt;
use core::future::Future;
use core::net::SocketAddr;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;
use std::io;
use std::net::{self, ToSocketAddrs};

use super::longhand::Accept;
use super::reactor::Registered;
use super::stream::TcpStream;
use crate::time::{Sleep, sleep};

/// How long it rests when there were no more descriptors.
const REST: Duration = Duration::from_millis(100);

/// A socket that accepts connections.
pub struct TcpListener {
    pub(super) socket: Registered<net::TcpListener>,
    rest: Cell<Option<Pin<Box<Sleep>>>>,
}

impl TcpListener {
    /// Listens on the first of the addresses that can be had. Looking up a name blocks the thread.
    ///
    /// # Errors
    ///
    /// The operating system's, such as [`AddrInUse`](io::ErrorKind::AddrInUse).
    pub fn bind(address: impl ToSocketAddrs) -> io::Result<TcpListener> {
        TcpListener::from_std(net::TcpListener::bind(address)?)
    }

    /// One of the standard library, with whatever options it was given.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn from_std(socket: net::TcpListener) -> io::Result<TcpListener> {
        socket.set_nonblocking(true)?;
        Ok(TcpListener {
            socket: Registered::new(socket)?,
            rest: Cell::new(None),
        })
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
    /// The operating system's. A connection that was gone before it was accepted is none. If there
    /// are no more file descriptors, or no memory, the error says so once, and the next call rests a
    /// tenth of a second before it tries: a loop that only logs errors does not spin.
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
    /// Those of [`accept`](Self::accept).
    #[track_caller]
    pub fn poll_accept(&self, cx: &mut Context<'_>) -> Poll<io::Result<(TcpStream, SocketAddr)>> {
        ready!(self.poll_rested(cx));
        let accept = || self.socket.socket().accept();
        loop {
            match ready!(self.socket.poll_reading(cx, accept)) {
                Ok((stream, peer)) => {
                    return Poll::Ready(TcpStream::from_std(stream).map(|stream| (stream, peer)));
                }
                // The peer left while it waited to be accepted.
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(error) => {
                    if is_exhaustion(&error) {
                        self.rest.set(Some(Box::pin(sleep(REST))));
                    }
                    return Poll::Ready(Err(error));
                }
            }
        }
    }

    #[track_caller]
    fn poll_rested(&self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(mut rest) = self.rest.take() else {
            return Poll::Ready(());
        };
        let rested = rest.as_mut().poll(cx);
        if rested.is_pending() {
            self.rest.set(Some(rest));
        }
        rested
    }
}

impl fmt::Debug for TcpListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.socket.socket().fmt(f)
    }
}

/// Whether the process or the system has run out of what every connection needs: the connection still
/// waits, and to try again at once is in vain.
fn is_exhaustion(error: &io::Error) -> bool {
    #[cfg(unix)]
    let exhausted = [libc::EMFILE, libc::ENFILE, libc::ENOBUFS, libc::ENOMEM];
    #[cfg(not(unix))]
    let exhausted = [10_024, 10_055]; // WSAEMFILE, WSAENOBUFS
    error
        .raw_os_error()
        .is_some_and(|number| exhausted.contains(&number))
}
