//! [`Shared`]: a channel's state behind its lock, and what has to be done outside: memory fetched
//! before a step and given back after it, wakers cloned before and called after, values dropped.
//!
//! Each step is a function of [`State`]. Nothing that it returns is looked at, let alone dropped,
//! before the lock is open again.

use core::task::{Context, Poll, Waker};

use super::TryRecvError;
use super::queue::{Block, NoBlock};
use super::state::{Entry, Look, Receipt, State, Wake};
use crate::channel::lock::Lock;

/// The memory that the handles of a channel share.
pub(super) struct Shared<T> {
    state: Lock<State<T>>,
    pub(super) capacity: usize,
}

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

    /// A step that may need a block. Then it has done nothing yet, and is taken again when there is
    /// one.
    #[inline]
    pub(super) fn with_blocks<R>(
        &self,
        mut step: impl FnMut(&mut State<T>) -> Result<R, NoBlock>,
    ) -> R {
        loop {
            match self.state.with(|state| step(state)) {
                Ok(done) => return done,
                Err(NoBlock) => self.bring_block(),
            }
        }
    }

    #[cold]
    fn bring_block(&self) {
        let mut block = Some(Block::new(self.capacity));
        self.with(|state| state.accept(&mut block));
    }

    /// Queues the value, if it can be done now. If not it is still there.
    #[inline]
    pub(super) fn send(&self, value: &mut Option<T>) -> Entry {
        self.with_blocks(|state| state.send(value))
    }

    /// Queues the value where room was reserved. It is still there if there is no receiver.
    #[inline]
    pub(super) fn send_reserved(&self, value: &mut Option<T>) {
        drop(self.with_blocks(|state| state.send_reserved(value)));
    }

    /// Gives reserved room back.
    pub(super) fn release(&self) {
        drop(self.with_blocks(State::release));
    }

    /// A value, if one is there.
    #[inline]
    pub(super) fn receive(&self) -> Result<T, TryRecvError> {
        match self.with(State::receive) {
            Some(value) => Ok(value),
            None => self.receive_and_serve(),
        }
    }

    #[inline(never)]
    fn receive_and_serve(&self) -> Result<T, TryRecvError> {
        match self.with_blocks(State::receive_and_serve) {
            Receipt::Value(value, wake) => {
                drop(wake);
                Ok(value)
            }
            Receipt::Over => Err(TryRecvError::Closed),
            Receipt::Empty(blocks) => {
                drop(blocks);
                Err(TryRecvError::Empty)
            }
        }
    }

    #[inline(always)]
    pub(super) fn poll_receive(&self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let waker = cx.waker();
        let found = self.with(|state| state.receive().ok_or_else(|| state.look(waker)));
        match found {
            Ok(value) => Poll::Ready(Some(value)),
            Err(Look::Awaited) => Poll::Pending,
            Err(look) => self.poll_receive_and_serve(look, waker),
        }
    }

    #[inline(never)]
    fn poll_receive_and_serve(&self, look: Look, waker: &Waker) -> Poll<Option<T>> {
        if matches!(look, Look::Unclear) {
            match self.receive_and_serve() {
                Ok(value) => return Poll::Ready(Some(value)),
                Err(TryRecvError::Closed) => return Poll::Ready(None),
                Err(TryRecvError::Empty) => {}
            }
        }
        let mut waker = Some(waker.clone()); // may panic, or send: nothing has changed yet
        match self.with_blocks(|state| state.receive_or_wait(&mut waker)) {
            Receipt::Value(value, wake) => {
                drop(wake);
                Poll::Ready(Some(value))
            }
            Receipt::Over => Poll::Ready(None),
            Receipt::Empty(blocks) => {
                drop(blocks);
                Poll::Pending
            }
        }
    }

    /// Refuses all that come from now on, and all who wait.
    pub(super) fn close(&self) {
        let _waker = self.with(State::close);
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
