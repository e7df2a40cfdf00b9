//! [`Poller`]: the small interface between sockets and whoever tells of them.

use alloc::rc::Rc;
use core::task::Waker;
use core::time::Duration;
use std::io;

/// A socket, as the operating system knows it.
#[cfg(unix)]
pub type Socket<'s> = std::os::fd::BorrowedFd<'s>;

/// A socket, as the operating system knows it.
#[cfg(windows)]
pub type Socket<'s> = std::os::windows::io::BorrowedSocket<'s>;

/// Which socket of a reactor. The number may be handed to an operating system that hands it back; it is
/// never [`usize::MAX`].
///
/// No two sockets that are open at one time have the same, and a place that is used again comes with
/// another generation in its upper half: an event that is late finds nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub usize);

/// What somebody waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest {
    /// To read, or to accept.
    pub readable: bool,
    /// To write, or to be connected.
    pub writable: bool,
}

/// What has happened to a socket. To say too much is harmless: the operation is tried, and waits again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Whose it is.
    pub key: Key,
    /// A read may do something now.
    pub readable: bool,
    /// A write may do something now.
    pub writable: bool,
    /// Nothing but bytes has come and gone: no end, no error, nothing urgent. Then a read that comes
    /// short has emptied the socket, and the next one need not be tried to know that it would block.
    pub is_plain: bool,
}

/// How often a poller tells of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Whenever it becomes ready anew.
    Edges,
    /// Once each time that it is asked to, by [`arm`](Poller::arm), and if it is ready already at once.
    Once,
}

/// Tells the sockets of a thread what has happened outside.
///
/// The crate has one that asks the operating system. One of your own is given to a
/// [`Reactor`](super::Reactor): a script, for tests that go the same way each time.
pub trait Poller {
    /// Tells of `socket` from now on, under this key; and how.
    ///
    /// # Errors
    ///
    /// The operating system's. Then it will not tell.
    fn add(&self, socket: Socket<'_>, key: Key) -> io::Result<Tells>;

    /// Tells no more: the socket is about to be closed.
    fn delete(&self, socket: Socket<'_>, key: Key);

    /// An operation would have blocked, and somebody waits. A poller that tells of edges is not asked.
    ///
    /// # Errors
    ///
    /// The operating system's, which the operation returns.
    fn arm(&self, socket: Socket<'_>, key: Key, interest: Interest) -> io::Result<()> {
        let _ = (socket, key, interest);
        Ok(())
    }

    /// Waits until something has happened, `limit` has passed, or its [`waker`](Self::waker) was
    /// called, and gives each event to `tell`. It may return early, and `tell` may call it again.
    ///
    /// # Errors
    ///
    /// The operating system's; the thread cannot go on then, and panics.
    fn wait(&self, limit: Option<Duration>, tell: &mut dyn FnMut(Event)) -> io::Result<()>;

    /// What ends a wait from any thread, or the next one if none is under way.
    fn waker(&self) -> Waker;
}

impl<P: Poller + ?Sized> Poller for Rc<P> {
    fn add(&self, socket: Socket<'_>, key: Key) -> io::Result<Tells> {
        P::add(self, socket, key)
    }

    fn delete(&self, socket: Socket<'_>, key: Key) {
        P::delete(self, socket, key);
    }

    fn arm(&self, socket: Socket<'_>, key: Key, interest: Interest) -> io::Result<()> {
        P::arm(self, socket, key, interest)
    }

    fn wait(&self, limit: Option<Duration>, tell: &mut dyn FnMut(Event)) -> io::Result<()> {
        P::wait(self, limit, tell)
    }

    fn waker(&self) -> Waker {
        P::waker(self)
    }
}
