//! The sockets as the operating system knows them, for options that have no method here.

use super::listener::TcpListener;
use super::stream::TcpStream;
use super::udp::UdpSocket;

#[cfg(unix)]
mod unix {
    use std::os::fd::{AsFd, BorrowedFd};

    use super::{TcpListener, TcpStream, UdpSocket};

    impl AsFd for TcpListener {
        fn as_fd(&self) -> BorrowedFd<'_> {
            self.socket.socket().as_fd()
        }
    }

    impl AsFd for TcpStream {
        fn as_fd(&self) -> BorrowedFd<'_> {
            self.socket.socket().as_fd()
        }
    }

    impl AsFd for UdpSocket {
        fn as_fd(&self) -> BorrowedFd<'_> {
            self.socket.socket().as_fd()
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::os::windows::io::{AsSocket, BorrowedSocket};

    use super::{TcpListener, TcpStream, UdpSocket};

    impl AsSocket for TcpListener {
        fn as_socket(&self) -> BorrowedSocket<'_> {
            self.socket.socket().as_socket()
        }
    }

    impl AsSocket for TcpStream {
        fn as_socket(&self) -> BorrowedSocket<'_> {
            self.socket.socket().as_socket()
        }
    }

    impl AsSocket for UdpSocket {
        fn as_socket(&self) -> BorrowedSocket<'_> {
            self.socket.socket().as_socket()
        }
    }
}
