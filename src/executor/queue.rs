//! [`Queue`]: the tasks that have been woken, first come first served; and [`Tasks`]: all of them.
//!
//! Both are lists whose links are in the tasks themselves, so that to be in one costs no memory, and
//! to enter or leave it no time to speak of.
//!
//! # Invariants
//!
//! - I1: they are used by one thread.
//! - I2: `Tasks` is an owner of each task in it, which is in it once.
//! - I3: a task in a `Queue` is in the `Tasks` of the same executor as long as it is: whoever takes it
//!   out of these has taken it out of the queue before. It is in the queue once.
#![expect(
    unsafe_code,
    reason = "a list that its members carry is made of pointers"
)]

use core::cell::Cell;
use core::iter;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;

use crate::task::{Header, Owned};

type Link = Cell<Option<NonNull<Header>>>;

/// Who runs next.
#[derive(Default)]
pub(super) struct Queue {
    first: Link,
    last: Link,
}

impl Queue {
    /// # Safety
    ///
    /// The task is in no queue, and in the `Tasks` of the same executor (I3).
    #[inline]
    pub(super) unsafe fn push(&self, task: NonNull<Header>) {
        // SAFETY: I2, I3.
        let entering = unsafe { task.as_ref() };
        entering.links.next_in_queue.set(None);
        match self.last.replace(Some(task)) {
            None => self.first.set(Some(task)),
            // SAFETY: I2, I3.
            Some(last) => unsafe { last.as_ref() }.links.next_in_queue.set(Some(task)),
        }
    }

    /// The first task, which stays among the `Tasks`.
    #[inline]
    pub(super) fn pop(&self) -> Option<ManuallyDrop<Owned>> {
        let task = self.first.get()?;
        // SAFETY: I2, I3: `Tasks` is its owner, and lends it.
        let task = ManuallyDrop::new(unsafe { Owned::from_raw(task) });
        self.first.set(task.links.next_in_queue.get());
        if self.first.get().is_none() {
            self.last.set(None);
        }
        Some(task)
    }

    /// Nobody is in it any more.
    pub(super) fn clear(&self) {
        self.first.set(None);
        self.last.set(None);
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.first.get().is_none()
    }

    /// Who has come last.
    #[inline]
    pub(super) fn last(&self) -> Option<NonNull<Header>> {
        self.last.get()
    }

    /// Counts them.
    pub(super) fn len(&self) -> usize {
        // SAFETY: I2, I3.
        let after = |task: &NonNull<Header>| unsafe { task.as_ref() }.links.next_in_queue.get();
        iter::successors(self.first.get(), after).count()
    }
}

/// All tasks that are not over, in the order in which they were spawned.
#[derive(Default)]
pub(super) struct Tasks {
    first: Link,
    last: Link,
    len: Cell<usize>,
}

impl Tasks {
    #[inline]
    pub(super) fn push(&self, task: Owned) {
        let before = self.last.get();
        task.links.before.set(before);
        let task = Some(task.into_raw()); // I2
        self.link_after(before).set(task);
        self.last.set(task);
        self.len.set(self.len.get() + 1);
    }

    /// # Safety
    ///
    /// The task is in this list, and in no queue (I3).
    #[inline]
    pub(super) unsafe fn remove(&self, task: NonNull<Header>) -> Owned {
        // SAFETY: I2.
        let task = unsafe { Owned::from_raw(task) };
        let (before, after) = (task.links.before.get(), task.links.after.get());
        self.link_after(before).set(after);
        match after {
            None => self.last.set(before),
            // SAFETY: I2.
            Some(after) => unsafe { after.as_ref() }.links.before.set(before),
        }
        self.len.set(self.len.get() - 1);
        task
    }

    /// Looks at each.
    pub(super) fn each(&self, mut look: impl FnMut(&Header)) {
        let mut next = self.first.get();
        while let Some(task) = next {
            // SAFETY: I2.
            let task = unsafe { task.as_ref() };
            look(task);
            next = task.links.after.get();
        }
    }

    #[inline]
    pub(super) fn first(&self) -> Option<NonNull<Header>> {
        self.first.get()
    }

    pub(super) fn len(&self) -> usize {
        self.len.get()
    }

    /// The link that leads to whoever comes after `task`, or to the first.
    #[inline]
    fn link_after(&self, task: Option<NonNull<Header>>) -> &Link {
        match task {
            None => &self.first,
            // SAFETY: I2, and the link is not used when the task has left.
            Some(task) => unsafe { &(*task.as_ptr()).links.after },
        }
    }
}
