//! [`Task`], and the futures that it can be turned into.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker, ready};
use std::panic::resume_unwind;
use std::thread;

use super::outcome::{Outcome, Promise};

/// The handle of a spawned future. See the [module](super) for the contract.
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
    running: Option<Running<T>>,
}

/// What a handle needs as long as it matters what becomes of the task.
struct Running<T> {
    promise: Promise<T>,
    task: Waker,
}

impl<T> Task<T> {
    pub(crate) fn new(promise: Promise<T>, task: Waker) -> Self {
        let running = Some(Running { promise, task });
        Task { running }
    }

    /// Lets the task run on by itself.
    pub fn detach(mut self) {
        self.running = None;
    }

    /// Cancels the task, and waits until its future is dropped: its answer, if it was finished before.
    ///
    /// Dropping the returned future before it is ready changes nothing: the task is cancelled.
    ///
    /// # Panics
    ///
    /// When awaited, with the task's own panic if it has panicked.
    pub fn cancel(self) -> Cancel<T> {
        if let Some(running) = &self.running {
            running.cancel();
        }
        Cancel { task: self }
    }

    /// The answer, or the panic as an error.
    pub fn into_result(self) -> TaskResult<T> {
        TaskResult { task: self }
    }

    /// Whether the task has come to its end, so that awaiting it takes no time.
    pub fn is_finished(&self) -> bool {
        match &self.running {
            Some(running) => !running.promise.is_running(),
            None => true,
        }
    }

    /// What has become of the task, once.
    #[track_caller]
    fn poll_outcome(&mut self, cx: &mut Context<'_>) -> Poll<Outcome<T>> {
        let Some(running) = &self.running else {
            panic!("`Task` polled after completion");
        };
        let outcome = ready!(running.promise.poll(cx));
        self.running = None;
        Poll::Ready(outcome)
    }
}

impl<T> Running<T> {
    fn cancel(&self) {
        if self.promise.is_running() {
            self.promise.cancel();
            self.task.wake_by_ref();
        }
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.cancel();
        }
    }
}

impl<T> Future for Task<T> {
    type Output = T;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        match ready!(self.poll_outcome(cx)) {
            Outcome::Finished(Ok(answer)) => Poll::Ready(answer),
            Outcome::Finished(Err(panic)) => resume_unwind(panic),
            Outcome::Running | Outcome::Dropped => {
                panic!("`Task` awaited after its executor was dropped")
            }
        }
    }
}

impl<T> fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let finished = self.is_finished();
        f.debug_struct("Task").field("finished", &finished).finish()
    }
}

/// The future of [`Task::cancel`].
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
            Outcome::Finished(Ok(answer)) => Poll::Ready(Some(answer)),
            Outcome::Finished(Err(panic)) => resume_unwind(panic),
            Outcome::Running | Outcome::Dropped => Poll::Ready(None),
        }
    }
}

/// The future of [`Task::into_result`].
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
            Outcome::Finished(result) => Poll::Ready(result),
            Outcome::Running | Outcome::Dropped => {
                panic!("`Task` awaited after its executor was dropped")
            }
        }
    }
}
