//! What those who wait at a watch ask for: a [`Change`], or that there is a [`Desertion`]. The futures by
//! hand and the twins both ask so, from a [`Place`](crate::place::Place).
#![expect(
    unsafe_code,
    reason = "who waits in line is known by a pointer to a future that others own"
)]

use core::pin::Pin;
use core::task::Waker;

use super::Receiver;
use super::state::Shared;
use crate::line::{Standing, Waiter};
use crate::place::Ask;
use crate::tally::Seen;

/// A value that the receiver has not seen.
pub(super) struct Change<'a, T>(pub(super) &'a mut Receiver<T>);

/// That there is no receiver.
pub(super) struct Desertion<'a, T>(pub(super) &'a Shared<T>);

// SAFETY: a `Tally` puts nobody in line whom it serves or refuses as it comes, who is called is out of it, and
// `leave` takes out who waits.
unsafe impl<T> Ask for Change<'_, T> {
    type Note = Seen;

    #[inline]
    unsafe fn await_turn(
        &self,
        waiter: Pin<&Waiter<Seen>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing> {
        let Receiver { shared, seen } = &*self.0;
        shared.with(|state| {
            // SAFETY: as the caller says.
            unsafe { state.versions.await_more(*seen, waiter, waker, cloned) }
        })
    }

    unsafe fn leave(&self, waiter: Pin<&Waiter<Seen>>) {
        let _waker = self.0.shared.with(|state| {
            // SAFETY: as the caller says.
            unsafe { state.versions.leave(waiter) }
        });
    }
}

// SAFETY: the same; and who finds no receiver joins no line.
unsafe impl<T> Ask for Desertion<'_, T> {
    type Note = Seen;

    unsafe fn await_turn(
        &self,
        waiter: Pin<&Waiter<Seen>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing> {
        self.0.with(|state| {
            if waiter.standing() == Standing::Outside && state.receivers() == 0 {
                return Some(waiter.call_at_once(Standing::Served));
            }
            let departures = &mut state.departures;
            // SAFETY: as the caller says.
            unsafe { departures.await_more(departures.count(), waiter, waker, cloned) }
        })
    }

    unsafe fn leave(&self, waiter: Pin<&Waiter<Seen>>) {
        let _waker = self.0.with(|state| {
            // SAFETY: as the caller says.
            unsafe { state.departures.leave(waiter) }
        });
    }
}
