//! [`Task`], and the futures that it can be turned into.
//!
//! # Invariants
//!
//! - I1: the answer of a `Task<T>`'s task is a `T`.
#![expect(
    unsafe_code,
    reason = "an answer comes out of an allocation that has forgotten its type"
)]

use alloc::sync::Arc;
use core::fmt;
use core::future::{Future, IntoFuture};
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::pin::Pin;
use core::task::{Context, Poll, Waker, ready};
use std::panic::resume_unwind;
use std::thread;

use super::count::Owned;
use super::longhand::allocate;
use super::state::{Answer, Asked};
use crate::executor::Core;

const LEFT: &str = "`Task` awaited after its executor was dropped";

/// The handle of a spawned future. See the [module](super) for the contract.
///
/// Await it, or `&mut` to it, which is [*lossless*](crate#cancel-safety). Dropped itself, it
/// [*loses data*](crate#cancel-safety): it cancels the task.
///
/// ```
/// use longhand::executor::LocalExecutor;
///
/// let executor = LocalExecutor::new();
/// let task = executor.spawn(async { 6 * 7 });
/// assert_eq!(executor.run(task), 42);
/// ```
#[must_use = "a dropped task is cancelled: await it, or `detach` it"]
pub struct Task<T> {
    /// None once it is ready, or detached.
    task: Option<Owned>,
    answer: PhantomData<fn() -> T>,
}

impl<T> Task<T> {
    /// Lets the task run on by itself.
    #[inline]
    pub fn detach(self) {
        // Only to let go: to drop the handle would cancel the task.
        ManuallyDrop::new(self).let_go();
    }

    /// Cancels the task, and waits until its future is dropped: its answer, if it was finished before.
    ///
    /// It [*loses data*](crate#cancel-safety): if the returned future is dropped the task is cancelled
    /// all the same, and its answer is not told.
    ///
    /// # Panics
    ///
    /// When awaited, with the task's own panic if it has panicked.
    pub fn cancel(self) -> Cancel<T> {
        self.mark_cancelled();
        Cancel { task: self }
    }

    /// The answer, or the panic as an error. It [*loses data*](crate#cancel-safety), like the task.
    pub fn into_result(self) -> TaskResult<T> {
        TaskResult { task: self }
    }

    /// Whether the task has come to its end, so that awaiting it takes no time.
    pub fn is_finished(&self) -> bool {
        self.task.as_ref().is_none_or(|task| task.state.is_over())
    }

    /// What has become of the task, once: nothing, if it was cancelled, or its executor dropped.
    #[track_caller]
    fn poll_outcome(&mut self, cx: &mut Context<'_>) -> Poll<Option<thread::Result<T>>> {
        let Some(task) = &self.task else {
            panic!("`Task` polled after completion");
        };
        let mut asked = task.state.ask();
        if let Asked::Wait = asked {
            wait(task, cx.waker());
            // A clone and a drop run code of their owner's, which may have run the task.
            asked = task.state.ask();
        }
        let outcome = match asked {
            Asked::Wait => return Poll::Pending,
            // SAFETY: I1, and it was there until it was asked for.
            Asked::Take => Some(unsafe { task.take_answer() }),
            Asked::Nothing => None,
        };
        self.task = None;
        Poll::Ready(outcome)
    }

    fn mark_cancelled(&self) {
        if let Some(task) = &self.task {
            if !task.state.is_over() {
                task.core.cancel(task);
            }
        }
    }

    /// The handle of a task that nobody asks any more: an answer is dropped.
    fn let_go(&mut self) {
        if let Some(task) = self.task.take() {
            let _waiting = task.waiting.take(); // dropped at the end, also if the answer's drop panics
            if let Answer::Drop = task.state.let_go() {
                task.drop_answer();
            }
        }
    }
}

/// Runs `future` as a task of the executor of `core`, which is this thread's.
#[inline]
pub(crate) fn spawn<F: IntoFuture>(core: Arc<Core>, future: F) -> Task<F::Output> {
    let [executors, handles] = allocate(future.into_future(), core);
    handles.core.adopt(executors);
    Task {
        task: Some(handles), // I1
        answer: PhantomData,
    }
}

/// Has the latest waker be woken at the end of the task.
fn wait(task: &Owned, waker: &Waker) {
    let (waker, old) = match task.waiting.take() {
        Some(known) if known.will_wake(waker) => (known, None),
        old => (waker.clone(), old),
    };
    task.waiting.set(Some(waker));
    drop(old);
}

impl<T> Drop for Task<T> {
    #[inline]
    fn drop(&mut self) {
        if self.task.is_some() {
            self.mark_cancelled();
            self.let_go();
        }
    }
}

impl<T> Future for Task<T> {
    type Output = T;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        match ready!(self.poll_outcome(cx)) {
            Some(Ok(answer)) => Poll::Ready(answer),
            Some(Err(panic)) => resume_unwind(panic),
            None => panic!("{LEFT}"),
        }
    }
}

impl<T> fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let finished = self.is_finished();
        f.debug_struct("Task").field("finished", &finished).finish()
    }
}

/// The future of [`Task::cancel`]. [*Loses data*](crate#cancel-safety): the answer.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Cancel<T> {
    task: Task<T>,
}

impl<T> fmt::Debug for Cancel<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cancel").field("task", &self.task).finish()
    }
}

impl<T> Future for Cancel<T> {
    type Output = Option<T>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        match ready!(self.task.poll_outcome(cx)) {
            Some(Ok(answer)) => Poll::Ready(Some(answer)),
            Some(Err(panic)) => resume_unwind(panic),
            None => Poll::Ready(None),
        }
    }
}

/// The future of [`Task::into_result`]. Await it, or `&mut` to it, which is
/// [*lossless*](crate#cancel-safety). Dropped itself, it [*loses data*](crate#cancel-safety).
#[must_use = "a dropped task is cancelled: await it"]
pub struct TaskResult<T> {
    task: Task<T>,
}

impl<T> fmt::Debug for TaskResult<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskResult")
            .field("task", &self.task)
            .finish()
    }
}

impl<T> Future for TaskResult<T> {
    type Output = thread::Result<T>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<thread::Result<T>> {
        match ready!(self.task.poll_outcome(cx)) {
            Some(result) => Poll::Ready(result),
            None => panic!("{LEFT}"),
        }
    }
}
