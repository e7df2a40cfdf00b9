//! [`LocalExecutor`]: its tasks, and the loop that runs them.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::task::Wake;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::fmt;
use core::future::{Future, IntoFuture};
use core::mem::{self, ManuallyDrop};
use core::pin::{Pin, pin};
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};
use std::thread_local;

use super::queue::{Queue, Runnable};
use crate::driver::Driver;
use crate::park::{Parker, Unparker};
use crate::task::{self, Promise, Task, promise};

type Body<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

thread_local! {
    /// The executor whose task is being polled on this thread.
    static CURRENT: RefCell<Option<Rc<Spawner>>> = const { RefCell::new(None) };
}

/// Runs futures on one thread. See the [module](super) for the contract.
pub struct LocalExecutor<'a> {
    spawner: Rc<Spawner>,
    /// A task's future is away while it is polled, so that nothing of the user's runs under a borrow.
    tasks: RefCell<BTreeMap<u64, Stored<'a>>>,
}

#[derive(Default)]
struct Stored<'a> {
    body: Option<Body<'a>>,
    /// Its turn came while it was away: it has another when it is back.
    again: bool,
}

/// What a task needs to spawn another.
#[derive(Default)]
struct Spawner {
    queue: Arc<Queue>,
    spawned: Cell<u64>,
    /// Spawned from inside, and not yet among the tasks.
    arrived: RefCell<Vec<(u64, Body<'static>)>>,
}

impl Spawner {
    fn runnable(&self) -> Arc<Runnable> {
        let id = self.spawned.get();
        self.spawned.set(id + 1);
        Runnable::new(id, self.queue.clone())
    }
}

impl<'a> LocalExecutor<'a> {
    /// An executor without tasks.
    pub fn new() -> Self {
        LocalExecutor {
            spawner: Rc::default(),
            tasks: RefCell::default(),
        }
    }

    /// Runs `future` as a task of its own, from the next turn on.
    pub fn spawn<F: IntoFuture>(&self, future: F) -> Task<F::Output>
    where
        F::IntoFuture: 'a,
        F::Output: 'a,
    {
        let (finisher, promise) = promise();
        let body = Box::pin(task::body(future.into_future(), finisher));
        let runnable = self.spawner.runnable();
        self.store(runnable.id, body);
        runnable.wake_by_ref();
        Task::new(promise, Waker::from(runnable))
    }

    /// Runs `main` on this thread until it is ready, and the tasks meanwhile.
    ///
    /// Tasks that are not finished then stay, and go on in the next `run`.
    ///
    /// # Panics
    ///
    /// If `main` does.
    pub fn run<F: IntoFuture>(&self, main: F) -> F::Output {
        let mut main = pin!(main.into_future());
        let parker = Parker::new();
        let _rouse = Rousing::new(&self.spawner.queue, parker.unparker());
        let signal = Arc::new(Signal {
            woken: AtomicBool::new(true),
            unparker: parker.unparker().clone(),
        });
        let waker = Waker::from(signal.clone());
        let mut cx = Context::from_waker(&waker);
        let driving = Driver::enter();
        loop {
            if signal.take() {
                if let Poll::Ready(answer) = self.entered(|| main.as_mut().poll(&mut cx)) {
                    return answer;
                }
            }
            // As many as are queued now: who wakes meanwhile has its turn after the events outside.
            for _ in 0..self.spawner.queue.len() {
                self.tick();
            }
            // Whoever has woken anyone since has notified the parker, which does not sleep then.
            driving.park(&parker);
        }
    }

    /// Polls the task that was woken first. Whether there was one.
    pub fn tick(&self) -> bool {
        self.adopt();
        let Some(runnable) = self.spawner.queue.pop() else {
            return false;
        };
        runnable.begin();
        let Some((mut body, away)) = self.take(runnable.id) else {
            return true;
        };
        let waker = Waker::from(runnable.clone());
        let mut cx = Context::from_waker(&waker);
        let polled = self.entered(|| body.as_mut().poll(&mut cx));
        if polled.is_pending() && away.put_back(body) {
            runnable.wake();
        }
        true
    }

    /// The task's future, unless it is finished, or away because this is called from inside of it.
    fn take(&self, id: u64) -> Option<(Body<'a>, Away<'_, 'a>)> {
        let mut tasks = self.tasks.borrow_mut();
        let task = tasks.get_mut(&id)?;
        task.again = task.body.is_none();
        let body = task.body.take()?;
        Some((
            body,
            Away {
                tasks: &self.tasks,
                id,
            },
        ))
    }

    /// Polls tasks until none has been woken: then each is finished, or waits for something outside.
    ///
    /// Timers are not fired, so a [`ManualClock`](crate::time::ManualClock) can be turned between two
    /// calls. Does not return if a task always wakes itself.
    pub fn run_until_stalled(&self) {
        while self.tick() {}
    }

