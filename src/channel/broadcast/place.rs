//! What those who wait at a broadcast ask for: the [`Next`] value. The future by hand and the twin both ask
//! so, from a [`Place`](crate::place::Place).
#![expect(
    unsafe_code,
    reason = "who waits in line is known by a pointer to a future that others own"
)]

use core::pin::Pin;
use core::task::Waker;

use super::Receiver;
use crate::line::{Standing, Waiter};
use crate::place::Ask;
use crate::tally::Seen;

/// The next value for the receiver.
pub(super) struct Next<'a, T>(pub(super) &'a mut Receiver<T>);

// SAFETY: a `Tally` puts nobody in line whom it serves or refuses as it comes, who is called is out of it, and
// `leave` takes out who waits.
unsafe impl<T> Ask for Next<'_, T> {
    type Note = Seen;

    #[inline]
    unsafe fn await_turn(
        &self,
        waiter: Pin<&Waiter<Seen>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing> {
        let Receiver { shared, next } = &*self.0;
        shared.with(|state| {
            // SAFETY: as the caller says.
            unsafe { state.sent.await_more(*next, waiter, waker, cloned) }
        })
    }

    unsafe fn leave(&self, waiter: Pin<&Waiter<Seen>>) {
        let _waker = self.0.shared.with(|state| {
            // SAFETY: as the caller says.
            unsafe { state.sent.leave(waiter) }
        });
    }
}
