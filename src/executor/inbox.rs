//! [`Inbox`]: the tasks that were woken by other threads, until their own looks for them.
//!
//! ```text
//! empty <--3--> last posted --> ... --> first posted      closed
//!    \------1------^                        \--4------------^
//! ```
//!
//! | # | who             | does                         | finds  | and then                          |
//! |---|-----------------|------------------------------|--------|-----------------------------------|
//! | 1 | another thread  | marks the task as posted     | clear  | is an owner for it, and puts it in |
//! | 2 | another thread  | marks the task as posted     | marked | is done: it will be found         |
//! | 3 | own thread      | takes all, and clears each mark |     | runs them, in the order they came |
//! | 4 | own thread      | takes all, for good          |        | from now on nobody is let in      |
//!
//! # Invariants
//!
//! - I1: the inbox is an owner of each task in it.
//! - I2: a task's `next_in_inbox` is touched by who has marked it until it is in, and by the own thread
//!   from when it has taken it until it clears the mark.
//! - I3: a task is in it at most once: there is one mark.
#![expect(
    unsafe_code,
    reason = "a list that its members carry is made of pointers"
)]

use core::ptr::{self, NonNull};

use crate::sync::{AtomicPtr, Ordering};
use crate::task::{Header, Owned, release, share};

/// See the table above.
pub(super) struct Inbox {
    last: AtomicPtr<Header>,
}

/// What is `last` when nobody is let in any more: no task is there.
fn closed() -> *mut Header {
    NonNull::dangling().as_ptr()
}

impl Inbox {
    pub(super) fn new() -> Self {
        Inbox {
            last: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// Puts in a task, from any thread. Whether its own thread has to be roused to find it.
    ///
    /// # Safety
    ///
    /// The caller is an owner of `task`, or borrows from one.
    pub(super) unsafe fn post(&self, task: NonNull<Header>) -> bool {
        // SAFETY: it has an owner.
        let header = unsafe { task.as_ref() };
        // ORDERING: Release pairs with the Acquire in `next`: what was done before the wake is seen by
        // the poll. Acquire pairs with the Release there (I2).
        if header.posted.swap(true, Ordering::AcqRel) {
            return false; // 2
        }
        // SAFETY: as the caller says.
        unsafe { share(task) }; // I1
        // ORDERING: Relaxed, nothing is read through it, and the exchange tells if it is late.
        let mut last = self.last.load(Ordering::Relaxed);
        while last != closed() {
            // SAFETY: I2, it was marked here.
            header
                .next_in_inbox
                .with_mut(|next| unsafe { *next = NonNull::new(last) });
            // ORDERING: Release gives the link to the Acquire in `take`.
            let (success, failure) = (Ordering::Release, Ordering::Relaxed);
            let put = self
                .last
                .compare_exchange_weak(last, task.as_ptr(), success, failure);
            match put {
                Ok(_) => return true, // 1
                Err(found) => last = found,
            }
        }
        // SAFETY: I1, it was not let in.
        unsafe { release(task) };
        false
    }

    /// Whether nobody is in it, as far as its own thread has heard.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        // ORDERING: Relaxed, `take` acquires.
        self.last.load(Ordering::Relaxed).is_null()
    }

    /// All that are in it. To be called by its own thread.
    #[cold]
    pub(super) fn take(&self) -> Taken {
        // ORDERING: Acquire pairs with the Release in `post`, and that of every task below it: each
        // exchange goes on with what the one before released.
        Taken::of(self.last.swap(ptr::null_mut(), Ordering::Acquire)) // 3
    }

    /// All that are in it; nobody will be again. To be called by its own thread, once.
    pub(super) fn close(&self) -> Taken {
        // ORDERING: Acquire, as in `take`.
        Taken::of(self.last.swap(closed(), Ordering::Acquire)) // 4
    }
}

/// Tasks that were taken, from the one that was posted first.
pub(super) struct Taken {
    next: Option<NonNull<Header>>,
}

impl Taken {
    /// Turns the list round.
    fn of(last: *mut Header) -> Self {
        let (mut rest, mut next) = (NonNull::new(last), None);
        while let Some(task) = rest {
            // SAFETY: I1, I2.
            rest = unsafe { task.as_ref() }
                .next_in_inbox
                .with_mut(|link| unsafe { link.replace(next) });
            next = Some(task);
        }
        Taken { next }
    }
}

impl Iterator for Taken {
    type Item = Owned;

    fn next(&mut self) -> Option<Owned> {
        let task = self.next?;
        // SAFETY: I1, what was the inbox's is now the caller's.
        let task = unsafe { Owned::from_raw(task) };
        // SAFETY: I2.
        self.next = task.next_in_inbox.with(|next| unsafe { *next });
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
