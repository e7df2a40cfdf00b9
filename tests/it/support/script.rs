//! [`Script`]: a child that answers as told, and whose [`Answer`] can be followed to its drop.
//!
//! A child panics if it is polled past its end, if it has moved since its first poll, if it stands
//! where its alignment does not allow it, and if its ballast is not what it was.

use core::cell::Cell;
use core::fmt;
use core::future::Future;
use core::marker::PhantomPinned;
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll};
use std::thread;

use super::shape::Shape;
use super::stage::{Event, Presence, Stage};

pub(crate) struct Script<T = (), S: Shape = ()> {
    name: &'static str,
    /// It stays pending until it has been woken so often.
    wakes: usize,
    end: Cell<End<T>>,
    panics_in_drop: bool,
    /// Where it was first polled.
    home: Cell<Option<usize>>,
    ballast: S,
    presence: Presence,
    _pinned: PhantomPinned,
}

enum End<T> {
    /// It stays pending for ever.
    None,
    Ready(T),
    Panic,
    Past,
}

impl<T> Script<T> {
    /// A child that is pending for ever, unless it is told otherwise.
    pub(crate) fn new(stage: &Stage, name: &'static str) -> Self {
        Script::shaped(stage, name)
    }
}

impl<T, S: Shape> Script<T, S> {
    pub(crate) fn shaped(stage: &Stage, name: &'static str) -> Self {
        Script {
            name,
            wakes: 0,
            end: Cell::new(End::None),
            panics_in_drop: false,
            home: Cell::new(None),
            ballast: S::FRESH,
            presence: stage.enter(Event::Dropped(name)),
            _pinned: PhantomPinned,
        }
    }

    /// Its end, whatever it is, waits for so many wakes.
    pub(crate) fn pending(mut self, wakes: usize) -> Self {
        self.wakes = wakes;
        self
    }

    /// Ends with this answer.
    pub(crate) fn ready(self, answer: T) -> Self {
        self.end.set(End::Ready(answer));
        self
    }

    /// Ends with a panic.
    pub(crate) fn panics(self) -> Self {
        self.end.set(End::Panic);
        self
    }

    pub(crate) fn panics_in_drop(mut self) -> Self {
        self.panics_in_drop = true;
        self
    }

    fn assert_at_home(&self) {
        let here = ptr::from_ref(self).addr();
        assert_eq!(here % align_of::<Self>(), 0, "{} is misaligned", self.name);
        if let Some(home) = self.home.get() {
            assert_eq!(here, home, "{} has moved since its first poll", self.name);
        }
        self.ballast.assert_intact();
    }
}

impl<T, S: Shape> Future for Script<T, S> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        self.assert_at_home();
        self.home.set(Some(ptr::from_ref(&*self).addr()));
        self.presence.stage.poll(self.name, cx.waker());
        if self.presence.stage.wakes(self.name) < self.wakes {
            return Poll::Pending;
        }
        match self.end.replace(End::Past) {
            End::None => {
                self.end.set(End::None);
                Poll::Pending
            }
            End::Ready(answer) => Poll::Ready(answer),
            End::Panic => panic!("{} panics in its poll", self.name),
            End::Past => panic!("{} was polled past its end", self.name),
        }
    }
}

impl<T, S: Shape> Drop for Script<T, S> {
    fn drop(&mut self) {
        self.assert_at_home();
        // A second panic would abort, and nobody would read of the first.
        if self.panics_in_drop && !thread::panicking() {
            panic!("{} panics in its drop", self.name);
        }
    }
}

/// What a child answers, if its drop matters.
pub(crate) struct Answer<S: Shape = ()> {
    name: &'static str,
    panics_in_drop: bool,
    ballast: S,
    _presence: Presence,
}

impl Answer {
    pub(crate) fn new(stage: &Stage, name: &'static str) -> Self {
        Answer::shaped(stage, name)
    }
}

impl<S: Shape> Answer<S> {
    pub(crate) fn shaped(stage: &Stage, name: &'static str) -> Self {
        Answer {
            name,
            panics_in_drop: false,
            ballast: S::FRESH,
            _presence: stage.enter(Event::AnswerDropped(name)),
        }
    }

    pub(crate) fn panics_in_drop(mut self) -> Self {
        self.panics_in_drop = true;
        self
    }
}

impl<S: Shape> Drop for Answer<S> {
    fn drop(&mut self) {
        let here = ptr::from_ref(self).addr();
        assert_eq!(
            here % align_of::<Self>(),
            0,
            "{}'s answer is misaligned",
            self.name
        );
        self.ballast.assert_intact();
        if self.panics_in_drop && !thread::panicking() {
            panic!("{}'s answer panics in its drop", self.name);
        }
    }
}

impl<S: Shape> PartialEq<&str> for Answer<S> {
    fn eq(&self, name: &&str) -> bool {
        self.name == *name
    }
}

impl<S: Shape> fmt::Debug for Answer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
