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
//! - I1: `limit` is `capacity` less the permits that are out, or on their way to whoever was served
//!   with one. The queue is never longer than `limit`.
//! - I2: where a line is, the queue is as long as `limit`: there is no room, and so nobody who comes
//!   later goes before it.
//! - I3: once `is_closed`, nobody joins a line.
//! - I4: the receiver's waker is there only while there is nothing to tell it: whatever gives it a
//!   value, or ends the channel, takes the waker.
#![expect(
    unsafe_code,
    reason = "who waits in line is known by a pointer to a future that others own"
)]

use core::pin::Pin;
use core::ptr::NonNull;
use core::task::Waker;

use super::line::{Line, Offered, Standing, Waiter};
use super::queue::{Block, NoBlock, Queue};

pub(super) struct State<T> {
    queue: Queue<T>,
    capacity: usize,
    limit: usize,
    senders: usize,
    is_closed: bool,
    is_deserted: bool,
    receiver: Option<Waker>,
    line: Line<T>,
    watchers: Line<T>,
}

/// A waker that is called when this is dropped, so also if another one panics. It is made under the
/// lock, and dropped outside.
#[must_use = "it is called when it is dropped, which must not be under the lock"]
pub(super) struct Wake(Option<Waker>);

impl Wake {
    pub(super) const NOBODY: Wake = Wake(None);

    #[inline]
    pub(super) fn is_nobody(&self) -> bool {
        self.0.is_none()
    }
}

impl Drop for Wake {
    #[inline]
    fn drop(&mut self) {
        if let Some(waker) = self.0.take() {
            waker.wake();
        }
    }
}

/// What becomes of who asks to send, or for room.
pub(super) enum Entry {
    /// It is served at once.
    Served(Wake),
    /// The channel is closed.
    Refused,
    /// There is no room.
    Full,
}

/// What becomes of who asks for a value.
pub(super) enum Receipt<T> {
    Value(T, Wake),
    /// None is there. One may come. These blocks are not needed for it.
    Empty(Option<Block<T>>),
    /// None will come.
    Over,
}

/// What the receiver finds at a first look.
pub(super) enum Look {
    /// Nothing is there, and this waker will be called when there is (I4).
    Awaited,
    /// Nothing is there.
    Empty,
    /// There is a line, or it ends.
    Unclear,
}

/// What a waiter waits for.
pub(super) enum Want<T> {
    /// Room for a permit.
    Room,
    /// Room for this value.
    Send(NonNull<Offered<T>>),
    /// The end: that the channel is closed.
    Close,
}

