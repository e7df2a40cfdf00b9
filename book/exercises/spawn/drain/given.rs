use std::cell::{Cell, RefCell};
use std::task::{Context, Poll, Waker};

/// The connections of a server that ends when they have.
#[derive(Default)]
pub struct Connections {
    open: Cell<usize>,
    is_stopped: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl Connections {
    /// Whether somebody may come in.
    pub fn come(&self) -> bool {
        self.open.set(self.open.get() + 1);
        !self.is_stopped.get()
    }

    pub fn leave(&self) {
        self.open.set(self.open.get() - 1);
        if self.open.get() == 0 {
            self.waiting.take().into_iter().for_each(Waker::wake);
        }
    }

    pub fn stop(&self) {
        self.is_stopped.set(true);
    }

    /// Ready when it is stopped and empty.
    pub fn poll_end(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.is_stopped.get() && self.open.get() == 0 {
            return Poll::Ready(());
        }
        self.waiting.replace(Some(cx.waker().clone()));
        Poll::Pending
    }
}
