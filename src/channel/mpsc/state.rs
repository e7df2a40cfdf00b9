//! [`State`]: what a channel is, and each step that changes it. One thread at a time: it is behind
//! the lock of [`Shared`](super::shared::Shared), and knows of no other thread.
//!
//! ```text
//!            line (senders that wait)           queue
//!   send --> [ c, b, a ] --(when room comes)--> [ 3, 2, 1 ] --> recv
//! ```
//!
//! | # | step                  | finds                                  | so                                                    |
//! |---|-----------------------|----------------------------------------|-------------------------------------------------------|
//! | 1 | send, reserve         | closed                                 | it is refused                                         |
//! | 2 | send                  | room                                   | the value is queued, and the receiver woken           |
//! | 3 | reserve               | room                                   | the room is taken                                     |
//! | 4 | send, reserve         | no room                                | it goes to the end of the line                        |
//! | 5 | receive               | a value, and a line                    | the first of the line is served with the room         |
//! | 6 | receive               | a value, and no line                   | there is more room                                    |
//! | 7 | receive               | no value, and one may come             | the receiver waits                                    |
//! | 8 | receive               | no value, and none can come            | it is over                                            |
//! | 9 | receive               | capacity nought, and a line            | the first of the line is served: its value is taken   |
//! | 10| a permit sends        | a receiver                             | the value is queued, and the receiver woken           |
//! | 11| a permit sends        | no receiver                            | the value goes back                                   |
//! | 12| a permit is dropped   | a line                                 | as 5, and the receiver is woken if there is a value   |
//! | 13| a permit is dropped   | closed, and it was the last            | the receiver is woken: it is over                     |
//! | 14| a waiter is dropped   | it waits                               | it leaves the line                                    |
//! | 15| a waiter is dropped   | it was served with room                | as 12                                                 |
//! | 16| close                 |                                        | all of the line are refused, and all who wait for it  |
//! | 17| the last sender leaves|                                        | the receiver is woken                                 |
//!
//! *Served* with a value (5, 9) means that the value is taken from where its sender waits; without
//! one, that the room is the waiter's, who makes a permit of it.
//!
//! # Invariants
//!
//! - I1: `reserved` permits are out, or on their way to whoever was served with one. `limit` is
//!   `capacity` less those, or nought once `is_closed`. Queue and permits are never more than
//!   `capacity`.
//! - I2: where a line is, the queue is as long as `limit`: there is no room, and so nobody who comes
//!   later goes before it.
//! - I3: once `is_closed`, nobody joins a line.
//! - I4: `is_awaited` is true only while there is nothing to tell the receiver: whatever gives it a
//!   value, or ends the channel, makes it false, and sees to it that the receiver is woken.
#![expect(
    unsafe_code,
    reason = "who waits in line is known by a pointer to a future that others own"
)]

use core::mem;
use core::pin::Pin;
use core::ptr::NonNull;
use core::task::Waker;

use super::queue::{Block, NoBlock, Queue};
use crate::line::{Line, Standing, Waiter};
use crate::sync::UnsafeCell;
use crate::wake::Wake;

pub(super) struct State<T> {
    pub(super) queue: Queue<T>,
    capacity: usize,
    limit: usize,
    reserved: usize,
    senders: usize,
    is_closed: bool,
    is_deserted: bool,
    is_awaited: bool,
    line: Line<Note<T>>,
    watchers: Line<Note<T>>,
}

/// A value that may be handed over while its owner waits.
pub(super) type Offered<T> = UnsafeCell<Option<T>>;

/// What those who wait have to say: where the value is that they would send. They want room, or the
/// end, if they have none.
pub(super) type Note<T> = Option<Offering<T>>;

/// Where a value is that is offered: the line's while its sender waits, and its sender's at all other
/// times.
pub(super) struct Offering<T>(NonNull<Offered<T>>);

impl<T> Offering<T> {
    pub(super) fn of(value: &Offered<T>) -> Self {
        Offering(NonNull::from(value))
    }

    /// Does something to the value.
    ///
    /// # Safety
    ///
    /// The value is there, and the caller's: its sender asks, or waits and the caller has the line.
    #[inline]
    unsafe fn with<R>(self, act: impl FnOnce(&mut Option<T>) -> R) -> R {
        // SAFETY: it is there, says the caller.
        let value = unsafe { self.0.as_ref() };
        // SAFETY: and nobody else touches it.
        value.with_mut(|value| act(unsafe { &mut *value }))
    }
}