impl<T> State<T> {
    pub(super) fn new(capacity: usize) -> Self {
        State {
            queue: Queue::new(capacity),
            capacity,
            limit: capacity,
            senders: 1,
            is_closed: false,
            is_deserted: false,
            receiver: None,
            line: Line::new(),
            watchers: Line::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }

    /// Permits that are out, or on their way.
    pub(super) fn reserved(&self) -> usize {
        self.capacity - self.limit
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

    pub(super) fn remove_sender(&mut self) -> Wake {
        self.senders -= 1;
        match self.senders {
            0 => self.wake_receiver(), // 17
            _ => Wake::NOBODY,
        }
    }

    /// A block for the queue, if it is still needed.
    pub(super) fn accept(&mut self, block: &mut Option<Block<T>>) {
        self.queue.accept(block);
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.queue.len() >= self.limit
    }

    /// Rows 1, 2 and 4.
    #[inline]
    pub(super) fn send(&mut self, value: &mut Option<T>) -> Result<Entry, NoBlock> {
        if self.is_closed {
            return Ok(Entry::Refused);
        }
        if self.is_full() {
            return Ok(Entry::Full);
        }
        self.queue.make_room()?;
        Ok(Entry::Served(self.enqueue(value)))
    }

    /// Rows 1, 3 and 4.
    pub(super) fn reserve(&mut self) -> Entry {
        if self.is_closed {
            return Entry::Refused;
        }
        if self.is_full() {
            return Entry::Full;
        }
        self.limit -= 1;
        Entry::Served(Wake::NOBODY)
    }

    /// Rows 10 and 11. The value is still there if it goes back.
    #[inline]
    pub(super) fn send_reserved(&mut self, value: &mut Option<T>) -> Result<Wake, NoBlock> {
        if self.is_deserted {
            return Ok(Wake::NOBODY);
        }
        self.queue.make_room()?;
        self.limit += 1;
        Ok(self.enqueue(value))
    }

    /// Rows 12 and 13: who is served, and the receiver.
    pub(super) fn release(&mut self) -> Result<[Wake; 2], NoBlock> {
        if self.line.offers() {
            self.queue.make_room()?;
        }
        self.limit += 1;
        let sender = self.serve_next();
        let receiver = match self.is_over() || !self.queue.is_empty() {
            true => self.wake_receiver(),
            false => Wake::NOBODY,
        };
        Ok([sender, receiver])
    }

    /// Row 6. Nothing if it is another row.
    #[inline]
    pub(super) fn receive(&mut self) -> Option<T> {
        if !self.line.is_empty() {
            return None;
        }
        self.queue.pop()
    }

    /// What the receiver sees who has got nothing in row 6.
    #[inline]
    pub(super) fn look(&self, waker: &Waker) -> Look {
        if self.receiver.as_ref().is_some_and(|it| it.will_wake(waker)) {
            Look::Awaited
        } else if self.line.is_empty() && !self.is_ending() {
            Look::Empty
        } else {
            Look::Unclear
        }
    }

    /// Rows 5 to 9.
    pub(super) fn receive_and_serve(&mut self) -> Result<Receipt<T>, NoBlock> {
        if self.capacity == 0 {
            return Ok(self.receive_from_the_line());
        }
        if self.line.offers() {
            self.queue.make_room()?;
        }
        Ok(match self.queue.pop() {
            Some(value) => Receipt::Value(value, self.serve_next()),
            None => self.receive_nothing(),
        })
    }

    /// Row 9.
    fn receive_from_the_line(&mut self) -> Receipt<T> {
        let first = self.line.call(Standing::Served);
        let served = first.and_then(|first| Some((first.value?, first.waker)));
        match served {
            Some((value, waker)) => Receipt::Value(value, Wake(waker)),
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

    /// As [`receive_and_serve`](Self::receive_and_serve), for who waits with this waker if there is
    /// nothing. A waker that is needed no more is left in its place.
    pub(super) fn receive_or_wait(
        &mut self,
        waker: &mut Option<Waker>,
    ) -> Result<Receipt<T>, NoBlock> {
        let receipt = self.receive_and_serve()?;
        if matches!(receipt, Receipt::Empty(_)) {
            core::mem::swap(&mut self.receiver, waker);
        }
        Ok(receipt)
    }

    /// Takes no more: row 16 for all who come later. Those who wait are
    /// [refused](Self::refuse_next) one by one. The receiver closes it and so does not wait.
    pub(super) fn close(&mut self) -> Option<Waker> {
        self.is_closed = true;
        self.receiver.take()
    }

    /// Row 16 for the next who waits.
    pub(super) fn refuse_next(&mut self) -> Wake {
        let next = self.line.call(Standing::Refused);
        let next = next.or_else(|| self.watchers.call(Standing::Refused));
        Wake(next.and_then(|called| called.waker))
    }

    /// The receiver leaves: it is closed, and what is in it goes with the receiver.
    pub(super) fn desert(&mut self) -> (Queue<T>, Option<Waker>) {
        self.is_deserted = true;
        let queue = core::mem::replace(&mut self.queue, Queue::new(self.capacity));
        (queue, self.close())
    }

    /// Serves a waiter that has come just now, or puts it in line with this waker, which else is
    /// left in its place.
    ///
    /// # Safety
    ///
    /// The waiter is not in a line, it is one of this channel, and what [`Line::join`] asks holds of
    /// it and of the value it wants to send.
    pub(super) unsafe fn enter(
        &mut self,
        waiter: Pin<&Waiter<T>>,
        want: &Want<T>,
        waker: &mut Option<Waker>,
    ) -> Result<(Standing, Wake), NoBlock> {
        let (entry, value) = match *want {
            Want::Room => (self.reserve(), None),
            Want::Send(value) => {
                // SAFETY: it is there, says the caller.
                let entry = unsafe { value.as_ref() }.with_mut(|value| {
                    // SAFETY: the waiter is in no line, so the value is its future's, who asks.
                    self.send(unsafe { &mut *value })
                });
                (entry?, Some(value))
            }
            Want::Close if self.is_closed => (Entry::Refused, None),
            Want::Close => (Entry::Full, None),
        };
        match entry {
            Entry::Served(wake) => return Ok((Standing::Served, wake)),
            Entry::Refused => return Ok((Standing::Refused, Wake::NOBODY)),
            Entry::Full => {}
        }
        let Some(waker) = waker.take() else {
            return Ok((Standing::Outside, Wake::NOBODY));
        };
        // SAFETY: as the caller says.
        unsafe { self.line_for(want).join(waiter, waker, value) };
        // Row 9 is for the receiver to take, if it waits.
        let wake = match value {
            Some(_) if self.capacity == 0 => self.wake_receiver(),
            _ => Wake::NOBODY,
        };
        Ok((Standing::Waiting, wake))
    }

    /// Whether a waiter waits, and with this waker. If with another one it is changed for `renewed`.
    ///
    /// # Safety
    ///
    /// The waiter is one of this channel, and has joined the line for what it wants.
    pub(super) unsafe fn renew(
        &mut self,
        waiter: Pin<&Waiter<T>>,
        want: &Want<T>,
        waker: &Waker,
        renewed: &mut Option<Waker>,
    ) -> bool {
        if waiter.standing() != Standing::Waiting {
            return true;
        }
        let line = self.line_for(want);
        // SAFETY: it waits, so it is in this line.
        if unsafe { line.knows(waiter, waker) } {
            return true;
        }
        let is_renewed = renewed.is_some();
        if is_renewed {
            // SAFETY: as above.
            unsafe { line.renew(waiter, renewed) };
        }
        is_renewed
    }

    /// Rows 14 and 15: what a waiter has left behind when it is dropped.
    ///
    /// # Safety
    ///
    /// The waiter is one of this channel, and has joined the line for what it wants.
    pub(super) unsafe fn leave(
        &mut self,
        waiter: Pin<&Waiter<T>>,
        want: &Want<T>,
    ) -> Result<(Option<Waker>, [Wake; 2]), NoBlock> {
        let nobody = [Wake::NOBODY, Wake::NOBODY];
        match (waiter.standing(), want) {
            // SAFETY: it waits, so it is in this line.
            (Standing::Waiting, _) => Ok((unsafe { self.line_for(want).leave(waiter) }, nobody)),
            (Standing::Served, Want::Room) => Ok((None, self.release()?)),
            _ => Ok((None, nobody)),
        }
    }

    fn line_for(&mut self, want: &Want<T>) -> &mut Line<T> {
        match want {
            Want::Room | Want::Send(_) => &mut self.line,
            Want::Close => &mut self.watchers,
        }
    }

    /// Queues the value, for which there is a slot.
    #[inline]
    fn enqueue(&mut self, value: &mut Option<T>) -> Wake {
        let Some(value) = value.take() else {
            return Wake::NOBODY;
        };
        self.queue.push(value);
        self.wake_receiver()
    }

    /// Room has come: the first of the line is served with it. There is a slot for its value.
    fn serve_next(&mut self) -> Wake {
        if self.is_closed {
            return Wake::NOBODY; // they are being refused
        }
        let Some(first) = self.line.call(Standing::Served) else {
            return Wake::NOBODY;
        };
        match first.value {
            Some(value) => self.queue.push(value),
            None => self.limit -= 1,
        }
        Wake(first.waker)
    }

    #[inline]
    fn wake_receiver(&mut self) -> Wake {
        Wake(self.receiver.take())
    }
}
