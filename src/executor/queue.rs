//! [`Queue`]: the tasks that have been woken. A waker reaches it from any thread.

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::task::Wake;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::park::Unparker;

/// Who runs next, and whom to rouse when that is anybody.
#[derive(Default)]
pub(super) struct Queue {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    woken: VecDeque<Arc<Runnable>>,
    /// The thread that runs the tasks, while it does.
    sleeper: Option<Arc<Unparker>>,
    closed: bool,
}

impl Queue {
    pub(super) fn push(&self, task: Arc<Runnable>) {
        let sleeper = self.with(|inner| {
            if !inner.closed {
                inner.woken.push_back(task);
            }
            inner.sleeper.clone()
        });
        if let Some(sleeper) = sleeper {
            sleeper.unpark();
        }
    }

    pub(super) fn pop(&self) -> Option<Arc<Runnable>> {
        self.with(|inner| inner.woken.pop_front())
    }

    pub(super) fn len(&self) -> usize {
        self.with(|inner| inner.woken.len())
    }

    /// Rouses `sleeper` at every push from now on. Who was roused before.
    pub(super) fn rouse(&self, sleeper: Option<Arc<Unparker>>) -> Option<Arc<Unparker>> {
        self.with(|inner| core::mem::replace(&mut inner.sleeper, sleeper))
    }

    /// Takes no task any more.
    pub(super) fn close(&self) {
        let woken = self.with(|inner| {
            inner.closed = true;
            core::mem::take(&mut inner.woken)
        });
        drop(woken);
    }

    /// Only the lines of this file run under the lock, and none of them panics.
    fn with<R>(&self, change: impl FnOnce(&mut Inner) -> R) -> R {
        change(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A task, as its wakers know it.
pub(super) struct Runnable {
    pub(super) id: u64,
    queue: Arc<Queue>,
    queued: AtomicBool,
}

impl Runnable {
    /// A task that is not queued yet.
    pub(super) fn new(id: u64, queue: Arc<Queue>) -> Arc<Self> {
        let queued = AtomicBool::new(false);
        Arc::new(Runnable { id, queue, queued })
    }

    /// The task has left the queue: a wake from now on queues it again.
    pub(super) fn begin(&self) {
        // ORDERING: Acquire pairs with the Release of the wakes that found it queued already, which
        // the poll that follows answers.
        self.queued.swap(false, Ordering::Acquire);
    }
}

impl Wake for Runnable {
    fn wake(self: Arc<Self>) {
        // ORDERING: Release pairs with `begin`; the queue's lock orders the rest.
        if !self.queued.swap(true, Ordering::Release) {
            let queue = self.queue.clone();
            queue.push(self);
        }
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
    }
}
