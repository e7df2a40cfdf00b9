//! [`Place`]: a sender's place in the line of its channel, in the pinned future that waits. The
//! futures by hand and the twins both stand in line with it.
//!
//! # Invariants
//!
//! - I1: a place is `!Unpin`. Once it has been polled it is pinned, so its waiter and what it asks
//!   for stay where they are until its drop is over, and its drop leaves the line.
//! - I2: what it asks for is the same for as long as it is there.
#![expect(
    unsafe_code,
    reason = "a waiter that is pinned in a struct, and known by a pointer while it is"
)]

use core::pin::Pin;
use core::ptr::NonNull;
use core::task::{Context, Poll, Waker};

use super::line::{Offered, Standing, Waiter};
use super::shared::Shared;
use super::state::Want;
use crate::sync::UnsafeCell;

/// What a place is for.
pub(super) trait Ask<T> {
    fn want(&self) -> Want<T>;

    /// Its memory ends.
    fn end(&self) {}
}

/// Room for a permit.
pub(super) struct Room;

/// The end of the channel.
pub(super) struct End;

/// Room for a value, which waits in the place.
pub(super) struct Offer<T>(Offered<T>);

impl<T> Ask<T> for Room {
    fn want(&self) -> Want<T> {
        Want::Room
    }
}

impl<T> Ask<T> for End {
    fn want(&self) -> Want<T> {
        Want::Close
    }
}

impl<T> Ask<T> for Offer<T> {
    #[inline]
    fn want(&self) -> Want<T> {
        Want::Send(NonNull::from(&self.0))
    }

    #[inline]
    fn end(&self) {
        self.0.with_mut(|_| ());
    }
}

/// What becomes of who waited.
pub(super) enum Answer {
    Served,
    Refused,
    /// It has been said before.
    Finished,
}

/// A waiter, the channel that it is one of, and what it asks for.
pub(super) struct Place<'a, T, A: Ask<T>> {
    pub(super) shared: &'a Shared<T>,
    waiter: Waiter<T>,
    ask: A,
}

impl<'a, T, A: Ask<T>> Place<'a, T, A> {
    #[inline]
    fn new(shared: &'a Shared<T>, ask: A) -> Self {
        Place {
            shared,
            waiter: Waiter::new(),
            ask,
        }
    }

    /// Where it stands, for whoever prints it.
    pub(super) fn standing(&self) -> Standing {
        self.waiter.standing()
    }

    /// It has answered. It is not in line.
    #[inline]
    pub(super) fn finish(&self) {
        self.waiter.finish();
    }

    /// Ready when it is served or refused, and from then on `Finished`.
    #[inline(always)]
    pub(super) fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Answer> {
        let place = self.into_ref();
        let standing = match place.waiter.standing() {
            Standing::Outside | Standing::Waiting => place.await_turn(cx.waker()),
            called => called,
        };
        let answer = match standing {
            Standing::Outside | Standing::Waiting => return Poll::Pending,
            Standing::Served => Answer::Served,
            Standing::Refused => Answer::Refused,
            Standing::Finished => Answer::Finished,
        };
        place.waiter.finish();
        Poll::Ready(answer)
    }

    /// As [`State::await_turn`](super::state::State::await_turn).
    #[inline(never)]
    fn await_turn(self: Pin<&Self>, waker: &Waker) -> Standing {
        let (want, mut cloned) = (self.ask.want(), None);
        loop {
            let found = self.shared.with_blocks(|state| {
                // SAFETY: it wants the same as before (I2), and I1.
                unsafe { state.await_turn(self.waiter(), &want, waker, &mut cloned) }
            });
            match found {
                Some(turn) => {
                    self.shared.tell_receiver(turn.is_awaited);
                    return turn.standing;
                }
                None => cloned = Some(waker.clone()), // may panic: nothing has changed yet
            }
        }
    }

    #[inline]
    fn waiter(self: Pin<&Self>) -> Pin<&Waiter<T>> {
        // SAFETY: I1, the waiter is pinned with its place.
        unsafe { self.map_unchecked(|place| &place.waiter) }
    }

    #[cold]
    fn leave(self: Pin<&Self>) {
        let want = self.ask.want();
        let (_waker, _served, is_awaited) = self.shared.with_blocks(|state| {
            // SAFETY: it has entered, and wants the same (I2).
            unsafe { state.leave(self.waiter(), &want) }
        });
        self.shared.tell_receiver(is_awaited);
    }
}

impl<'a, T> Place<'a, T, Room> {
    pub(super) fn for_room(shared: &'a Shared<T>) -> Self {
        Place::new(shared, Room)
    }
}

impl<'a, T> Place<'a, T, End> {
    pub(super) fn for_the_end(shared: &'a Shared<T>) -> Self {
        Place::new(shared, End)
    }
}

impl<'a, T> Place<'a, T, Offer<T>> {
    #[inline]
    pub(super) fn offering(shared: &'a Shared<T>, value: Option<T>) -> Self {
        Place::new(shared, Offer(UnsafeCell::new(value)))
    }

    /// Sends the value, if that can be done at once. Then it is `Finished`.
    #[inline(always)]
    pub(super) fn send_at_once(self: Pin<&mut Self>) -> bool {
        let place = self.into_ref();
        if place.waiter.standing() != Standing::Outside {
            return false;
        }
        let sent = place.get_ref().ask.0.with_mut(|value| {
            // SAFETY: it is not in line, and it is borrowed mutably.
            place.shared.send_at_once(unsafe { &mut *value })
        });
        let Some(is_awaited) = sent else {
            return false;
        };
        place.waiter.finish();
        place.shared.tell_receiver(is_awaited);
        true
    }

    /// As [`poll`](Self::poll), and tries first to send at once.
    #[inline(always)]
    pub(super) fn poll_send(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Answer> {
        match self.as_mut().send_at_once() {
            true => Poll::Ready(Answer::Served),
            false => self.poll(cx),
        }
    }

    /// Does something to the value, unless others may be doing so.
    #[inline]
    pub(super) fn value<R>(
        self: Pin<&mut Self>,
        act: impl FnOnce(&mut Option<T>) -> R,
    ) -> Option<R> {
        let place = self.into_ref();
        let is_own = place.waiter.standing() != Standing::Waiting;
        is_own.then(|| {
            let value = &place.get_ref().ask.0;
            // SAFETY: it is not in line, so nobody has a pointer to the value but this place, which
            // is borrowed mutably.
            value.with_mut(|value| act(unsafe { &mut *value }))
        })
    }

    /// The value, which the channel has not taken.
    #[cold]
    pub(super) fn refused(self: Pin<&mut Self>) -> Result<(), T> {
        self.value(Option::take).flatten().map_or(Ok(()), Err)
    }

    /// Leaves the line, if it is in it. Then the value is here, or sent.
    pub(super) fn withdraw(self: Pin<&mut Self>) {
        if self.waiter.standing() == Standing::Waiting {
            self.into_ref().leave();
        }
    }
}

impl<T, A: Ask<T>> Drop for Place<'_, T, A> {
    #[inline]
    fn drop(&mut self) {
        if matches!(self.waiter.standing(), Standing::Waiting | Standing::Served) {
            // SAFETY: it is dropped where it is: it does not move any more.
            unsafe { Pin::new_unchecked(&*self) }.leave();
        }
        // To the models the end of the memory is a write to each cell; else it does nothing.
        self.waiter.end();
        self.ask.end();
    }
}

// SAFETY: a shared reference to an offer gives no way to the value.
unsafe impl<T: Send> Sync for Offer<T> {}
