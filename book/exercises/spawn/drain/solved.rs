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
        let may = !self.is_stopped.get();
        if may {
            self.open.set(self.open.get() + 1);
        }
        may
    }

    pub fn leave(&self) {
        self.open.set(self.open.get() - 1);
        self.tell();
    }

    pub fn stop(&self) {
        self.is_stopped.set(true);
        self.tell();
    }

    /// Whoever changes one of the two may have made the end true.
    fn tell(&self) {
        if self.is_over() {
            self.waiting.take().into_iter().for_each(Waker::wake);
        }
    }

    fn is_over(&self) -> bool {
        self.is_stopped.get() && self.open.get() == 0
    }

    /// Ready when it is stopped and empty.
    pub fn poll_end(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.is_over() {
            return Poll::Ready(());
        }
        self.waiting.replace(Some(cx.waker().clone()));
        Poll::Pending
    }
}
