//! [`Queue`]: a few lines, first in, first out, and who waits for one or for room.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What somebody has said.
pub(crate) type Line = Rc<[u8]>;

/// So many lines wait to be heard.
const ROOM: usize = 16;

/// A bounded queue for any number of speakers and one listener.
#[derive(Default)]
pub(crate) struct Queue {
    lines: RefCell<VecDeque<Line>>,
    listener: Cell<Option<Waker>>,
    speakers: RefCell<Vec<Waker>>,
}

impl Queue {
    /// Ready when there is room; who waits is woken with the next that there is.
    pub(crate) fn poll_room(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.lines.borrow().len() < ROOM {
            return Poll::Ready(());
        }
        let mut speakers = self.speakers.borrow_mut();
        if !speakers.iter().any(|known| known.will_wake(cx.waker())) {
            speakers.push(cx.waker().clone());
        }
        Poll::Pending
    }

    /// Puts in a line, where there was room.
    pub(crate) fn push(&self, line: Line) {
        self.lines.borrow_mut().push_back(line);
        if let Some(waker) = self.listener.take() {
            waker.wake();
        }
    }

    /// The next line.
    pub(crate) fn poll_pop(&self, cx: &mut Context<'_>) -> Poll<Line> {
        let line = self.lines.borrow_mut().pop_front();
        match line {
            Some(line) => {
                self.let_speak();
                Poll::Ready(line)
            }
            None => {
                self.listener.set(Some(cx.waker().clone()));
                Poll::Pending
            }
        }
    }

    /// Wakes all who wait for room: it is there, or nobody hears any more.
    pub(crate) fn let_speak(&self) {
        let speakers = self.speakers.take();
        speakers.into_iter().for_each(Waker::wake);
    }
}
