//! [`LocalExecutor`], and the loop that runs its tasks.

use alloc::rc::Rc;
use alloc::sync::Arc;
use core::cell::Cell;
use core::fmt;
use core::future::{Future, IntoFuture};
use core::marker::PhantomData;
use core::pin::pin;
use core::task::{Context, Poll, Waker};

use super::core::Core;
use super::current::{Entered, current};
use crate::driver::{Driven, Driver, PATIENCE};
use crate::park::Sleeper;
use crate::signal::Signal;
use crate::task::{self, Task};

/// Runs futures on one thread. See the [module](super) for the contract.
pub struct LocalExecutor<'a> {
    core: Arc<Core>,
    /// Tasks may borrow for `'a`, neither longer nor less, and stay on this thread.
    tasks: PhantomData<Rc<Cell<&'a ()>>>,
}

impl<'a> LocalExecutor<'a> {
    /// An executor without tasks.
    pub fn new() -> Self {
        LocalExecutor {
            core: Core::new(),
            tasks: PhantomData,
        }
    }

    /// Runs `future` as a task of its own, from the next turn on. The [`Task`] that it returns
    /// [*loses data*](crate#cancel-safety) when it is dropped.
    #[inline]
    pub fn spawn<F: IntoFuture>(&self, future: F) -> Task<F::Output>
    where
        F::IntoFuture: 'a,
        F::Output: 'a,
    {
        task::spawn(self.core.clone(), future)
    }

    /// Runs `main` on this thread until it is ready, and the tasks meanwhile.
    ///
    /// It cannot be cancelled: give it a [`timeout`](crate::timeout()), which is
    /// [as lossless](crate#cancel-safety) as `main`.
    ///
    /// Tasks that are not finished then stay, and go on in the next `run`.
    ///
    /// # Panics
    ///
    /// If `main` does.
    pub fn run<F: IntoFuture>(&self, main: F) -> F::Output {
        let mut main = pin!(main.into_future());
        let mut beside = Beside::new(&self.core);
        let waker = Waker::from(beside.signal.clone());
        let mut cx = Context::from_waker(&waker);
        let (_entered, _driven) = (Entered::new(&self.core), Driven::enter());
        loop {
            if let Poll::Ready(answer) = main.as_mut().poll(&mut cx) {
                return answer;
            }
            beside.run();
        }
    }

    /// Polls the task that was woken first. Whether there was one.
    pub fn tick(&self) -> bool {
        let _entered = Entered::new(&self.core);
        self.core.collect();
        self.core.turn().is_some()
    }

    /// Polls tasks until none has been woken: then each is finished, or waits for something outside.
    ///
    /// Timers are not fired, so a [`ManualClock`](crate::time::ManualClock) can be turned between two
    /// calls. Does not return if a task always wakes itself.
    pub fn run_until_stalled(&self) {
        while self.tick() {}
    }
}

/// What runs beside a main future.
struct Beside<'e> {
    core: &'e Core,
    /// The main future's.
    signal: Arc<Signal>,
    sleeper: &'e Sleeper,
    driver: Rc<Driver>,
    /// Since the driver has looked outside.
    polls: usize,
}

impl<'e> Beside<'e> {
    fn new(core: &'e Core) -> Self {
        let signal = Arc::new(Signal::new(core.owner()));
        signal.sleeper(|| core.sleeper().clone());
        Beside {
            core,
            signal,
            sleeper: core.sleeper(),
            driver: Driver::current(),
            polls: 0,
        }
    }

    /// Runs tasks, and sleeps when there are none to run, until the main future has been woken. It has
    /// had a poll.
    fn run(&mut self) {
        self.polls += 1;
        loop {
            self.polls += self.core.round();
            if self.polls >= PATIENCE {
                self.polls = 0;
                self.driver.look();
            }
            if self.signal.take() {
                return;
            }
            if !self.core.has_news() {
                let has_news = || self.signal.is_set() || self.core.has_news();
                self.driver.wait(self.sleeper, has_news);
            }
        }
    }
}

impl Drop for LocalExecutor<'_> {
    /// A task that is dropped may spawn another, which is dropped as well.
    fn drop(&mut self) {
        let _entered = Entered::new(&self.core);
        self.core.end();
    }
}

impl Default for LocalExecutor<'_> {
    fn default() -> Self {
        LocalExecutor::new()
    }
}

impl fmt::Debug for LocalExecutor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (tasks, runnable) = self.core.len();
        let mut debug = f.debug_struct("LocalExecutor");
        debug
            .field("tasks", &tasks)
            .field("runnable", &runnable)
            .finish()
    }
}

/// Runs `future` as a task of the executor whose task, or main future, calls this. The [`Task`] that it
/// returns [*loses data*](crate#cancel-safety) when it is dropped.
///
/// # Panics
///
/// If it is called from outside of [`LocalExecutor::run`] and [`LocalExecutor::tick`].
///
/// ```
/// use longhand::executor::{LocalExecutor, spawn};
///
/// let answer = LocalExecutor::new().run(async {
///     let task = spawn(async { 6 * 7 });
///     task.await
/// });
/// assert_eq!(answer, 42);
/// ```
#[inline]
#[track_caller]
pub fn spawn<F: IntoFuture>(future: F) -> Task<F::Output>
where
    F::IntoFuture: 'static,
    F::Output: 'static,
{
    task::spawn(current(), future)
}
