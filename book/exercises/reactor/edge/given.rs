use std::cell::{Cell, RefCell};
use std::io;
use std::task::{Context, Poll, Waker};

/// What is known of a socket, and who waits for its next event.
#[derive(Default)]
pub struct Source {
    is_ready: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl Source {
    /// An event: something has come.
    pub fn tell(&self) {
        self.is_ready.set(true);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// Reads, if there was an event.
    pub fn poll_read(
        &self,
        cx: &mut Context<'_>,
        read: &mut dyn FnMut() -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        if self.is_ready.take() {
            return Poll::Ready(read());
        }
        self.waiting.replace(Some(cx.waker().clone()));
        Poll::Pending
    }
}
