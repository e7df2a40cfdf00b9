//! [`State`]: what an event is, and each step that changes it, under a lock; and [`Shared`], what has to
//! be done outside: wakers called.
//!
//! | # | step               | finds                                          | so                               |
//! |---|--------------------|------------------------------------------------|----------------------------------|
//! | 1 | a listener asks    | all were told since it was made                | it knows                         |
//! | 2 | a listener asks    | a notice                                       | it has the notice                |
//! | 3 | a listener asks    | neither                                        | it goes to the end of the line   |
//! | 4 | one is to be told  | a first that was made after all were told last | it is called, and has the notice |
//! | 5 | one is to be told  | no line                                        | the notice is kept               |
//! | 6 | one is to be told  | a first that is being told with all            | it is called, and then 4, 5 or 6 |
//! | 7 | all are to be told |                                                | all of the line are called       |
//! | 8 | a listener leaves  | it was called, and has the notice              | it is handed on: 4, 5 or 6       |
//!
//! Who is called with a notice (2, 4) is *served*, who is called as all are (1, 6, 7) is *refused*: it has
//! nothing to hand on. All are called one by one, each in a step of its own. Others may come meanwhile:
//! they were made later, and are not called for it.
//!
//! # Invariants
//!
//! - I1: `told` is how often all were told. Who is in line was made when it was no more, and no later than
//!   those behind: it has joined when it was as it is noted.
//! - I2: where a notice is, there is no line: who comes takes it.
#![expect(
    unsafe_code,
    reason = "who waits in line is known by a pointer to a future that others own"
)]

use core::pin::Pin;
use core::task::Waker;

use crate::line::{Line, Standing, Waiter};
use crate::lock::Lock;
use crate::sync::const_fn;
use crate::wake::{All, Wake, wake_all};

pub(super) struct State {
    told: u64,
    has_notice: bool,
    line: Line<Made>,
}

/// How often all had been told when a listener was made.
pub(super) type Made = u64;

/// What becomes of a notice.
enum Given {
    /// Somebody has it, or it is kept.
    Yes(Wake),
    /// The first of the line was not one who would have it.
    NotYet(Wake),
}

impl State {
    pub(super) fn told(&self) -> Made {
        self.told
    }

    pub(super) fn has_notice(&self) -> bool {
        self.has_notice
    }

    /// Rows 4 to 6.
    fn give(&mut self) -> Given {
        match self.line.first() {
            Some(made) if made < self.told => Given::NotYet(self.line.call(Standing::Refused)),
            Some(_) => Given::Yes(self.line.call(Standing::Served)),
            None => {
                self.has_notice = true;
                Given::Yes(Wake::NOBODY)
            }
        }
    }

    /// Row 7, for all who were made by now: how often they have been told, and the first of them.
    fn tell_all(&mut self) -> (u64, Wake) {
        self.told += 1;
        (self.told, self.tell_next(self.told))
    }

    /// Row 7 for the next who was made before all were told so often.
    fn tell_next(&mut self, told: u64) -> Wake {
        match self.line.first() {
            Some(made) if made < told => self.line.call(Standing::Refused),
            _ => Wake::NOBODY,
        }
    }

    /// Where a waiter stands. If it comes just now these are rows 1 to 3. To wait with `waker` it has to
    /// bring a clone, which is changed for what is needed no more; without one it is told nothing.
    ///
    /// # Safety
    ///
    /// The waiter is in this line or in none, and what [`Line::join`] asks holds of it.
    pub(super) unsafe fn await_turn(
        &mut self,
        made: Made,
        waiter: Pin<&Waiter<Made>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing> {
        match waiter.standing() {
            Standing::Outside if made < self.told => {
                Some(waiter.call_at_once(Standing::Refused)) // 1
            }
            Standing::Outside if self.has_notice => {
                self.has_notice = false;
                Some(waiter.call_at_once(Standing::Served)) // 2
            }
            Standing::Outside => {
                let waker = cloned.take()?;
                // SAFETY: as the caller says.
                unsafe { self.line.join(waiter, waker, made) };
                Some(Standing::Waiting) // 3
            }
            Standing::Waiting => {
                // SAFETY: it waits, so it is in this line.
                let waits = unsafe { self.line.keep_waiting(waiter, waker, cloned) };
                waits.then_some(Standing::Waiting)
            }
            called => Some(called),
        }
    }

    /// Lets a waiter out of the line, if it waits.
    ///
    /// # Safety
    ///
    /// The waiter is in this line or in none.
    pub(super) unsafe fn leave(&mut self, waiter: Pin<&Waiter<Made>>) -> Option<Waker> {
        match waiter.standing() {
            // SAFETY: it waits, so it is in this line.
            Standing::Waiting => unsafe { self.line.leave(waiter) },
            _ => None,
        }
    }
}

/// What whoever uses an event shares.
pub(super) struct Shared(Lock<State>);

impl Shared {
    const_fn! {
        pub(super) const fn new() -> Self {
            Shared(Lock::new(State {
                told: 0,
                has_notice: false,
                line: Line::new(),
            }))
        }
    }

    #[inline]
    pub(super) fn with<R>(&self, step: impl FnOnce(&mut State) -> R) -> R {
        self.0.with(step)
    }

    /// Rows 4 to 6, until the notice is given, even if a waker panics before.
    pub(super) fn notify_one(&self) {
        let mut is_given = false;
        let next = || match is_given {
            true => Wake::NOBODY,
            false => match self.with(State::give) {
                Given::Yes(wake) => {
                    is_given = true;
                    wake
                }
                Given::NotYet(wake) => wake,
            },
        };
        All::new(next).wake();
    }

    /// Row 7.
    pub(super) fn notify_all(&self) {
        let (told, first) = self.with(State::tell_all);
        wake_all(first, || self.with(|state| state.tell_next(told)));
    }
}
