//! [`Tally`]: a number that only grows, and the line of those who wait for it to grow. One thread at a
//! time: it is behind somebody's lock.
//!
//! Whoever waits says which number it has seen last, and is called when there is a higher one. So what
//! comes between two waits is not missed, and nobody is told of what it has seen.
//!
//! | # | step                    | finds                              | so                              |
//! |---|-------------------------|------------------------------------|---------------------------------|
//! | 1 | somebody asks           | more than it has seen              | it is served                    |
//! | 2 | somebody asks           | what it has seen, and it is closed | it is refused                   |
//! | 3 | somebody asks           | what it has seen                   | it goes to the end of the line  |
//! | 4 | the number grows        |                                    | all of the line are served      |
//! | 5 | it is closed            |                                    | all of the line are refused     |
//!
//! All are called one by one (4, 5), each in a step of its own. Others may come meanwhile: they have
//! seen the new number, and are not called for it.
//!
//! # Invariants
//!
//! - I1: who is in line has seen no more than there is, and no more than those behind: it has joined with
//!   the number that there was.
//! - I2: once `is_closed`, nobody joins the line.
#![expect(
    unsafe_code,
    reason = "who waits in line is known by a pointer to a future that others own"
)]

use core::pin::Pin;
use core::task::Waker;

use crate::line::{Line, Standing, Waiter};
use crate::wake::{Wake, wake_all};

pub(crate) struct Tally {
    count: u64,
    is_closed: bool,
    line: Line<Seen>,
}

/// The number that somebody has seen last.
pub(crate) type Seen = u64;

/// Those who are to be called: who has seen less than a number.
#[must_use = "they wait to be called, outside the lock"]
pub(crate) struct Calls {
    first: Wake,
    up_to: u64,
}

impl Calls {
    /// Calls them. `next` takes the step of [`Tally::call_next`] for the number it is given.
    #[inline]
    pub(crate) fn make(self, mut next: impl FnMut(u64) -> Wake) {
        let Calls { first, up_to } = self;
        wake_all(first, || next(up_to));
    }
}

impl Tally {
    pub(crate) fn new() -> Self {
        Tally {
            count: 0,
            is_closed: false,
            line: Line::new(),
        }
    }

    #[inline]
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    #[inline]
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Row 4: it is one more.
    #[inline]
    pub(crate) fn advance(&mut self) -> Calls {
        self.count += 1;
        Calls {
            first: self.call_next(self.count),
            up_to: self.count,
        }
    }

    /// Row 4 for the next who has seen less than `up_to`.
    #[inline]
    pub(crate) fn call_next(&mut self, up_to: u64) -> Wake {
        match self.line.first() {
            Some(seen) if seen < up_to => self.line.call(Standing::Served),
            _ => Wake::NOBODY,
        }
    }

    /// Row 5, for all who come later, and the first who waits.
    pub(crate) fn close(&mut self) -> Wake {
        self.is_closed = true;
        self.refuse_next()
    }

    /// Row 5 for the next who waits. If there is more than it has seen, it is served instead.
    pub(crate) fn refuse_next(&mut self) -> Wake {
        match self.line.first() {
            Some(seen) if seen < self.count => self.line.call(Standing::Served),
            _ => self.line.call(Standing::Refused),
        }
    }

    /// Where a waiter stands. If it comes just now these are rows 1 to 3. To wait with `waker` it has to
    /// bring a clone, which is changed for what is needed no more; without one it is told nothing.
    ///
    /// # Safety
    ///
    /// The waiter is in this line or in none, and what [`Line::join`] asks holds of it.
    pub(crate) unsafe fn await_more(
        &mut self,
        seen: Seen,
        waiter: Pin<&Waiter<Seen>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing> {
        match waiter.standing() {
            Standing::Outside if self.count > seen => {
                Some(waiter.call_at_once(Standing::Served)) // 1
            }
            Standing::Outside if self.is_closed => {
                Some(waiter.call_at_once(Standing::Refused)) // 2
            }
            Standing::Outside => {
                let waker = cloned.take()?;
                // SAFETY: as the caller says.
                unsafe { self.line.join(waiter, waker, seen) };
                Some(Standing::Waiting) // 3
            }
            // It is being called, if there is more than it has seen.
            Standing::Waiting => {
                // SAFETY: it waits, so it is in this line.
                let waits = unsafe { self.line.keep_waiting(waiter, waker, cloned) };
                waits.then_some(Standing::Waiting)
            }
            called => Some(called),
        }
    }

    /// Lets a waiter out of the line, if it waits. There is nothing to hand on.
    ///
    /// # Safety
    ///
    /// The waiter is in this line or in none.
    pub(crate) unsafe fn leave(&mut self, waiter: Pin<&Waiter<Seen>>) -> Option<Waker> {
        match waiter.standing() {
            // SAFETY: it waits, so it is in this line.
            Standing::Waiting => unsafe { self.line.leave(waiter) },
            _ => None,
        }
    }
}
