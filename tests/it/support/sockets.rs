//! [`Sockets`]: what sockets wait for, in both spellings.

use core::future::Future;
use core::net::SocketAddr;
use std::io::{self, IoSlice, IoSliceMut};

use longhand::net::{TcpListener, TcpStream, UdpSocket};
use longhand::shorthand;

use super::runtime::Runtime;
use super::spelling::{AsAsyncFn, ByHand};

pub(crate) trait Sockets: Runtime {
    fn accept(listener: &TcpListener) -> impl Future<Output = io::Result<(TcpStream, SocketAddr)>>;

    fn connect(address: SocketAddr) -> impl Future<Output = io::Result<TcpStream>>;

    fn read<'a>(
        stream: &'a TcpStream,
        buffer: &'a mut [u8],
    ) -> impl Future<Output = io::Result<usize>>;

    fn write<'a>(stream: &'a TcpStream, bytes: &'a [u8])
    -> impl Future<Output = io::Result<usize>>;

    fn read_exact<'a>(
        stream: &'a TcpStream,
        buffer: &'a mut [u8],
    ) -> impl Future<Output = io::Result<()>>;

    fn write_all<'a>(
        stream: &'a TcpStream,
        bytes: &'a [u8],
    ) -> impl Future<Output = io::Result<()>>;

    fn read_vectored<'a, 'b>(
        stream: &'a TcpStream,
        buffers: &'a mut [IoSliceMut<'b>],
    ) -> impl Future<Output = io::Result<usize>>;

    fn write_vectored<'a>(
        stream: &'a TcpStream,
        slices: &'a [IoSlice<'a>],
    ) -> impl Future<Output = io::Result<usize>>;

    fn recv_from<'a>(
        socket: &'a UdpSocket,
        buffer: &'a mut [u8],
    ) -> impl Future<Output = io::Result<(usize, SocketAddr)>>;

    fn send_to<'a>(
        socket: &'a UdpSocket,
        datagram: &'a [u8],
        to: SocketAddr,
    ) -> impl Future<Output = io::Result<usize>>;
}

impl Sockets for ByHand {
    fn accept(listener: &TcpListener) -> impl Future<Output = io::Result<(TcpStream, SocketAddr)>> {
        listener.accept()
    }

    fn connect(address: SocketAddr) -> impl Future<Output = io::Result<TcpStream>> {
        TcpStream::connect(address)
    }

    fn read<'a>(
        stream: &'a TcpStream,
        buffer: &'a mut [u8],
    ) -> impl Future<Output = io::Result<usize>> {
        stream.read(buffer)
    }

    fn write<'a>(
        stream: &'a TcpStream,
        bytes: &'a [u8],
    ) -> impl Future<Output = io::Result<usize>> {
        stream.write(bytes)
    }

    fn read_exact<'a>(
        stream: &'a TcpStream,
        buffer: &'a mut [u8],
    ) -> impl Future<Output = io::Result<()>> {
        stream.read_exact(buffer)
    }

    fn write_all<'a>(
        stream: &'a TcpStream,
        bytes: &'a [u8],
    ) -> impl Future<Output = io::Result<()>> {
        stream.write_all(bytes)
    }

    fn read_vectored<'a, 'b>(
        stream: &'a TcpStream,
        buffers: &'a mut [IoSliceMut<'b>],
    ) -> impl Future<Output = io::Result<usize>> {
        stream.read_vectored(buffers)
    }

    fn write_vectored<'a>(
        stream: &'a TcpStream,
        slices: &'a [IoSlice<'a>],
    ) -> impl Future<Output = io::Result<usize>> {
        stream.write_vectored(slices)
    }

    fn recv_from<'a>(
        socket: &'a UdpSocket,
        buffer: &'a mut [u8],
    ) -> impl Future<Output = io::Result<(usize, SocketAddr)>> {
        socket.recv_from(buffer)
    }

    fn send_to<'a>(
        socket: &'a UdpSocket,
        datagram: &'a [u8],
        to: SocketAddr,
    ) -> impl Future<Output = io::Result<usize>> {
        socket.send_to(datagram, to)
    }
}

impl Sockets for AsAsyncFn {
    fn accept(listener: &TcpListener) -> impl Future<Output = io::Result<(TcpStream, SocketAddr)>> {
        shorthand::net::accept(listener)
    }

    fn connect(address: SocketAddr) -> impl Future<Output = io::Result<TcpStream>> {
        shorthand::net::connect(address)
    }

    fn read<'a>(
        stream: &'a TcpStream,
        buffer: &'a mut [u8],
    ) -> impl Future<Output = io::Result<usize>> {
        shorthand::net::read(stream, buffer)
    }

    fn write<'a>(
        stream: &'a TcpStream,
        bytes: &'a [u8],
    ) -> impl Future<Output = io::Result<usize>> {
        shorthand::net::write(stream, bytes)
    }

    fn read_exact<'a>(
        stream: &'a TcpStream,
        buffer: &'a mut [u8],
    ) -> impl Future<Output = io::Result<()>> {
        shorthand::net::read_exact(stream, buffer)
    }

    fn write_all<'a>(
        stream: &'a TcpStream,
        bytes: &'a [u8],
    ) -> impl Future<Output = io::Result<()>> {
        shorthand::net::write_all(stream, bytes)
    }

    fn read_vectored<'a, 'b>(
        stream: &'a TcpStream,
        buffers: &'a mut [IoSliceMut<'b>],
    ) -> impl Future<Output = io::Result<usize>> {
        shorthand::net::read_vectored(stream, buffers)
    }

    fn write_vectored<'a>(
        stream: &'a TcpStream,
        slices: &'a [IoSlice<'a>],
    ) -> impl Future<Output = io::Result<usize>> {
        shorthand::net::write_vectored(stream, slices)
    }

    fn recv_from<'a>(
        socket: &'a UdpSocket,
        buffer: &'a mut [u8],
    ) -> impl Future<Output = io::Result<(usize, SocketAddr)>> {
        shorthand::net::recv_from(socket, buffer)
    }

    fn send_to<'a>(
        socket: &'a UdpSocket,
        datagram: &'a [u8],
        to: SocketAddr,
    ) -> impl Future<Output = io::Result<usize>> {
        shorthand::net::send_to(socket, datagram, to)
    }
}
