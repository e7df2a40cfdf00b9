//! [`Inbox`]: the tasks that were woken by other threads, until their own looks for them.
//!
//! The list itself is that of `src/inbox.rs`. What makes it one of tasks is a mark, so that each is in it
//! once, and an owner, so that each lives.
//!
//! | # | who             | does                            | finds  | and then                           |
//! |---|-----------------|---------------------------------|--------|------------------------------------|
//! | 1 | another thread  | marks the task as posted        | clear  | is an owner for it, and puts it in |
//! | 2 | another thread  | marks the task as posted        | marked | is done: it will be found          |
//! | 3 | own thread      | takes all, and clears each mark |        | runs them, in the order they came  |
//! | 4 | own thread      | takes all, for good             |        | from now on nobody is let in       |
//!
//! # Invariants
//!
//! - I1: the inbox is an owner of each task in it.
//! - I2: a task's link is whoever's has marked it, and the inbox's when it is in; and that of the own
//!   thread from when it has taken it until it clears the mark.
//! - I3: the link is the first in a task's header: a pointer to one is a pointer to the other.
#![expect(
    unsafe_code,
    reason = "a list that its members carry is made of pointers"
)]

use core::ptr::NonNull;

use crate::inbox::{self, Line, Pushed};
use crate::sync::Ordering;
use crate::task::{Header, Owned, release, share};

/// See the table above.
pub(super) struct Inbox {
    posted: inbox::Inbox,
}

impl Inbox {
    pub(super) fn new() -> Self {
        Inbox {
            posted: inbox::Inbox::new(),
        }
    }

    /// Puts in a task, from any thread. Whether its own thread has to be roused to find it: not if
    /// somebody is in, who has roused it, or is about to.
    ///
    /// # Safety
    ///
    /// The caller is an owner of `task`, or borrows from one.
    pub(super) unsafe fn post(&self, task: NonNull<Header>) -> bool {
        // SAFETY: it has an owner.
        let posted = unsafe { &task.as_ref().posted };
        // ORDERING: Release pairs with the Acquire in `next`: what was done before the wake is seen by
        // the poll. Acquire pairs with the Release there (I2).
        if posted.swap(true, Ordering::AcqRel) {
            return false; // 2
        }
        // SAFETY: as the caller says.
        unsafe { share(task) }; // I1
        // SAFETY: I2 and I3, it was marked here; I1, it lives.
        match unsafe { self.posted.push(task.cast()) } {
            Pushed::Alone => true,   // 1
            Pushed::Behind => false, // 1
            Pushed::Closed => {
                // SAFETY: I1, it was not let in.
                unsafe { release(task) };
                false
            }
        }
    }

    /// Whether nobody is in it, as far as its own thread has heard.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.posted.is_empty()
    }

    /// All that are in it. To be called by its own thread.
    #[cold]
    pub(super) fn take(&self) -> Taken {
        Taken(self.posted.take()) // 3
    }

    /// All that are in it; nobody will be again. To be called by its own thread, once.
    pub(super) fn close(&self) -> Taken {
        Taken(self.posted.close()) // 4
    }
}

/// Tasks that were taken, from the one that was posted first.
pub(super) struct Taken(Line);

impl Iterator for Taken {
    type Item = Owned;

    fn next(&mut self) -> Option<Owned> {
        let link = self.0.pop()?;
        // SAFETY: I3; I1, what was the inbox's is now the caller's.
        let task = unsafe { Owned::from_raw(link.cast()) };
        // ORDERING: Acquire pairs with the Release of every wake that has found the mark; Release with
        // the Acquire of the next that sets it (I2).
        task.posted.swap(false, Ordering::AcqRel);
        Some(task)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.for_each(drop);
    }
}
