//! [`Request`]: what who waits in the line of a channel asks for, be it [`Room`], its [`End`], or room
//! for the value of an [`Offer`]. The futures by hand and the twins both ask so, from a [`Place`].
//!
//! # Invariants
//!
//! - I1: what is asked for is the same for as long as the place is there.
#![expect(
    unsafe_code,
    reason = "a value that is in a pinned future, and known by a pointer while it is offered"
)]

use core::marker::PhantomPinned;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use super::shared::Shared;
use super::state::{Note, Offered, Offering, Want};
use crate::line::{Standing, Waiter};
use crate::place::{Answer, Ask};
use crate::sync::UnsafeCell;

/// A place in the line of a channel.
pub(super) type Place<'a, T, W> = crate::place::Place<Request<'a, T, W>>;

/// Whose line it is, and what for.
pub(super) struct Request<'a, T, W> {
    pub(super) shared: &'a Shared<T>,
    what: W,
}

/// What is asked for.
pub(super) trait Wanted<T> {
    fn want(&self) -> Want<T>;

    /// Its memory ends.
    #[inline]
    fn end(&self) {}
}

/// Room for a permit.
pub(super) struct Room;

/// The end of the channel.
pub(super) struct End;

/// Room for a value, which waits in the place: it does not move while others may have a pointer to it.
pub(super) struct Offer<T>(Offered<T>, PhantomPinned);

impl<T> Wanted<T> for Room {
    fn want(&self) -> Want<T> {
        Want::Room
    }
}

impl<T> Wanted<T> for End {
    fn want(&self) -> Want<T> {
        Want::Close
    }
}

impl<T> Wanted<T> for Offer<T> {
    #[inline]
    fn want(&self) -> Want<T> {
        Want::Send(Offering::of(&self.0))
    }

    #[inline]
    fn end(&self) {
        self.0.with_mut(|_| ());
    }
}

// SAFETY: `State` puts nobody in line whom it serves or refuses as it comes, who is called is out of it, and
// `leave` takes out who waits.
unsafe impl<T, W: Wanted<T>> Ask for Request<'_, T, W> {
    type Note = Note<T>;

    #[inline]
    unsafe fn await_turn(
        &self,
        waiter: Pin<&Waiter<Note<T>>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing> {
        let want = self.what.want();
        let turn = self.shared.with_blocks(|state| {
            // SAFETY: it wants the same as before (I1), and else as the caller says.
            unsafe { state.await_turn(waiter, &want, waker, cloned) }
        })?;
        self.shared.tell_receiver(turn.is_awaited);
        Some(turn.standing)
    }

    unsafe fn leave(&self, waiter: Pin<&Waiter<Note<T>>>) {
        let want = self.what.want();
        let (_waker, _served, is_awaited) = self.shared.with_blocks(|state| {
            // SAFETY: it has entered, says the caller, and wants the same (I1).
            unsafe { state.leave(waiter, &want) }
        });
        self.shared.tell_receiver(is_awaited);
    }

    #[inline]
    fn end(&self) {
        self.what.end();
    }
}

impl<'a, T> Place<'a, T, Room> {
    pub(super) fn for_room(shared: &'a Shared<T>) -> Self {
        Place::new(Request { shared, what: Room })
    }
}

impl<'a, T> Place<'a, T, End> {
    pub(super) fn for_the_end(shared: &'a Shared<T>) -> Self {
        Place::new(Request { shared, what: End })
    }
}

impl<'a, T> Place<'a, T, Offer<T>> {
    #[inline]
    pub(super) fn offering(shared: &'a Shared<T>, value: Option<T>) -> Self {
        let what = Offer(UnsafeCell::new(value), PhantomPinned);
        Place::new(Request { shared, what })
    }

    /// Sends the value, if that can be done at once. Then it is `Finished`.
    #[inline(always)]
    pub(super) fn send_at_once(self: Pin<&mut Self>) -> bool {
        let place = self.into_ref();
        if place.standing() != Standing::Outside {
            return false;
        }
        let Request { shared, what } = place.get_ref().ask();
        let sent = what.0.with_mut(|value| {
            // SAFETY: it is not in line, and it is borrowed mutably.
            shared.send_at_once(unsafe { &mut *value })
        });
        let Some(is_awaited) = sent else {
            return false;
        };
        place.finish();
        shared.tell_receiver(is_awaited);
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
        let is_own = place.standing() != Standing::Waiting;
        is_own.then(|| {
            let value = &place.get_ref().ask().what.0;
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
}

// SAFETY: a shared reference to an offer gives no way to the value.
unsafe impl<T: Send> Sync for Offer<T> {}
