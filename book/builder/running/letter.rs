//! A leaf: a letter that another thread brings.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::thread;

/// A future of a letter.
pub struct Letter {
    letterbox: Rc<Letterbox>,
}

#[derive(Default)]
struct Letterbox {
    letter: Cell<Option<&'static str>>,
    waiting: RefCell<Option<Waker>>,
}

/// A letter that another thread brings at a time, in microseconds.
pub fn letter(text: &'static str, at: u64) -> Letter {
    let letterbox = Rc::new(Letterbox::default());
    let brought_to = letterbox.clone();
    thread::plan(at, move || brought_to.put(text));
    Letter { letterbox }
}

impl Letterbox {
    fn put(&self, text: &'static str) {
        self.letter.set(Some(text));
        thread::say("another thread brings the letter, and calls the waker");
        // It is not borrowed any more while the waker is called.
        let waiting = self.waiting.take();
        if let Some(waker) = waiting {
            waker.wake();
        }
    }
}

impl Future for Letter {
    type Output = &'static str;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        let letterbox = &self.letterbox;
        letterbox.waiting.replace(Some(cx.waker().clone())); // before it looks
        let polls = thread::polled();
        match letterbox.letter.take() {
            Some(text) => Poll::Ready(text),
            None => {
                // Of polls that go on without end, the first is told.
                if polls == 1 {
                    thread::say("polled: no letter yet");
                }
                Poll::Pending
            }
        }
    }
}
