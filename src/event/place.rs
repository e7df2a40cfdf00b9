//! What those who wait for an event ask for: [`News`]. The future by hand and the twin both ask so, from a
//! [`Place`](crate::place::Place).
#![expect(
    unsafe_code,
    reason = "who waits in line is known by a pointer to a future that others own"
)]

use core::pin::Pin;
use core::task::Waker;

use super::state::{Made, Shared};
use crate::line::{Standing, Waiter};
use crate::place::Ask;

/// What is told since then, or a notice that is kept.
pub(super) struct News<'a> {
    shared: &'a Shared,
    made: Made,
}

impl<'a> News<'a> {
    /// What is told from now on.
    #[inline]
    pub(super) fn from_now_on(shared: &'a Shared) -> Self {
        let made = shared.with(|state| state.told());
        News { shared, made }
    }
}

// SAFETY: `State` puts nobody in line whom it serves or refuses as it comes, who is called is out of it, and
// `leave` takes out who waits.
unsafe impl Ask for News<'_> {
    type Note = Made;

    #[inline]
    unsafe fn await_turn(
        &self,
        waiter: Pin<&Waiter<Made>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing> {
        self.shared.with(|state| {
            // SAFETY: as the caller says.
            unsafe { state.await_turn(self.made, waiter, waker, cloned) }
        })
    }

    unsafe fn leave(&self, waiter: Pin<&Waiter<Made>>) {
        let _waker = self.shared.with(|state| {
            // SAFETY: as the caller says.
            unsafe { state.leave(waiter) }
        });
        if waiter.standing() == Standing::Served {
            self.shared.notify_one(); // row 8
        }
    }
}
