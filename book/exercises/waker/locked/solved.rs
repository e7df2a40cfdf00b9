use std::cell::RefCell;
use std::task::{Context, Poll, Waker};

/// A place for one letter, and for the waker of whoever waits for it.
#[derive(Default)]
pub struct Letterbox {
    inside: RefCell<Inside>,
}

#[derive(Default)]
struct Inside {
    letter: Option<&'static str>,
    waiting: Option<Waker>,
}

impl Letterbox {
    pub fn put(&self, letter: &'static str) {
        let mut inside = self.inside.borrow_mut();
        inside.letter = Some(letter);
        let waiting = inside.waiting.take();
        drop(inside); // whoever is called may look into the letterbox
        if let Some(waker) = waiting {
            waker.wake();
        }
    }

    pub fn poll_take(&self, cx: &mut Context<'_>) -> Poll<&'static str> {
        let mut inside = self.inside.borrow_mut();
        match inside.letter.take() {
            Some(letter) => Poll::Ready(letter),
            None => {
                let old = inside.waiting.replace(cx.waker().clone());
                drop(inside); // the end of a waker is somebody else's code too
                drop(old);
                Poll::Pending
            }
        }
    }
}