impl<T> Clone for Offering<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Offering<T> {}

// SAFETY: it is as good as the value, which goes from thread to thread.
unsafe impl<T: Send> Send for Offering<T> {}

/// What becomes of who asks to send, or for room.
pub(super) enum Entry {
    /// It is served at once. The receiver waits for it, or not.
    Served { is_awaited: bool },
    /// The channel is closed.
    Refused,
    /// There is no room.
    Full,
}

/// Where a waiter stands after a step. The receiver waits for what it has brought, or not.
pub(super) struct Turn {
    pub(super) standing: Standing,
    pub(super) is_awaited: bool,
}

impl Turn {
    /// Nothing was brought.
    fn of(standing: Standing) -> Self {
        Turn {
            standing,
            is_awaited: false,
        }
    }
}

/// What becomes of who asks for a value.
pub(super) enum Receipt<T> {
    Value(T, Wake),
    /// None is there. One may come. These blocks are not needed for it.
    Empty(Option<Block<T>>),
    /// None will come.
    Over,
}

/// What a waiter waits for.
pub(super) enum Want<T> {
    /// Room for a permit.
    Room,
    /// Room for this value.
    Send(Offering<T>),
    /// The end: that the channel is closed.
    Close,
}

impl<T> State<T> {
    #[inline]
    pub(super) fn new(queue: Queue<T>, capacity: usize) -> Self {
        State {
            queue,
            capacity,
            limit: capacity,
            reserved: 0,
            senders: 1,
            is_closed: false,
            is_deserted: false,
            is_awaited: false,
            line: Line::new(),
            watchers: Line::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }

    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

    /// Permits that are out, or on their way.
    pub(super) fn reserved(&self) -> usize {
        self.reserved
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Whether no more can come than is in the queue and reserved.
    pub(super) fn is_ending(&self) -> bool {
        self.is_closed || self.senders == 0
    }

    /// Whether there is no value, and none can come.
    pub(super) fn is_over(&self) -> bool {
        self.queue.is_empty() && self.is_ending() && self.reserved() == 0 && self.line.is_empty()
    }

    pub(super) fn add_sender(&mut self) {
        self.senders += 1;
    }

    /// One more sender, unless there is none: what has ended stays so.
    pub(super) fn revive_sender(&mut self) -> bool {
        let is_alive = self.senders > 0;
        self.senders += usize::from(is_alive);
        is_alive
    }

    /// Row 17: whether it is awaited, by the receiver.
    pub(super) fn remove_sender(&mut self) -> bool {
        self.senders -= 1;
        self.senders == 0 && self.end_wait()
    }

    /// Whether no value comes in, be it that there is no room or that it is closed.
    #[inline]
    fn is_full(&self) -> bool {
        self.queue.len() >= self.limit
    }

    fn set_reserved(&mut self, reserved: usize) {
        self.reserved = reserved;
        if !self.is_closed {
            self.limit = self.capacity - reserved;
        }
    }

    /// Rows 1, 2 and 4.
    pub(super) fn send(&mut self, value: &mut Option<T>) -> Result<Entry, NoBlock> {
        if self.is_closed {
            return Ok(Entry::Refused);
        }
        if self.is_full() {
            return Ok(Entry::Full);
        }
        self.make_slot()?;
        Ok(Entry::Served {
            is_awaited: self.enqueue(value),
        })
    }

    /// Row 2, if there is a slot: whether it is awaited. Nothing if it is another row.
    #[inline]
    pub(super) fn send_at_once(&mut self, value: &mut Option<T>) -> Option<bool> {
        let is_row_2 = !self.is_full() && self.queue.has_slot();
        is_row_2.then(|| self.enqueue(value))
    }

    /// Rows 1, 3 and 4.
    pub(super) fn reserve(&mut self) -> Entry {
        if self.is_closed {
            return Entry::Refused;
        }
        if self.is_full() {
            return Entry::Full;
        }
        self.set_reserved(self.reserved + 1);
        Entry::Served { is_awaited: false }
    }

    /// Rows 10 and 11: whether it is awaited. The value is still there if it goes back.
    pub(super) fn send_reserved(&mut self, value: &mut Option<T>) -> Result<bool, NoBlock> {
        if self.is_deserted {
            return Ok(false);
        }
        self.make_slot()?;
        self.set_reserved(self.reserved - 1);
        Ok(self.enqueue(value))
    }

    /// Rows 12 and 13: who is served, and whether the receiver waits for what has become of it.
    pub(super) fn release(&mut self) -> Result<(Wake, bool), NoBlock> {
        if self.offers() && !self.is_closed {
            self.make_slot()?;
        }
        self.set_reserved(self.reserved - 1);
        let served = self.serve_next();
        let is_news = self.is_over() || !self.queue.is_empty();
        Ok((served, is_news && self.end_wait()))
    }

    /// Row 6. Nothing if it is another row.
    #[inline]
    pub(super) fn receive(&mut self) -> Option<T> {
        if !self.line.is_empty() {
            return None;
        }
        self.queue.pop()
    }

    /// Row 7, if that is all there is to do. Whether it is.
    #[inline]
    pub(super) fn wait_for_value(&mut self) -> bool {
        let is_row_7 = self.queue.is_empty() && self.line.is_empty() && !self.is_ending();
        self.is_awaited = is_row_7 && !self.queue.is_to_be_trimmed();
        self.is_awaited
    }

    /// Rows 5 to 9.
    #[inline(always)]
    pub(super) fn receive_and_serve(&mut self) -> Result<Receipt<T>, NoBlock> {
        if self.capacity == 0 {
            return Ok(self.receive_from_the_line());
        }
        // The slot of the only value is free as soon as that is taken.
        if self.offers() && self.queue.len() > 1 {
            self.make_slot()?;
        }
        Ok(match self.queue.pop() {
            Some(value) => Receipt::Value(value, self.serve_next()),
            None => self.receive_nothing(),
        })
    }

    /// Row 9.
    fn receive_from_the_line(&mut self) -> Receipt<T> {
        let value = self.line.first().flatten().and_then(|offering| {
            // SAFETY: its sender waits in this line.
            unsafe { offering.with(Option::take) }
        });
        match value {
            Some(value) => Receipt::Value(value, self.line.call(Standing::Served)),
            None => self.receive_nothing(),
        }
    }

    /// Rows 7 and 8.
    fn receive_nothing(&mut self) -> Receipt<T> {
        match self.is_over() {
            true => Receipt::Over,
            false => Receipt::Empty(self.queue.trim()),
        }
    }

    /// As [`receive_and_serve`](Self::receive_and_serve), for who waits if there is nothing.
    #[inline(always)]
    pub(super) fn receive_or_wait(&mut self) -> Result<Receipt<T>, NoBlock> {
        let receipt = self.receive_and_serve()?;
        self.is_awaited = matches!(receipt, Receipt::Empty(_));
        Ok(receipt)
    }

    /// Takes no more: row 16 for all who come later. Those who wait are
    /// [refused](Self::refuse_next) one by one. The receiver closes it and so does not wait.
    pub(super) fn close(&mut self) {
        self.is_closed = true;
        self.is_awaited = false;
        self.limit = 0;
    }

    /// Row 16 for the next who waits.
    pub(super) fn refuse_next(&mut self) -> Wake {
        let next = self.line.call(Standing::Refused);
        match next.is_nobody() {
            true => self.watchers.call(Standing::Refused),
            false => next,
        }
    }

    /// The receiver leaves: it is closed, and what is in it goes with the receiver.
    pub(super) fn desert(&mut self) -> Queue<T> {
        self.is_deserted = true;
        self.close();
        mem::replace(&mut self.queue, Queue::new(self.capacity))
    }

    /// Where a waiter stands. If it comes just now it is served, refused, or put in line. To wait with
    /// `waker` it has to bring a clone, which is changed for what is needed no more; without one it is
    /// told nothing.
    ///
    /// # Safety
    ///
    /// The waiter is one of this channel, and is in no line, or in that for what it wants. What
    /// [`Line::join`] asks holds of it and of the value it wants to send.
    #[inline]
    pub(super) unsafe fn await_turn(
        &mut self,
        waiter: Pin<&Waiter<Note<T>>>,
        want: &Want<T>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Result<Option<Turn>, NoBlock> {
        let line = match waiter.standing() {
            // SAFETY: as the caller says.
            Standing::Outside => return unsafe { self.enter(waiter, want, cloned) },
            Standing::Waiting => self.line_for(want),
            standing => return Ok(Some(Turn::of(standing))),
        };
        // SAFETY: it waits, so it is in this line.
        let waits = unsafe { line.keep_waiting(waiter, waker, cloned) };
        Ok(waits.then_some(Turn::of(Standing::Waiting)))
    }

    /// As [`await_turn`](Self::await_turn), for a waiter that comes just now.
    ///
    /// # Safety
    ///
    /// The same.
    #[inline]
    unsafe fn enter(
        &mut self,
        waiter: Pin<&Waiter<Note<T>>>,
        want: &Want<T>,
        cloned: &mut Option<Waker>,
    ) -> Result<Option<Turn>, NoBlock> {
        let (entry, value) = match *want {
            Want::Room => (self.reserve(), None),
            Want::Send(value) => {
                // SAFETY: it is there, says the caller; the waiter is in no line, so the value is its
                // future's, who asks.
                let entry = unsafe { value.with(|value| self.send(value)) };
                (entry?, Some(value))
            }
            Want::Close if self.is_closed => (Entry::Refused, None),
            Want::Close => (Entry::Full, None),
        };
        let (standing, is_awaited) = match entry {
            Entry::Served { is_awaited } => (waiter.call_at_once(Standing::Served), is_awaited),
            Entry::Refused => (waiter.call_at_once(Standing::Refused), false),
            Entry::Full => {
                let Some(waker) = cloned.take() else {
                    return Ok(None);
                };
                // SAFETY: as the caller says.
                unsafe { self.line_for(want).join(waiter, waker, value) };
                // Row 9 is for the receiver to take, if it waits.
                let is_offered = self.capacity == 0 && value.is_some();
                (Standing::Waiting, is_offered && self.end_wait())
            }
        };
        Ok(Some(Turn {
            standing,
            is_awaited,
        }))
    }

    /// Rows 14 and 15: what a waiter has left behind when it is dropped: a waker, or what
    /// [`release`](Self::release) says.
    ///
    /// # Safety
    ///
    /// The waiter is one of this channel, and has joined the line for what it wants, or was served.
    pub(super) unsafe fn leave(
        &mut self,
        waiter: Pin<&Waiter<Note<T>>>,
        want: &Want<T>,
    ) -> Result<(Option<Waker>, Wake, bool), NoBlock> {
        match (waiter.standing(), want) {
            (Standing::Waiting, _) => {
                // SAFETY: it waits, so it is in this line.
                let waker = unsafe { self.line_for(want).leave(waiter) };
                Ok((waker, Wake::NOBODY, false))
            }
            (Standing::Served, Want::Room) => {
                let (served, is_awaited) = self.release()?;
                Ok((None, served, is_awaited))
            }
            _ => Ok((None, Wake::NOBODY, false)),
        }
    }

    fn line_for(&mut self, want: &Want<T>) -> &mut Line<Note<T>> {
        match want {
            Want::Room | Want::Send(_) => &mut self.line,
            Want::Close => &mut self.watchers,
        }
    }

    /// Sees to it that the queue has a slot for the value that is the next to have room.
    #[inline]
    pub(super) fn make_slot(&mut self) -> Result<(), NoBlock> {
        match self.queue.has_slot() {
            true => Ok(()),
            false => self.begin_block(),
        }
    }

    #[cold]
    fn begin_block(&mut self) -> Result<(), NoBlock> {
        self.queue.begin_block(self.capacity)
    }

    /// Whether the first of the line has a value to hand over.
    #[inline]
    fn offers(&self) -> bool {
        self.line.first().flatten().is_some()
    }

    /// Queues the value, for which there is a slot. Whether it is awaited.
    #[inline]
    fn enqueue(&mut self, value: &mut Option<T>) -> bool {
        let Some(value) = value.take() else {
            return false;
        };
        self.queue.push(value);
        self.end_wait()
    }

    /// Room has come: the first of the line is served with it. There is a slot for its value.
    fn serve_next(&mut self) -> Wake {
        if self.is_closed {
            return Wake::NOBODY; // they are being refused
        }
        let Some(note) = self.line.first() else {
            return Wake::NOBODY;
        };
        // SAFETY: its sender waits in this line.
        match note.and_then(|offering| unsafe { offering.with(Option::take) }) {
            Some(value) => self.queue.push(value),
            None => self.set_reserved(self.reserved + 1),
        }
        self.line.call(Standing::Served)
    }

    /// There is something to tell the receiver: whether it waits, and is to be woken.
    #[inline]
    fn end_wait(&mut self) -> bool {
        let is_awaited = self.is_awaited;
        if is_awaited {
            self.is_awaited = false;
        }
        is_awaited
    }
}
