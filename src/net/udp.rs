//! [`UdpSocket`].

use core::fmt;
use core::net::SocketAddr;
use core::task::{Context, Poll};
use std::io;
use std::net::{self, ToSocketAddrs};

use super::longhand::{RecvFrom, SendTo};
use super::reactor::Registered;

/// A socket that sends and receives datagrams.
///
/// ```
/// use longhand::block_on;
/// use longhand::net::UdpSocket;
///
/// # fn main() -> std::io::Result<()> {
/// let (here, there) = (UdpSocket::bind("127.0.0.1:0")?, UdpSocket::bind("127.0.0.1:0")?);
/// block_on(async {
///     here.send_to(b"hello", there.local_addr()?).await?;
///     let mut datagram = [0; 16];
///     let (length, from) = there.recv_from(&mut datagram).await?;
///     assert_eq!((&datagram[..length], from), (&b"hello"[..], here.local_addr()?));
///     Ok(())
/// })
/// # }
/// ```
pub struct UdpSocket {
    pub(super) socket: Registered<net::UdpSocket>,
}

impl UdpSocket {
    /// Binds to the first of the addresses that can be had. Looking up a name blocks the thread.
    ///
    /// # Errors
    ///
    /// The operating system's, such as [`AddrInUse`](io::ErrorKind::AddrInUse).
    pub fn bind(address: impl ToSocketAddrs) -> io::Result<UdpSocket> {
        UdpSocket::from_std(net::UdpSocket::bind(address)?)
    }

    /// One of the standard library, with whatever options it was given.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn from_std(socket: net::UdpSocket) -> io::Result<UdpSocket> {
        socket.set_nonblocking(true)?;
        let socket = Registered::new(socket)?;
        Ok(UdpSocket { socket })
    }

    /// The address of this end.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.socket().local_addr()
    }

    /// Receives one datagram, and says from whom and how long it is; what does not fit is cut off.
    /// [*Lossless*](crate#cancel-safety).
    ///
    /// # Errors
    ///
    /// The operating system's.
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn recv_from<'a>(&'a self, buffer: &'a mut [u8]) -> RecvFrom<'a> {
        RecvFrom::new(self, buffer)
    }

    /// Sends one datagram, whole. [*Lossless*](crate#cancel-safety).
    ///
    /// # Errors
    ///
    /// The operating system's.
    ///
    /// # Panics
    ///
    /// When polled where it has to wait and nobody drives the thread: see the [module](super).
    pub fn send_to<'a>(&'a self, datagram: &'a [u8], to: SocketAddr) -> SendTo<'a> {
        SendTo::new(self, datagram, to)
    }

    /// Receives a datagram, if there is one; otherwise `cx`'s waker is kept.
    ///
    /// # Errors
    ///
    /// The operating system's.
    #[inline]
    #[track_caller]
    pub fn poll_recv_from(
        &self,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<(usize, SocketAddr)>> {
        let socket = self.socket.socket();
        self.socket.poll_reading(cx, || socket.recv_from(buffer))
    }

    /// Sends a datagram, if there is room; otherwise `cx`'s waker is kept.
    ///
    /// # Errors
    ///
    /// The operating system's.
    #[inline]
    #[track_caller]
    pub fn poll_send_to(
        &self,
        cx: &mut Context<'_>,
        datagram: &[u8],
        to: SocketAddr,
    ) -> Poll<io::Result<usize>> {
        let socket = self.socket.socket();
        self.socket
            .poll_writing(cx, || socket.send_to(datagram, to))
    }
}

impl fmt::Debug for UdpSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.socket.socket().fmt(f)
    }
}
