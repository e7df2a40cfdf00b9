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
//! - It works where the operating system tells of edges: Linux, Android, the BSDs and Apple's
//!   systems. Elsewhere making a socket is an error,
//!   [`Unsupported`](std::io::ErrorKind::Unsupported).
//!
//! # Cancel safety
//!
//! [`accept`](TcpListener::accept), [`read`](TcpStream::read) and [`write`](TcpStream::write) are
//! [*lossless*](crate#cancel-safety): dropped while they are pending, they have done nothing.
//! [`connect`](TcpStream::connect) [*loses place*](crate#cancel-safety): it drops the connection,
//! which the other end may have accepted. [`write_all`](TcpStream::write_all) and
//! [`read_exact`](TcpStream::read_exact) are each one that
//! [*loses data*](crate#cancel-safety): dropped, they do not say how far they have come.

mod longhand;
mod reactor;
pub(crate) mod shorthand;
mod tcp;

pub use longhand::{Accept, Connect, Read, ReadExact, Write, WriteAll};
pub use tcp::{TcpListener, TcpStream};
