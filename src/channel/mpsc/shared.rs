//! [`Shared`]: a channel's state behind its lock, and what has to be done outside: memory fetched
//! before a step and given back after it, wakers cloned before and called after, values dropped.
//!
//! Each step is a function of [`State`]. Nothing that it returns is looked at, let alone dropped,
//! before the lock is open again.

use core::task::{Context, Poll, Waker};

use super::queue::{Hand, NoBlock};
use super::state::{Entry, Receipt, State, Wake};
use crate::channel::lock::Lock;

/// The memory that the handles of a channel share.
pub(super) struct Shared<T> {
    state: Lock<State<T>>,
    pub(super) capacity: usize,
}

/// The channel takes nothing any more.
pub(super) struct Refused;

impl<T> Shared<T> {
    pub(super) fn new(capacity: usize) -> Self {
        Shared {
            state: Lock::new(State::new(capacity)),
            capacity,
        }
    }

    /// A step that asks for nothing.
    #[inline]
    pub(super) fn with<R>(&self, step: impl FnOnce(&mut State<T>) -> R) -> R {
        self.state.with(step)
    }

    /// A step that may need a block. Then it has done nothing yet, and is taken again with one.
    #[inline]
    pub(super) fn with_hand<R>(
        &self,
        mut step: impl FnMut(&mut State<T>, &mut Hand<T>) -> Result<R, NoBlock>,
    ) -> R {
        let mut hand = Hand::empty();
        loop {
            match self.state.with(|state| step(state, &mut hand)) {
                Ok(done) => return done,
                Err(NoBlock) => hand.fetch(self.capacity),
            }
        }
    }

    /// Queues the value, if it can be done now. If not it is still there.
    #[inline]
    pub(super) fn send(&self, value: &mut Option<T>) -> Entry {
        self.with_hand(|state, hand| state.send(value, hand))
    }

    /// Queues the value where room was reserved. It is still there if there is no receiver.
    #[inline]
    pub(super) fn send_reserved(&self, value: &mut Option<T>) {
        drop(self.with_hand(|state, hand| state.send_reserved(value, hand)));
    }

    /// Gives reserved room back.
    pub(super) fn release(&self) {
        drop(self.with_hand(|state, hand| state.release(hand)));
    }

    #[inline]
    pub(super) fn receive(&self) -> Receipt<T> {
        self.with_hand(|state, hand| state.receive(hand))
    }

    #[inline]
    pub(super) fn poll_receive(&self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let waker = cx.waker();
        match self.with_hand(|state, hand| state.receive_or_wait(waker, hand)) {
            Receipt::Value(value, wake) => {
                drop(wake);
                Poll::Ready(Some(value))
            }
            Receipt::Over => Poll::Ready(None),
            Receipt::Known => Poll::Pending,
            Receipt::Empty => self.register(waker),
        }
    }

    #[cold]
    fn register(&self, waker: &Waker) -> Poll<Option<T>> {
        let mut waker = Some(waker.clone()); // may panic, or send: nothing has changed yet
        match self.with_hand(|state, hand| state.receive_or_register(&mut waker, hand)) {
            Receipt::Value(value, wake) => {
                drop(wake);
                Poll::Ready(Some(value))
            }
            Receipt::Over => Poll::Ready(None),
            Receipt::Known | Receipt::Empty => Poll::Pending,
        }
    }

    /// Refuses all that come from now on, and all who wait.
    pub(super) fn close(&self) {
        self.with(State::close);
        RefuseAll(self).refuse();
    }

    /// The receiver leaves.
    pub(super) fn desert(&self) {
        // Values and waker are dropped even if a waker that is called panics.
        let _left = self.with(State::desert);
        RefuseAll(self).refuse();
    }
}

/// Goes on with it if one of the wakers panics.
struct RefuseAll<'a, T>(&'a Shared<T>);

impl<T> RefuseAll<'_, T> {
    fn refuse(&self) {
        while !self.refuse_next().is_nobody() {}
    }

    fn refuse_next(&self) -> Wake {
        self.0.with(State::refuse_next)
    }
}

impl<T> Drop for RefuseAll<'_, T> {
    fn drop(&mut self) {
        self.refuse();
    }
}
