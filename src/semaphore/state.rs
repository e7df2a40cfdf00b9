//! [`State`]: what a semaphore is, and each step that changes it, under a lock; and [`Shared`], what has
//! to be done outside: wakers called.
//!
//! | # | step               | finds                                     | so                               |
//! |---|--------------------|-------------------------------------------|----------------------------------|
//! | 1 | acquire            | closed                                    | it is refused                    |
//! | 2 | acquire            | as many permits, and no line              | it has them                      |
//! | 3 | acquire            | fewer, or a line                          | it goes to the end of the line   |
//! | 4 | permits come free  | as many as the first of the line asks for | it is served, and so is the next |
//! | 5 | a waiter leaves    | it was served                             | its permits come free: 4         |
//! | 6 | a waiter leaves    | it waits                                  | the next may be served: 4        |
//! | 7 | close              |                                           | all of the line are refused      |
//!
//! # Invariants
//!
//! - I1: `available` permits and those that are `out` are never more than `usize` can count. Who was
//!   served and has not been told yet has its permits out.
//! - I2: where a line is, nobody is served but its first. So whoever comes while some of the line are still
//!   to be served goes behind them.
//! - I3: once `is_closed`, nobody joins the line.
#![expect(
    unsafe_code,
    reason = "who waits in line is known by a pointer to a future that others own"
)]

use core::pin::Pin;
use core::task::Waker;

use crate::line::{Line, Standing, Waiter};
use crate::lock::Lock;
use crate::sync::const_fn;
use crate::wake::{Wake, wake_all};

pub(super) struct State {
    available: usize,
    out: usize,
    is_closed: bool,
    line: Line<Wanted>,
}

/// How many permits somebody waits for.
pub(super) type Wanted = usize;

/// What becomes of who asks for permits.
pub(super) enum Entry {
    Served,
    Refused,
    /// There are too few, or others come first.
    Short,
}

impl State {
    pub(super) fn available(&self) -> usize {
        self.available
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Rows 1 to 3.
    #[inline]
    pub(super) fn acquire(&mut self, wanted: Wanted) -> Entry {
        if self.is_closed {
            return Entry::Refused;
        }
        let comes_first = self.line.is_empty() || wanted == 0;
        if !comes_first || self.available < wanted {
            return Entry::Short;
        }
        self.take(wanted);
        Entry::Served
    }

    #[inline]
    fn take(&mut self, permits: usize) {
        self.available -= permits;
        self.out += permits;
    }

    /// Row 4 for the first of the line.
    #[inline]
    fn serve_next(&mut self) -> Wake {
        match self.line.first() {
            Some(wanted) if wanted <= self.available && !self.is_closed => {
                self.take(wanted);
                self.line.call(Standing::Served)
            }
            _ => Wake::NOBODY,
        }
    }

    /// Row 4.
    #[inline]
    fn release(&mut self, permits: usize) -> Wake {
        self.out -= permits;
        self.available += permits;
        self.serve_next()
    }

    /// Row 4 with permits that are new. Nothing if they would be too many.
    fn add(&mut self, permits: usize) -> Option<Wake> {
        let all = self.available.checked_add(self.out)?; // never too many: I1
        all.checked_add(permits)?;
        self.available += permits;
        Some(self.serve_next())
    }

    pub(super) fn forget(&mut self, permits: usize) {
        self.out -= permits;
    }

    /// Row 7 for all who come later, and the first who waits.
    fn close(&mut self) -> Wake {
        self.is_closed = true;
        self.refuse_next()
    }

    fn refuse_next(&mut self) -> Wake {
        self.line.call(Standing::Refused)
    }

    /// Where a waiter stands. If it comes just now these are rows 1 to 3. To wait with `waker` it has to
    /// bring a clone, which is changed for what is needed no more; without one it is told nothing.
    ///
    /// # Safety
    ///
    /// The waiter is in this line or in none, and what [`Line::join`] asks holds of it.
    pub(super) unsafe fn await_turn(
        &mut self,
        wanted: Wanted,
        waiter: Pin<&Waiter<Wanted>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing> {
        match waiter.standing() {
            Standing::Outside => match self.acquire(wanted) {
                Entry::Served => Some(waiter.call_at_once(Standing::Served)),
                Entry::Refused => Some(waiter.call_at_once(Standing::Refused)),
                Entry::Short => {
                    let waker = cloned.take()?;
                    // SAFETY: as the caller says.
                    unsafe { self.line.join(waiter, waker, wanted) };
                    Some(Standing::Waiting)
                }
            },
            Standing::Waiting => {
                // SAFETY: it waits, so it is in this line.
                let waits = unsafe { self.line.keep_waiting(waiter, waker, cloned) };
                waits.then_some(Standing::Waiting)
            }
            called => Some(called),
        }
    }

    /// Rows 5 and 6: what a waiter has left behind when it is dropped: a waker, and who is served.
    ///
    /// # Safety
    ///
    /// As for [`await_turn`](Self::await_turn), and it has asked for as many.
    pub(super) unsafe fn leave(
        &mut self,
        wanted: Wanted,
        waiter: Pin<&Waiter<Wanted>>,
    ) -> (Option<Waker>, Wake) {
        match waiter.standing() {
            Standing::Waiting => {
                // SAFETY: it waits, so it is in this line.
                let waker = unsafe { self.line.leave(waiter) };
                (waker, self.serve_next())
            }
            Standing::Served => (None, self.release(wanted)),
            _ => (None, Wake::NOBODY),
        }
    }
}

/// What whoever uses a semaphore shares.
pub(super) struct Shared(Lock<State>);

impl Shared {
    const_fn! {
        pub(super) const fn new(available: usize) -> Self {
            Shared(Lock::new(State {
                available,
                out: 0,
                is_closed: false,
                line: Line::new(),
            }))
        }
    }

    #[inline]
    pub(super) fn with<R>(&self, step: impl FnOnce(&mut State) -> R) -> R {
        self.0.with(step)
    }

    /// Permits come back.
    #[inline]
    pub(super) fn release(&self, permits: usize) {
        let first = self.with(|state| state.release(permits));
        self.serve(first);
    }

    /// Permits come that are new, unless they are too many.
    pub(super) fn add(&self, permits: usize) -> bool {
        let first = self.with(|state| state.add(permits));
        first.map(|first| self.serve(first)).is_some()
    }

    /// Row 4, for those behind the first.
    #[inline]
    pub(super) fn serve(&self, first: Wake) {
        wake_all(first, || self.with(State::serve_next));
    }

    pub(super) fn close(&self) {
        let first = self.with(State::close);
        wake_all(first, || self.with(State::refuse_next));
    }
}
