use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// A line whose calls take a while: a word comes in during one of them.
pub struct Line {
    calls: Cell<u32>,
    comes_at: u32,
    word: Cell<Option<&'static str>>,
    callback: RefCell<Option<Box<dyn FnOnce()>>>,
}

impl Line {
    /// The word that has come, or `None`.
    pub fn try_read(&self) -> Option<&'static str> {
        self.call();
        self.word.take()
    }

    /// Calls `callback` when a word comes in from now on.
    pub fn on_word(&self, callback: Box<dyn FnOnce()>) {
        self.call();
        self.callback.replace(Some(callback));
    }

    fn call(&self) {
        self.calls.set(self.calls.get() + 1);
        if self.calls.get() == self.comes_at {
            self.word.set(Some("stop"));
            let callback = self.callback.take();
            callback.into_iter().for_each(|callback| callback());
        }
    }
}

/// Whenever the word comes in, it is read: at once, or after the waker was called.
pub fn check(poll_read: impl Fn(&Line, &mut Context<'_>) -> Poll<&'static str>) {
    for comes_at in 1..=6 {
        let line = Line {
            calls: Cell::new(0),
            comes_at,
            word: Cell::new(None),
            callback: RefCell::new(None),
        };
        let bell = Arc::new(Bell::default());
        let waker = Waker::from(bell.clone());
        while poll_read(&line, &mut Context::from_waker(&waker)).is_pending() {
            // It sleeps, and outside time goes on.
            while line.calls.get() < comes_at {
                line.call();
            }
            let woken = bell.0.swap(false, Ordering::Relaxed);
            assert!(woken, "the word of call {comes_at} is not read");
        }
    }
}

#[derive(Default)]
struct Bell(AtomicBool);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
