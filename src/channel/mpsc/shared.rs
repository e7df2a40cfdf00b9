//! [`Shared`]: a channel's state behind its lock, and what has to be done outside: memory fetched
//! before a step and given back after it, wakers cloned before and called after, values dropped.
//!
//! Each step is a function of [`State`]. Nothing that it returns is looked at, let alone dropped,
//! before the lock is open again.
//!
//! The receiver's waker is not under the lock. It stays where it is from one wait to the next, and is
//! called there:
//!
//! | the receiver                           | a sender                                    |
//! |----------------------------------------|---------------------------------------------|
//! | 1. puts its waker in the cell          | 1. under the lock: brings what is new       |
//! | 2. under the lock: looks for what is new, and if there is nothing says that it waits | and takes back that the receiver waits |
//! |                                        | 2. calls what is in the cell, if it waited  |
//!
//! So a sender that finds it waiting comes after both its steps, and calls its waker or a later one;
//! and if none does, the receiver has seen what is new. A receiver that leaves takes its waker along,
//! unless that is being called at this moment: then it goes with the channel.
//!
//! # Invariants
//!
//! - I1: there is one [`Receiving`] for each `Shared`, used by one thread at a time. It owns the cell.
#![expect(
    unsafe_code,
    reason = "the receiver's waker is replaced by its owner only, of whom there is one"
)]

use core::task::{Context, Poll, Waker};

use super::queue::{NoBlock, Queue};
use super::state::{Entry, Receipt, State};
use super::{Receiver, Sender, TryRecvError};
use crate::channel::memory::{Memory, Sharing};
use crate::lock::Lock;
use crate::wake::{self, Wake};
use crate::waker_cell::WakerCell;

/// The memory that the handles of a channel share.
#[expect(
    missing_debug_implementations,
    reason = "nobody meets it but in the bounds of a trait that is sealed"
)]
#[repr(C)] // what every step needs is first, where the pointer points
pub struct Shared<T> {
    state: Lock<State<T>>,
    receiver: WakerCell,
    /// Brings the queue a block, if that still needs one.
    bring_block: fn(&Self),
}

/// How a handle has it.
pub(super) type Pointer<T, M> = <M as Sharing<Shared<T>>>::Pointer;

/// The receiver's end.
pub(super) struct Receiving<T, M: Memory<T>>(Pointer<T, M>);

/// The first handles of memory that nobody has touched yet.
#[inline]
pub(super) fn ends<T, M: Memory<T>>(shared: Pointer<T, M>) -> (Sender<T, M>, Receiver<T, M>) {
    let end = Receiving(shared.clone());
    (Sender { shared }, Receiver { end })
}

impl<T> Shared<T> {
    #[inline]
    pub(super) fn new(queue: Queue<T>, capacity: usize, bring_block: fn(&Self)) -> Self {
        Shared {
            state: Lock::new(State::new(queue, capacity)),
            receiver: WakerCell::new(Waker::noop().clone()),
            bring_block,
        }
    }

    /// A step that asks for nothing.
    #[inline]
    pub(super) fn with<R>(&self, step: impl FnOnce(&mut State<T>) -> R) -> R {
        self.state.with(step)
    }

