//! What those who wait at a semaphore ask for: so [`Many`] permits. The future by hand and the twins both
//! ask so, from a [`Place`](crate::place::Place).
#![expect(
    unsafe_code,
    reason = "who waits in line is known by a pointer to a future that others own"
)]

use core::pin::Pin;
use core::task::Waker;

use super::state::{Shared, Wanted};
use crate::line::{Standing, Waiter};
use crate::place::Ask;

/// So many permits, of this semaphore. They are as many for as long as the place is there.
pub(super) struct Many<'a> {
    pub(super) shared: &'a Shared,
    pub(super) wanted: Wanted,
}

// SAFETY: `State` puts nobody in line whom it serves or refuses as it comes, who is called is out of it, and
// `leave` takes out who waits.
unsafe impl Ask for Many<'_> {
    type Note = Wanted;

    #[inline]
    unsafe fn await_turn(
        &self,
        waiter: Pin<&Waiter<Wanted>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing> {
        self.shared.with(|state| {
            // SAFETY: as the caller says.
            unsafe { state.await_turn(self.wanted, waiter, waker, cloned) }
        })
    }

    unsafe fn leave(&self, waiter: Pin<&Waiter<Wanted>>) {
        let (_waker, first) = self.shared.with(|state| {
            // SAFETY: as the caller says; it asks for as many as before.
            unsafe { state.leave(self.wanted, waiter) }
        });
        self.shared.serve(first);
    }
}
