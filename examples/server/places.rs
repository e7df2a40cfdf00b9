//! [`Places`]: how many connections there may be, and who waits for one to end.

use std::cell::Cell;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A number of places, for one waiter: the server.
#[derive(Clone)]
pub(crate) struct Places(Rc<Count>);

struct Count {
    all: usize,
    free: Cell<usize>,
    waiting: Cell<Option<Waker>>,
}

/// One of the places, given back when it is dropped.
pub(crate) struct Place(Rc<Count>);

impl Places {
    pub(crate) fn new(all: usize) -> Self {
        Places(Rc::new(Count {
            all,
            free: Cell::new(all),
            waiting: Cell::new(None),
        }))
    }

    /// How many are taken.
    pub(crate) fn taken(&self) -> usize {
        self.0.all - self.0.free.get()
    }

    /// Ready when a place is free; it can be taken until the next wait.
    pub(crate) fn poll_free(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.poll(cx, |count| count.free.get() > 0)
    }

    /// Ready when all places are free.
    pub(crate) fn poll_all_free(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.poll(cx, |count| count.free.get() == count.all)
    }

    /// Takes a place that is free.
    pub(crate) fn take(&self) -> Place {
        self.0.free.set(self.0.free.get() - 1);
        Place(self.0.clone())
    }

    fn poll(&self, cx: &mut Context<'_>, is_ready: impl Fn(&Count) -> bool) -> Poll<()> {
        if is_ready(&self.0) {
            return Poll::Ready(());
        }
        self.0.waiting.set(Some(cx.waker().clone()));
        Poll::Pending
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.free.set(self.0.free.get() + 1);
        if let Some(waker) = self.0.waiting.take() {
            waker.wake();
        }
    }
}