    /// A step that may need a block. Then it has done nothing yet, and is taken again when there is
    /// one.
    #[inline(always)]
    pub(super) fn with_blocks<R>(
        &self,
        mut step: impl FnMut(&mut State<T>) -> Result<R, NoBlock>,
    ) -> R {
        loop {
            match self.state.with(|state| step(state)) {
                Ok(done) => return done,
                Err(NoBlock) => self.ask_for_block(),
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn ask_for_block(&self) {
        (self.bring_block)(self);
    }

    /// Calls the receiver's waker, if it waited for the news that a step has brought.
    #[inline]
    pub(super) fn tell_receiver(&self, is_awaited: bool) {
        if is_awaited {
            self.receiver.wake();
        }
    }

    /// Queues the value, if it can be done now. If not it is still there.
    #[inline]
    pub(super) fn send(&self, value: &mut Option<T>) -> Entry {
        match self.send_at_once(value) {
            Some(is_awaited) => Entry::Served { is_awaited },
            None => self.send_in_turn(value),
        }
    }

    /// Queues the value, if there is room for it, and a slot, and nobody else is at work. Whether it
    /// is awaited.
    #[inline]
    pub(super) fn send_at_once(&self, value: &mut Option<T>) -> Option<bool> {
        let sent = self.state.try_with(|state| state.send_at_once(value));
        sent.flatten()
    }

    #[inline(never)]
    fn send_in_turn(&self, value: &mut Option<T>) -> Entry {
        self.with_blocks(|state| state.send(value))
    }

    /// Queues the value where room was reserved. It is still there if there is no receiver.
    pub(super) fn send_reserved(&self, value: &mut Option<T>) {
        let is_awaited = self.with_blocks(|state| state.send_reserved(value));
        self.tell_receiver(is_awaited);
    }

    /// Gives reserved room back.
    pub(super) fn release(&self) {
        let (_served, is_awaited) = self.with_blocks(State::release);
        self.tell_receiver(is_awaited);
    }

    /// A sender leaves.
    pub(super) fn remove_sender(&self) {
        let is_awaited = self.with(State::remove_sender);
        self.tell_receiver(is_awaited);
    }
}

impl<T, M: Memory<T>> Receiving<T, M> {
    #[inline]
    pub(super) fn shared(&self) -> &Shared<T> {
        &self.0
    }

    /// A value, if one is there.
    #[inline]
    pub(super) fn receive(&mut self) -> Result<T, TryRecvError> {
        let at_once = self.receive_at_once();
        at_once.map_or_else(|| self.receive_in_turn(), Ok)
    }

    /// A value, if one is there, and nobody else, at work or in line.
    #[inline]
    fn receive_at_once(&mut self) -> Option<T> {
        self.0.state.try_with(State::receive).flatten()
    }

    #[inline(never)]
    fn receive_in_turn(&mut self) -> Result<T, TryRecvError> {
        match self.0.with_blocks(State::receive_and_serve) {
            Receipt::Value(value, wake) => {
                drop(wake); // if it panics, the value goes with it
                Ok(value)
            }
            Receipt::Over => Err(TryRecvError::Closed),
            Receipt::Empty(_blocks) => Err(TryRecvError::Empty),
        }
    }

    /// Ready with a value, or with nothing if it is over. Else `cx`'s waker is in the cell.
    #[inline(always)]
    pub(super) fn poll_receive(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        match self.receive_at_once() {
            Some(value) => Poll::Ready(Some(value)),
            None => self.receive_or_wait(cx.waker()),
        }
    }

    /// The same for who has got nothing at once. Most often there is nothing, and the waker is known.
    #[inline(never)]
    fn receive_or_wait(&mut self, waker: &Waker) -> Poll<Option<T>> {
        // SAFETY: I1, this is the owner.
        let is_known = unsafe { self.0.receiver.knows(waker) };
        if is_known && self.0.state.try_with(State::wait_for_value) == Some(true) {
            return Poll::Pending;
        }
        self.receive_or_wait_in_turn(is_known, waker)
    }

    #[inline(never)]
    fn receive_or_wait_in_turn(&mut self, is_known: bool, waker: &Waker) -> Poll<Option<T>> {
        if !is_known {
            match self.receive_in_turn() {
                Ok(value) => return Poll::Ready(Some(value)),
                Err(TryRecvError::Closed) => return Poll::Ready(None),
                // SAFETY: I1, this is the owner.
                Err(TryRecvError::Empty) => unsafe { self.0.receiver.replace(waker) },
            }
        }
        match self.0.with_blocks(State::receive_or_wait) {
            Receipt::Value(value, wake) => {
                drop(wake); // the same
                Poll::Ready(Some(value))
            }
            Receipt::Over => Poll::Ready(None),
            Receipt::Empty(_blocks) => Poll::Pending,
        }
    }

    /// Refuses all that come from now on, and all who wait.
    pub(super) fn close(&mut self) {
        self.0.with(State::close);
        self.refusals().wake();
    }

    /// Those who wait, to be refused one after another.
    fn refusals(&self) -> wake::All<impl FnMut() -> Wake> {
        wake::All::new(|| self.0.with(State::refuse_next))
    }
}

impl<T, M: Memory<T>> Drop for Receiving<T, M> {
    fn drop(&mut self) {
        let _left = self.0.with(State::desert); // dropped even if a waker that is called panics
        let refusals = self.refusals();
        // SAFETY: I1, this is the owner.
        unsafe { self.0.receiver.clear() };
        refusals.wake();
    }
}
