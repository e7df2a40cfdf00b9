//! [`Sockets`]: what sockets wait for, in both spellings.

use core::future::Future;
use core::net::SocketAddr;
use std::io;

use longhand::net::{TcpListener, TcpStream};
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
}