    /// Runs `poll` with [`spawn`] reaching this executor.
    fn entered<R>(&self, poll: impl FnOnce() -> R) -> R {
        let _entered = Entered::new(self.spawner.clone());
        poll()
    }

    /// Stores what was spawned from inside.
    fn adopt(&self) {
        for (id, body) in self.spawner.arrived.take() {
            self.store(id, body);
        }
    }

    fn store(&self, id: u64, body: Body<'a>) {
        let stored = Stored {
            body: Some(body),
            again: false,
        };
        self.tasks.borrow_mut().insert(id, stored);
    }
}

impl Drop for LocalExecutor<'_> {
    /// A task that is dropped may spawn another, which is dropped as well.
    fn drop(&mut self) {
        self.spawner.queue.close();
        loop {
            self.adopt();
            let tasks = self.tasks.take();
            if tasks.is_empty() {
                return;
            }
            self.entered(|| drop(tasks));
        }
    }
}

impl Default for LocalExecutor<'_> {
    fn default() -> Self {
        LocalExecutor::new()
    }
}

impl fmt::Debug for LocalExecutor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tasks = self.tasks.borrow().len() + self.spawner.arrived.borrow().len();
        let runnable = self.spawner.queue.len();
        let mut debug = f.debug_struct("LocalExecutor");
        debug
            .field("tasks", &tasks)
            .field("runnable", &runnable)
            .finish()
    }
}

/// Runs `future` as a task of the executor whose task, or main future, calls this.
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
#[track_caller]
pub fn spawn<F: IntoFuture>(future: F) -> Task<F::Output>
where
    F::IntoFuture: 'static,
    F::Output: 'static,
{
    let (finisher, promise) = promise();
    spawn_body(task::body(future.into_future(), finisher), promise)
}

/// Runs what is left of a task when its handle is taken off.
#[track_caller]
pub(crate) fn spawn_body<T>(
    body: impl Future<Output = ()> + 'static,
    promise: Promise<T>,
) -> Task<T> {
    let Ok(Some(spawner)) = CURRENT.try_with(|current| current.borrow().clone()) else {
        panic!("`spawn` called outside of a `LocalExecutor`");
    };
    let runnable = spawner.runnable();
    let arrival = (runnable.id, Box::pin(body) as Body<'static>);
    spawner.arrived.borrow_mut().push(arrival);
    runnable.wake_by_ref();
    Task::new(promise, Waker::from(runnable))
}

/// The place of a task that is being polled. If it is not put back it is finished, and the place goes:
/// also if a waker that the task calls panics.
struct Away<'e, 'a> {
    tasks: &'e RefCell<BTreeMap<u64, Stored<'a>>>,
    id: u64,
}

impl<'a> Away<'_, 'a> {
    /// Whether the task's turn has come again meanwhile.
    fn put_back(self, body: Body<'a>) -> bool {
        let away = ManuallyDrop::new(self);
        let mut tasks = away.tasks.borrow_mut();
        let task = tasks.entry(away.id).or_default();
        task.body = Some(body);
        mem::take(&mut task.again)
    }
}

impl Drop for Away<'_, '_> {
    fn drop(&mut self) {
        self.tasks.borrow_mut().remove(&self.id);
    }
}

/// Makes an executor the current one of this thread, as long as it lives.
struct Entered {
    before: Option<Rc<Spawner>>,
}

impl Entered {
    fn new(spawner: Rc<Spawner>) -> Self {
        Entered {
            before: set_current(Some(spawner)),
        }
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        set_current(self.before.take());
    }
}

/// Who was current before. A thread that is ending has no current executor any more.
fn set_current(spawner: Option<Rc<Spawner>>) -> Option<Rc<Spawner>> {
    let before = CURRENT.try_with(|current| current.replace(spawner));
    before.ok().flatten()
}

/// Has the queue rouse a thread, as long as it lives.
struct Rousing<'a> {
    queue: &'a Queue,
    before: Option<Arc<Unparker>>,
}

impl<'a> Rousing<'a> {
    fn new(queue: &'a Queue, unparker: &Arc<Unparker>) -> Self {
        let before = queue.rouse(Some(unparker.clone()));
        Rousing { queue, before }
    }
}

impl Drop for Rousing<'_> {
    fn drop(&mut self) {
        let before = self.before.take();
        self.queue.rouse(before.clone());
        if let Some(before) = before {
            before.unpark(); // it has heard of no wake since
        }
    }
}

/// The waker of a main future.
struct Signal {
    woken: AtomicBool,
    unparker: Arc<Unparker>,
}

impl Signal {
    fn take(&self) -> bool {
        // ORDERING: Acquire pairs with the Release in `wake_by_ref`: what was done before the wake is
        // seen by the poll.
        self.woken.swap(false, Ordering::Acquire)
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // ORDERING: Release pairs with `take`.
        self.woken.store(true, Ordering::Release);
        self.unparker.unpark();
    }
}
