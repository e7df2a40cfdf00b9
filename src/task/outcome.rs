//! [`Outcome`]: what has become of a task, shared by the task and its handle.
//!
//! Both live on one thread, so cells will do. No waker is called, no value dropped and no code of the
//! user's run while one is borrowed.

use alloc::rc::Rc;
use core::cell::{Cell, RefCell};
use core::panic::AssertUnwindSafe;
use core::task::{Context, Poll, Waker};
use std::panic::catch_unwind;
use std::thread;

/// What has become of a task.
pub(crate) enum Outcome<T> {
    /// It runs.
    Running,
    /// It has answered, or panicked.
    Finished(thread::Result<T>),
    /// It was cancelled, or its executor dropped.
    Dropped,
}

struct Shared<T> {
    outcome: RefCell<Outcome<T>>,
    waiting: Cell<Option<Waker>>,
    cancelled: Cell<bool>,
}

/// A task's side, which finishes it, and its handle's, which waits for that.
pub(crate) fn promise<T>() -> (Finisher<T>, Promise<T>) {
    let shared = Rc::new(Shared {
        outcome: RefCell::new(Outcome::Running),
        waiting: Cell::new(None),
        cancelled: Cell::new(false),
    });
    (
        Finisher {
            shared: shared.clone(),
        },
        Promise { shared },
    )
}

/// Tells the handle what has become of the task: at the latest, when this is dropped, that it is gone.
pub(crate) struct Finisher<T> {
    shared: Rc<Shared<T>>,
}

impl<T> Finisher<T> {
    pub(super) fn is_cancelled(&self) -> bool {
        self.shared.cancelled.get()
    }

    /// The task has answered, or panicked.
    pub(super) fn finish(&self, result: thread::Result<T>) {
        if Rc::strong_count(&self.shared) > 1 {
            self.set(Outcome::Finished(result));
        } else {
            // Nobody will ask, so a panic in the drop of the answer is nobody's.
            quietly(|| drop(result));
        }
    }

    fn set(&self, outcome: Outcome<T>) {
        let shared = &self.shared;
        drop(shared.outcome.replace(outcome));
        if let Some(waker) = shared.waiting.take() {
            waker.wake();
        }
    }
}

impl<T> Drop for Finisher<T> {
    fn drop(&mut self) {
        if matches!(*self.shared.outcome.borrow(), Outcome::Running) {
            self.set(Outcome::Dropped);
        }
    }
}

/// Runs what belongs to a task that has nobody to tell of a panic any more. The panic hook has told.
pub(super) fn quietly(body: impl FnOnce()) {
    drop(catch_unwind(AssertUnwindSafe(body)));
}

/// The handle's side.
pub(crate) struct Promise<T> {
    shared: Rc<Shared<T>>,
}

impl<T> Promise<T> {
    /// What has become of the task, once; until then the latest waker is kept.
    pub(super) fn poll(&self, cx: &mut Context<'_>) -> Poll<Outcome<T>> {
        let shared = &self.shared;
        if self.is_running() {
            let (waker, old) = match shared.waiting.take() {
                Some(known) if known.will_wake(cx.waker()) => (known, None),
                old => (cx.waker().clone(), old),
            };
            shared.waiting.set(Some(waker));
            drop(old);
            // A clone and a drop run code of their owner's, which may have run the task.
            if self.is_running() {
                return Poll::Pending;
            }
        }
        Poll::Ready(shared.outcome.replace(Outcome::Dropped))
    }

    pub(super) fn is_running(&self) -> bool {
        matches!(*self.shared.outcome.borrow(), Outcome::Running)
    }

    /// Asks the task to drop its future at its next turn.
    pub(super) fn cancel(&self) {
        self.shared.cancelled.set(true);
    }
}
