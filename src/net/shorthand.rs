//! The futures of sockets, as `async fn`s. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::poll_fn;
use core::net::SocketAddr;
use std::io::{self, IoSlice, IoSliceMut};

use super::listener::TcpListener;
use super::stream::TcpStream;
use super::udp::UdpSocket;

/// Waits for a connection: [`TcpListener::accept`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's.
pub async fn accept(listener: &TcpListener) -> io::Result<(TcpStream, SocketAddr)> {
    poll_fn(|cx| listener.poll_accept(cx)).await
}

/// Connects to an address: [`TcpStream::connect`] as an `async fn`.
/// [*Loses place*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's.
pub async fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::begin(address)?;
    poll_fn(|cx| stream.poll_connected(cx)).await?;
    Ok(stream)
}

/// Reads what there is: [`TcpStream::read`] as an `async fn`. [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's.
pub async fn read(stream: &TcpStream, buffer: &mut [u8]) -> io::Result<usize> {
    poll_fn(|cx| stream.poll_read(cx, buffer)).await
}

/// Reads what there is into several buffers: [`TcpStream::read_vectored`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's.
pub async fn read_vectored(
    stream: &TcpStream,
    buffers: &mut [IoSliceMut<'_>],
) -> io::Result<usize> {
    poll_fn(|cx| stream.poll_read_vectored(cx, buffers)).await
}

/// Writes what there is room for: [`TcpStream::write`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's.
pub async fn write(stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    poll_fn(|cx| stream.poll_write(cx, bytes)).await
}

/// Writes what there is room for, of several slices: [`TcpStream::write_vectored`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's.
pub async fn write_vectored(stream: &TcpStream, slices: &[IoSlice<'_>]) -> io::Result<usize> {
    poll_fn(|cx| stream.poll_write_vectored(cx, slices)).await
}

/// Reads until `buffer` is full: [`TcpStream::read_exact`] as an `async fn`.
/// [*Loses data*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's, and [`UnexpectedEof`](io::ErrorKind::UnexpectedEof).
pub async fn read_exact(stream: &TcpStream, buffer: &mut [u8]) -> io::Result<()> {
    let mut filled = 0;
    while filled < buffer.len() {
        match read(stream, &mut buffer[filled..]).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            more => filled += more,
        }
    }
    Ok(())
}

/// Writes all of `bytes`: [`TcpStream::write_all`] as an `async fn`.
/// [*Loses data*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's, and [`WriteZero`](io::ErrorKind::WriteZero).
pub async fn write_all(stream: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match write(stream, bytes).await? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            written => bytes = &bytes[written..],
        }
    }
    Ok(())
}

/// Receives a datagram: [`UdpSocket::recv_from`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's.
pub async fn recv_from(socket: &UdpSocket, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
    poll_fn(|cx| socket.poll_recv_from(cx, buffer)).await
}

/// Sends a datagram: [`UdpSocket::send_to`] as an `async fn`. [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// The operating system's.
pub async fn send_to(socket: &UdpSocket, datagram: &[u8], to: SocketAddr) -> io::Result<usize> {
    poll_fn(|cx| socket.poll_send_to(cx, datagram, to)).await
}
