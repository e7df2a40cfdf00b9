//! [`Stage`]: where scripted children act. It writes down what befalls them, in order, and keeps
//! the wakers they were given.

use core::cell::{Cell, RefCell};
use core::mem;
use core::task::Waker;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What befell a child, or its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// `into_future` was called.
    Converted(&'static str),
    Polled(&'static str),
    Dropped(&'static str),
    AnswerDropped(&'static str),
}

impl Event {
    pub(crate) fn child(self) -> &'static str {
        match self {
            Event::Converted(child)
            | Event::Polled(child)
            | Event::Dropped(child)
            | Event::AnswerDropped(child) => child,
        }
    }
}

/// Nothing, where events could have been.
pub(crate) const NOTHING: [Event; 0] = [];

#[derive(Clone, Default)]
pub(crate) struct Stage(Rc<Inner>);

#[derive(Default)]
struct Inner {
    events: RefCell<Vec<Event>>,
    signals: RefCell<BTreeMap<&'static str, Signal>>,
    present: Cell<isize>,
}

/// What one child waits for.
#[derive(Default)]
struct Signal {
    wakes: usize,
    waker: Option<Waker>,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Stage::default()
    }

    /// What has happened since the last look.
    pub(crate) fn events(&self) -> Vec<Event> {
        mem::take(&mut *self.0.events.borrow_mut())
    }

    pub(crate) fn record(&self, event: Event) {
        self.0.events.borrow_mut().push(event);
    }

    /// How many children and answers are alive.
    pub(crate) fn present(&self) -> isize {
        self.0.present.get()
    }

    /// Brings a child one step nearer its answer, and wakes the waker it was last polled with.
    pub(crate) fn wake(&self, child: &'static str) {
        let waker = {
            let mut signals = self.0.signals.borrow_mut();
            let signal = signals.entry(child).or_default();
            signal.wakes += 1;
            signal.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// How often a child has been woken.
    pub(crate) fn wakes(&self, child: &'static str) -> usize {
        let signals = self.0.signals.borrow();
        signals.get(child).map_or(0, |signal| signal.wakes)
    }

    /// Writes down that a child was polled, and keeps its waker for the next [`wake`](Stage::wake).
    pub(crate) fn poll(&self, child: &'static str, waker: &Waker) {
        self.record(Event::Polled(child));
        let mut signals = self.0.signals.borrow_mut();
        signals.entry(child).or_default().waker = Some(waker.clone());
    }

    /// Someone comes on stage; `exit` is written down when they leave it.
    pub(crate) fn enter(&self, exit: Event) -> Presence {
        self.0.present.set(self.0.present.get() + 1);
        Presence {
            stage: self.clone(),
            exit,
        }
    }
}

/// Being on stage: a field of whatever has a drop to count. It counts even a drop that panics.
pub(crate) struct Presence {
    pub(crate) stage: Stage,
    exit: Event,
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.stage.record(self.exit);
        self.stage.0.present.set(self.stage.0.present.get() - 1);
    }
}
