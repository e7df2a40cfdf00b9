//! [`Feed`]: a stream that gives as told. It panics if it is polled past its end, or if it has
//! moved since its first poll.

use core::cell::{Cell, RefCell};
use core::marker::PhantomPinned;
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll};
use std::collections::VecDeque;
use std::thread;

use futures_core::Stream;

use super::script::Answer;
use super::stage::{Event, Presence, Stage};

pub(crate) struct Feed {
    name: &'static str,
    /// The items that are left, each with how often it must have been woken for it.
    items: RefCell<VecDeque<(usize, Item)>>,
    has_ended: Cell<bool>,
    panics_in_drop: bool,
    /// Where it was first polled.
    home: Cell<Option<usize>>,
    presence: Presence,
    _pinned: PhantomPinned,
}

enum Item {
    Answer(Answer),
    Panic,
}

impl Feed {
    /// A stream that ends at once, unless it is told otherwise.
    pub(crate) fn new(stage: &Stage, name: &'static str) -> Self {
        Feed {
            name,
            items: RefCell::default(),
            has_ended: Cell::new(false),
            panics_in_drop: false,
            home: Cell::new(None),
            presence: stage.enter(Event::Dropped(name)),
            _pinned: PhantomPinned,
        }
    }

    /// Then gives this, once it has been woken so often in all.
    pub(crate) fn then(self, wakes: usize, answer: Answer) -> Self {
        self.items
            .borrow_mut()
            .push_back((wakes, Item::Answer(answer)));
        self
    }

    /// Then panics, once it has been woken so often in all.
    pub(crate) fn then_panics(self, wakes: usize) -> Self {
        self.items.borrow_mut().push_back((wakes, Item::Panic));
        self
    }

    pub(crate) fn panics_in_drop(mut self) -> Self {
        self.panics_in_drop = true;
        self
    }

    fn assert_at_home(&self) {
        if let Some(home) = self.home.get() {
            let here = ptr::from_ref(self).addr();
            assert_eq!(here, home, "{} has moved since its first poll", self.name);
        }
    }
}

impl Stream for Feed {
    type Item = Answer;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Answer>> {
        self.assert_at_home();
        self.home.set(Some(ptr::from_ref(&*self).addr()));
        self.presence.stage.poll(self.name, cx.waker());
        assert!(
            !self.has_ended.get(),
            "{} was polled past its end",
            self.name
        );
        let wakes = self.presence.stage.wakes(self.name);
        let mut items = self.items.borrow_mut();
        if items.front().is_some_and(|(due, _)| wakes < *due) {
            return Poll::Pending;
        }
        match items.pop_front() {
            Some((_, Item::Answer(answer))) => Poll::Ready(Some(answer)),
            Some((_, Item::Panic)) => panic!("{} panics in its poll", self.name),
            None => {
                self.has_ended.set(true);
                Poll::Ready(None)
            }
        }
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.assert_at_home();
        // A second panic would abort, and nobody would read of the first.
        if self.panics_in_drop && !thread::panicking() {
            panic!("{} panics in its drop", self.name);
        }
    }
}
