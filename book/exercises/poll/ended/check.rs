use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::task::{Context, Poll, Waker};

/// A line that hangs up after its last word. What has come in can still be read then.
#[derive(Default)]
pub struct Line {
    words: RefCell<VecDeque<&'static str>>,
    hung_up: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Line {
    /// The next word that has come, or `None`.
    pub fn try_read(&self) -> Option<&'static str> {
        self.words.borrow_mut().pop_front()
    }

    /// Whether no more words will come in.
    pub fn has_hung_up(&self) -> bool {
        self.hung_up.get()
    }

    /// Calls `waker` when a word comes in, or the line hangs up.
    pub fn wake_on_change(&self, waker: &Waker) {
        self.waker.replace(Some(waker.clone()));
    }
}

/// All words are read, and then the end.
pub fn check(poll_next: impl Fn(&Line, &mut Context<'_>) -> Poll<Option<&'static str>>) {
    let line = Line::default();
    let ask = || poll_next(&line, &mut Context::from_waker(Waker::noop()));
    assert_eq!(ask(), Poll::Pending, "nothing has come in");
    line.words.borrow_mut().extend(["one", "two"]);
    assert_eq!(ask(), Poll::Ready(Some("one")));
    line.hung_up.set(true);
    assert_eq!(ask(), Poll::Ready(Some("two")), "it had come in before");
    assert_eq!(ask(), Poll::Ready(None), "the line has hung up");
}
