//! [`Registered`]: a socket that a reactor knows.

use alloc::rc::Rc;
use core::task::{Context, Poll};
use std::io;

use polling::AsSource;

use super::core::Core;
use super::current::current;
use super::poller::{Key, Tells};
use super::source::{Direction, Source};

/// A socket that the reactor knows from when it is made until it is dropped: then it is forgotten,
/// and closed after that.
pub(crate) struct Registered<S: AsSource> {
    socket: S,
    tells: Tells,
    key: Key,
    source: Rc<Source>,
    reactor: Rc<Core>,
}

impl<S: AsSource> Registered<S> {
    /// Makes a nonblocking socket known to this thread's reactor.
    pub(crate) fn new(socket: S) -> io::Result<Self> {
        let reactor = current()?;
        let source = Rc::new(Source::default());
        let (key, tells) = reactor.add(socket.source(), source.clone())?;
        Ok(Registered {
            socket,
            tells,
            key,
            source,
            reactor,
        })
    }

    pub(crate) fn socket(&self) -> &S {
        &self.socket
    }

    /// Does what reads, or waits until it may be done.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn poll_reading<T>(
        &self,
        cx: &mut Context<'_>,
        operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        self.poll(cx, &self.source.reading, operation)
    }

    /// Does what writes, or waits until it may be done.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn poll_writing<T>(
        &self,
        cx: &mut Context<'_>,
        operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        self.poll(cx, &self.source.writing, operation)
    }

    /// Reads of a stream of bytes, up to as many as there is room for.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn poll_read(
        &self,
        cx: &mut Context<'_>,
        room: usize,
        read: impl FnMut() -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        let polled = self.poll_reading(cx, read);
        self.source.reading.note(&polled, room);
        polled
    }

    /// Writes to a stream of bytes, up to as many as there are.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn poll_write(
        &self,
        cx: &mut Context<'_>,
        length: usize,
        write: impl FnMut() -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        let polled = self.poll_writing(cx, write);
        self.source.writing.note(&polled, length);
        polled
    }

    #[inline(always)] // an operation that need not wait is a few instructions around the system's call
    #[track_caller]
    fn poll<T>(
        &self,
        cx: &mut Context<'_>,
        direction: &Direction,
        mut operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        loop {
            if let Poll::Ready(done) = direction.attempt(&mut operation) {
                return Poll::Ready(done);
            }
            if self.wait(cx, direction) {
                if self.tells == Tells::Once {
                    self.arm()?;
                }
                return Poll::Pending;
            }
        }
    }

    /// Whether it is still worth a wait, after the waker is kept.
    #[inline(never)] // the way of what can be done at once is short
    #[track_caller]
    fn wait(&self, cx: &mut Context<'_>, direction: &Direction) -> bool {
        self.reactor.expect_turned();
        direction.wait(cx)
    }

    #[cold]
    fn arm(&self) -> io::Result<()> {
        let socket = self.socket.source();
        self.reactor.arm(socket, self.key, &self.source)
    }
}

impl<S: AsSource> Drop for Registered<S> {
    fn drop(&mut self) {
        self.reactor.delete(self.socket.source(), self.key);
    }
}
