//! [`Core`]: what an executor shares with its tasks and their wakers.
//!
//! # Invariants
//!
//! - I1: `queue`, `tasks` and `is_ending` are touched by the thread of `owner` alone.
//! - I2: a task is in `tasks` from when it was spawned until its future is gone, and in `queue` while
//!   its state says so. So it is in `tasks` while it is in `queue`.
#![expect(
    unsafe_code,
    reason = "a part of what threads share is one thread's alone"
)]

use alloc::sync::Arc;
use core::cell::Cell;
use core::mem;
use core::ptr::NonNull;

use super::inbox::Inbox;
use super::queue::{Queue, Tasks};
use crate::driver::PATIENCE;
use crate::park::Sleeper;
use crate::task::{After, Header, Owned, Roused};
use crate::thread::ThreadId;

/// The lists of an executor.
pub(crate) struct Core {
    owner: ThreadId,
    sleeper: Arc<Sleeper>,
    inbox: Inbox,
    queue: Queue,
    tasks: Tasks,
    is_ending: Cell<bool>,
}

// SAFETY: I1; the rest may be shared. Tasks that are in the lists are dropped on the owner's thread.
unsafe impl Send for Core {}
// SAFETY: I1; the rest may be shared.
unsafe impl Sync for Core {}

/// Wakes a task, from any thread.
///
/// # Safety
///
/// The caller is an owner of `task`, or borrows from one.
#[inline]
pub(crate) unsafe fn wake(task: NonNull<Header>) {
    // SAFETY: it has an owner.
    let core = unsafe { &*Arc::as_ptr(&task.as_ref().core) };
    if core.owner.is_current() {
        // SAFETY: it has an owner, and this is the executor's thread.
        unsafe { core.wake_own(task) };
    } else {
        // SAFETY: as the caller says.
        unsafe { core.wake_from_afar(task) };
    }
}

impl Core {
    /// Of an executor on this thread.
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Core {
            owner: ThreadId::current(),
            sleeper: Sleeper::current(),
            inbox: Inbox::new(),
            queue: Queue::default(),
            tasks: Tasks::default(),
            is_ending: Cell::new(false),
        })
    }

    pub(super) fn owner(&self) -> ThreadId {
        self.owner
    }

    pub(super) fn sleeper(&self) -> &Arc<Sleeper> {
        &self.sleeper
    }

    /// # Safety
    ///
    /// The task has an owner, and this is the executor's thread.
    #[inline]
    unsafe fn wake_own(&self, task: NonNull<Header>) {
        // SAFETY: as the caller says.
        if let Roused::Push = unsafe { task.as_ref() }.state.wake() {
            // SAFETY: I2, it was in no queue, and has a future.
            unsafe { self.queue.push(task) };
        }
    }

    /// # Safety
    ///
    /// The caller is an owner of `task`, or borrows from one.
    #[cold]
    unsafe fn wake_from_afar(&self, task: NonNull<Header>) {
        // SAFETY: as the caller says.
        if unsafe { self.inbox.post(task) } {
            self.sleeper.rouse();
        }
    }

    /// Has the task drop its future at its next turn.
    pub(crate) fn cancel(&self, task: &Owned) {
        if let Roused::Push = task.state.cancel() {
            // SAFETY: I2, it was in no queue, and has a future.
            unsafe { self.queue.push(task.as_ptr()) };
        }
    }

    /// Takes in a new task.
    #[inline]
    pub(crate) fn adopt(&self, task: Owned) {
        let pointer = task.as_ptr();
        if self.is_ending.get() {
            task.state.end();
            self.tasks.push(task);
        } else {
            self.tasks.push(task);
            // SAFETY: I2, it is new.
            unsafe { self.queue.push(pointer) };
        }
    }

    /// Queues the tasks that other threads have woken.
    #[inline]
    pub(super) fn collect(&self) {
        if !self.inbox.is_empty() {
            for task in self.inbox.take() {
                // SAFETY: this is one of its owners, on the executor's thread.
                unsafe { self.wake_own(task.as_ptr()) };
            }
        }
    }

    /// Polls the task that was woken first. Says which, if there was one: it may be no more.
    #[inline]
    pub(super) fn turn(&self) -> Option<NonNull<Header>> {
        let task = self.queue.pop()?;
        let pointer = task.as_ptr();
        match task.turn() {
            After::Rest => {}
            // SAFETY: I2, it was popped.
            After::Push => unsafe { self.queue.push(task.as_ptr()) },
            After::Over => {
                // SAFETY: I2, and it is in no queue: it was popped, and not pending.
                let task = unsafe { self.tasks.remove(task.as_ptr()) };
                task.tell();
            }
        }
        Some(pointer)
    }

    /// Polls those that are queued now, but not too many at once: who wakes meanwhile has its turn
    /// after the events outside. How many were polled.
    #[inline]
    pub(super) fn round(&self) -> usize {
        self.collect();
        let last = self.queue.last();
        let mut turns = 0;
        while turns < PATIENCE {
            let Some(task) = self.turn() else { break };
            turns += 1;
            if last == Some(task) {
                break; // it has waited there until now, so it is no other at the same place
            }
        }
        turns
    }

    /// Whether there is somebody to poll.
    #[inline]
    pub(super) fn has_news(&self) -> bool {
        !self.queue.is_empty() || !self.inbox.is_empty()
    }

    /// Drops every task, in the order in which they were spawned, and those that are spawned by that.
    pub(super) fn end(&self) {
        self.is_ending.set(true);
        drop(self.inbox.close());
        self.tasks.each(|task| task.state.end());
        self.queue.clear(); // nobody is pushed any more
        let rest = DropOnUnwind(self);
        self.drop_tasks();
        mem::forget(rest);
    }

    fn drop_tasks(&self) {
        while let Some(first) = self.tasks.first() {
            // SAFETY: I2, and nobody is in the queue.
            let task = Told(unsafe { self.tasks.remove(first) });
            task.0.abandon();
        }
    }

    /// How many tasks there are, and how many of them have been woken.
    pub(super) fn len(&self) -> (usize, usize) {
        self.collect();
        (self.tasks.len(), self.queue.len())
    }
}

/// Goes on dropping if a task's drop panics.
struct DropOnUnwind<'c>(&'c Core);

impl Drop for DropOnUnwind<'_> {
    fn drop(&mut self) {
        self.0.drop_tasks();
    }
}

/// A task whose handle is told that it is gone, also if its drop panics.
struct Told(Owned);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.tell();
    }
}
