use std::cell::{Cell, RefCell};
use std::io;
use std::task::{Context, Poll, Waker};

/// What is known of a socket, and who waits for its next event.
#[derive(Default)]
pub struct Source {
    /// A read would block, and no event has come since.
    is_blocked: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl Source {
    /// An event: something has come.
    pub fn tell(&self) {
        self.is_blocked.set(false);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// Reads, unless that would block.
    pub fn poll_read(
        &self,
        cx: &mut Context<'_>,
        read: &mut dyn FnMut() -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        if !self.is_blocked.get() {
            match read() {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.is_blocked.set(true);
                }
                done => return Poll::Ready(done),
            }
        }
        self.waiting.replace(Some(cx.waker().clone()));
        Poll::Pending
    }
}
