//! [`State`]: where a task is in its life. Only the executor's thread moves it.
//!
//! ```text
//!             +----2----> Polling --+--5--> Answered --8,9--> Gone
//!             |           | ^  |    |                          ^
//! spawn --> Queued        3 |  1    +--6-----------------------+
//!             ^ ^         v 7  v    |
//!             | +----1-- Idle  Woken
//!             +-------------4--+
//! ```
//!
//! | # | what happens         | from              | to                  | who does it must                  |
//! |---|----------------------|-------------------|---------------------|-----------------------------------|
//! | 1 | it is woken          | Idle              | Queued              | push it to the run queue          |
//! |   |                      | Polling           | Woken               |                                   |
//! |   |                      | any other         | the same            |                                   |
//! | 2 | its turn has come    | Queued            | Polling             | poll it; drop it, if cancelled    |
//! | 3 | its poll is pending  | Polling           | Idle                |                                   |
//! | 4 |                      | Woken             | Queued              | push it to the run queue          |
//! | 5 | it has an answer     | Polling, Woken    | Answered, if held   |                                   |
//! | 6 |                      |                   | Gone, if not        | drop the answer                   |
//! |   | it has none          | Polling, Woken    | Gone                |                                   |
//! | 7 | the executor ends    | Idle, Queued      | Polling             | take it out of the run queue      |
//! | 8 | the handle asks      | Answered          | Gone                | give the answer                   |
//! |   |                      | Gone              | Gone                | say so                            |
//! |   |                      | any other         | the same            | wait                              |
//! | 9 | the handle is let go | Answered          | Gone, not held      | drop the answer                   |
//! |   |                      | any other         | the same, not held  |                                   |
//!
//! To cancel is to mark it, and to wake it (1). In the run queue are the tasks that are `Queued`, and
//! no others. A future is there in `Idle`, `Queued`, `Polling` and `Woken`, an answer in `Answered`.

use core::cell::Cell;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Queued,
    Polling,
    Woken,
    Answered,
    Gone,
}

/// See the table above.
pub(crate) struct State {
    phase: Cell<Phase>,
    cancelled: Cell<bool>,
    held: Cell<bool>,
}

/// What is to be done with a task that was woken.
#[must_use]
pub(crate) enum Roused {
    Push,
    Nothing,
}

/// What is to be done with a task whose turn has come.
#[must_use]
pub(super) enum Turn {
    Poll,
    Drop,
}

/// What is to be done with a task that has had its turn.
#[must_use]
pub(crate) enum After {
    Rest,
    Push,
    /// Its future is gone: it leaves the executor.
    Over,
}

/// What is to be done with an answer.
#[must_use]
pub(super) enum Answer {
    Keep,
    Drop,
}

/// What the handle learns.
#[must_use]
pub(super) enum Asked {
    Wait,
    Take,
    Nothing,
}

impl State {
    /// Of a task that is in the run queue, and has a handle.
    pub(super) fn queued() -> Self {
        State {
            phase: Cell::new(Phase::Queued),
            cancelled: Cell::new(false),
            held: Cell::new(true),
        }
    }

    #[inline]
    pub(crate) fn wake(&self) -> Roused {
        match self.phase.get() {
            Phase::Idle => {
                self.phase.set(Phase::Queued); // 1
                return Roused::Push;
            }
            Phase::Polling => self.phase.set(Phase::Woken), // 1
            Phase::Queued | Phase::Woken | Phase::Answered | Phase::Gone => {}
        }
        Roused::Nothing
    }

    pub(crate) fn cancel(&self) -> Roused {
        self.cancelled.set(true);
        self.wake()
    }

    #[inline]
    pub(super) fn begin(&self) -> Turn {
        assert_eq!(self.phase.get(), Phase::Queued);
        self.phase.set(Phase::Polling); // 2
        if self.cancelled.get() {
            Turn::Drop
        } else {
            Turn::Poll
        }
    }

    #[inline]
    pub(super) fn pend(&self) -> After {
        if self.phase.get() == Phase::Polling {
            self.phase.set(Phase::Idle); // 3
            return After::Rest;
        }
        debug_assert_eq!(self.phase.get(), Phase::Woken);
        self.phase.set(Phase::Queued); // 4
        After::Push
    }

    #[inline]
    pub(super) fn answer(&self) -> Answer {
        if self.held.get() {
            self.phase.set(Phase::Answered); // 5
            return Answer::Keep;
        }
        self.phase.set(Phase::Gone); // 6
        Answer::Drop
    }

    pub(super) fn go(&self) {
        self.phase.set(Phase::Gone); // 6
    }

    /// From now on it is pushed nowhere.
    pub(crate) fn end(&self) {
        self.phase.set(Phase::Polling); // 7
    }

    #[inline]
    pub(super) fn ask(&self) -> Asked {
        match self.phase.get() {
            Phase::Answered => {
                self.phase.set(Phase::Gone); // 8
                Asked::Take
            }
            Phase::Gone => Asked::Nothing,
            Phase::Idle | Phase::Queued | Phase::Polling | Phase::Woken => Asked::Wait,
        }
    }

    #[inline]
    pub(super) fn let_go(&self) -> Answer {
        self.held.set(false);
        if self.phase.get() == Phase::Answered {
            self.phase.set(Phase::Gone); // 9
            return Answer::Drop;
        }
        Answer::Keep
    }

    #[inline]
    pub(super) fn is_over(&self) -> bool {
        matches!(self.phase.get(), Phase::Answered | Phase::Gone)
    }
}
