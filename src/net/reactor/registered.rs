//! [`Registered`]: a socket that a reactor knows.

use alloc::rc::Rc;
use core::task::{Context, Poll};
use std::io;

use polling::AsSource;

use super::core::Core;
use super::current::current;
use super::poller::Key;
use super::source::{Direction, Source};

/// A socket that the reactor knows from when it is made until it is dropped: then it is forgotten,
/// and closed after that.
pub(crate) struct Registered<S: AsSource> {
    socket: S,
    key: Key,
    source: Rc<Source>,
    reactor: Rc<Core>,
}

impl<S: AsSource> Registered<S> {
    /// Makes a nonblocking socket known to this thread's reactor.
    pub(crate) fn new(socket: S) -> io::Result<Self> {
        let reactor = current()?;
        let source = Rc::new(Source::default());
        let key = reactor.add(socket.source(), source.clone())?;
        Ok(Registered {
            socket,
            key,
            source,
            reactor,
        })
    }

    pub(crate) fn socket(&self) -> &S {
        &self.socket
    }

    /// Does what reads, or waits until it may be done.
    #[inline]
    #[track_caller]
    pub(crate) fn poll_reading<T>(
        &self,
        cx: &mut Context<'_>,
        operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        self.poll(cx, &self.source.reading, operation)
    }

    /// Does what writes, or waits until it may be done.
    #[inline]
    #[track_caller]
    pub(crate) fn poll_writing<T>(
        &self,
        cx: &mut Context<'_>,
        operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        self.poll(cx, &self.source.writing, operation)
    }

    /// Reads of a stream of bytes, up to as many as there is room for.
    #[inline]
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
    #[inline]
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

    #[inline]
    #[track_caller]
    fn poll<T>(
        &self,
        cx: &mut Context<'_>,
        direction: &Direction,
        mut operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        loop {
            let polled = direction.attempt(&mut operation);
            if polled.is_ready() {
                return polled;
            }
            self.reactor.expect_turned();
            if direction.wait(cx) {
                self.reactor
                    .arm(self.socket.source(), self.key, &self.source)?;
                return Poll::Pending;
            }
        }
    }
}

impl<S: AsSource> Drop for Registered<S> {
    fn drop(&mut self) {
        self.reactor.delete(self.socket.source(), self.key);
    }
}
