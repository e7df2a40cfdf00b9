//! Sockets, on a small reactor that asks the operating system.
//!
//! # Contract
//!
//! - Each operation is tried if it may succeed, and waits only if the operating system has said
//!   that it would block. A socket is registered once, when it is made, for its edges: readiness is
//!   kept with it, and no wait costs a system call of its own.
//! - Reading and writing may wait at the same time, each in one place: the latest waker of each is
//!   kept.
//! - The reactor is this thread's own, and is asked by [`block_on`](crate::block_on()) and
//!   [`LocalExecutor::run`](crate::executor::LocalExecutor::run) when there is nothing to poll.
//!   Waiting where neither runs panics at once and says so, for nobody would ever wake it.
//! - Errors are those of the operating system, unchanged: a refused connection is
//!   [`ConnectionRefused`](std::io::ErrorKind::ConnectionRefused), a port that is taken
//!   [`AddrInUse`](std::io::ErrorKind::AddrInUse).
//! - Where the operating system tells of edges (Linux, Android, the BSDs and Apple's systems) a wait
//!   costs no call. Elsewhere it costs one.
//! - A thread that has sockets sleeps in the operating system's queue of events. That of Linux counts in
//!   milliseconds, so [sleeps](crate::time) there end up to one later, and never early.
//! - A listener that has run out of file descriptors says so once, and rests before it tries again. A
//!   peer that closes its half is read to its end, and can still be written to; one that never reads
//!   makes writes wait, and a [`timeout`](crate::timeout()) around them ends that; one that is gone is
//!   an error, and no signal.
//! - Sockets are not inherited by a program that is started.
//!
//! # Cancel safety
//!
//! [`accept`](TcpListener::accept), [`read`](TcpStream::read), [`write`](TcpStream::write), their
//! vectored kin, [`recv_from`](UdpSocket::recv_from) and [`send_to`](UdpSocket::send_to) are
//! [*lossless*](crate#cancel-safety): dropped while they are pending, they have done nothing.
//! [`connect`](TcpStream::connect) [*loses place*](crate#cancel-safety): it drops the connection,
//! which the other end may have accepted. [`write_all`](TcpStream::write_all) and
//! [`read_exact`](TcpStream::read_exact) are each one that
//! [*loses data*](crate#cancel-safety): dropped, they do not say how far they have come.
//!
//! ```
//! use longhand::net::{TcpListener, TcpStream};
//! use longhand::{block_on, join};
//!
//! # fn main() -> std::io::Result<()> {
//! let listener = TcpListener::bind(("127.0.0.1", 0))?;
//! let address = listener.local_addr()?;
//! block_on(async {
//!     let (accepted, connected) = join((listener.accept(), TcpStream::connect(address))).await;
//!     let ((server, _), client) = (accepted?, connected?);
//!     client.write_all(b"hello").await?;
//!     let mut greeting = [0; 5];
//!     server.read_exact(&mut greeting).await?;
//!     assert_eq!(&greeting, b"hello");
//!     Ok(())
//! })
//! # }
//! ```

mod listener;
mod longhand;
mod raw;
mod reactor;
pub(crate) mod shorthand;
mod stream;
mod udp;

pub use listener::TcpListener;
pub use longhand::{Accept, Connect, Read, ReadExact, ReadVectored, RecvFrom, SendTo};
pub use longhand::{Write, WriteAll, WriteVectored};
pub use reactor::{Event, Interest, Key, Poller, Reactor, Socket, Tells};
pub use stream::TcpStream;
pub use udp::UdpSocket;
