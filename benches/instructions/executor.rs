//! Tasks on one thread: what each of them costs, in the middle of a run.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::hint::black_box;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use async_executor::{LocalExecutor, StaticLocalExecutor};
use futures_executor::LocalPool;
use futures_util::future::RemoteHandle;
use futures_util::task::LocalSpawnExt;
use longhand_bench::workload::{Case, Workload};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinHandle, LocalSet};

/// Tasks that live at one time.
const CROWD: usize = 64;

/// A runtime of one thread, with timers.
pub fn tokio() -> Runtime {
    let runtime = Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime of one thread")
}

/// An executor, as the main future sees it.
trait Spawn: Clone + 'static {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output;

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> impl Future<Output = u64>;

    fn detach(&self, future: impl Future<Output = ()> + 'static);
}

/// Plays a scene with every executor.
macro_rules! workload {
    ($title:literal, $play:ident) => {
        Workload {
            title: $title,
            unit: "instructions each",
            children: 1,
            longhand: |stage| stage.play($play::<Longhand>),
            shorthand: |stage| stage.play($play::<Shorthand>),
            peers: vec![
                Case::new("async-executor", |stage| {
                    stage.play($play::<Rc<LocalExecutor>>)
                }),
                Case::new("async-executor, static", |stage| {
                    stage.play($play::<&'static StaticLocalExecutor>)
                }),
                Case::new("futures LocalPool", |stage| stage.play($play::<Pool>)),
                Case::new("tokio LocalSet", |stage| stage.play($play::<Set>)),
                Case::new("tokio current_thread", |stage| {
                    stage.play($play::<CurrentThread>)
                }),
            ],
            floor: None,
        }
    };
}

/// Many are spawned, and then awaited.
pub fn spawn_and_await() -> Workload {
    workload!("spawn 64, await each", many)
}

/// Many are spawned, and nobody awaits them.
pub fn spawn_detached() -> Workload {
    workload!("spawn 64, detached", detached)
}

/// One is spawned and awaited, and then the next.
pub fn spawn_one() -> Workload {
    workload!("spawn one, await it", one)
}

/// Many give way in turn.
pub fn yielding() -> Workload {
    workload!("a task gives way to 15", giving_way)
}

/// Two wake each other in turn.
pub fn waking() -> Workload {
    workload!("a task wakes another", handing_over)
}

fn many<S: Spawn>(rounds: usize) {
    S::run(|executor| async move {
        for _ in 0..rounds / CROWD {
            let tasks: [_; CROWD] =
                std::array::from_fn(|n| executor.spawn(async move { n as u64 }));
            for task in tasks {
                black_box(task.await);
            }
        }
    });
}

fn detached<S: Spawn>(rounds: usize) {
    S::run(|executor| async move {
        let done = Rc::new(Cell::new(0));
        for _ in 0..rounds / CROWD {
            done.set(0);
            for _ in 0..CROWD {
                let done = done.clone();
                executor.detach(async move { done.set(done.get() + 1) });
            }
            while done.get() < CROWD {
                longhand::yield_now().await;
            }
        }
    });
}

fn one<S: Spawn>(rounds: usize) {
    S::run(|executor| async move {
        for round in 0..rounds {
            black_box(executor.spawn(async move { round as u64 }).await);
        }
    });
}

fn giving_way<S: Spawn>(rounds: usize) {
    S::run(|executor| async move {
        let tasks: [_; 16] = std::array::from_fn(|_| {
            executor.spawn(async move {
                for _ in 0..rounds / 16 {
                    longhand::yield_now().await;
                }
                0
            })
        });
        for task in tasks {
            task.await;
        }
    });
}

/// Whose turn it is, and who waits for it.
#[derive(Default)]
struct Ball {
    turn: Cell<usize>,
    waiting: RefCell<[Option<Waker>; 2]>,
}

impl Ball {
    async fn pass(&self, side: usize) {
        poll_fn(|cx| {
            if self.turn.get() % 2 == side {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut()[side] = Some(cx.waker().clone());
            Poll::Pending
        })
        .await;
        self.turn.set(self.turn.get() + 1);
        let other = self.waiting.borrow_mut()[1 - side].take();
        if let Some(other) = other {
            other.wake();
        }
    }
}

fn handing_over<S: Spawn>(rounds: usize) {
    S::run(|executor| async move {
        let ball = Rc::new(Ball::default());
        let sides = [0, 1].map(|side| {
            let ball = ball.clone();
            executor.spawn(async move {
                for _ in 0..rounds / 2 {
                    ball.pass(side).await;
                }
                0
            })
        });
        for side in sides {
            side.await;
        }
    });
}

#[derive(Clone)]
struct Longhand;

impl Spawn for Longhand {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        longhand::LocalExecutor::new().run(main(Longhand))
    }

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> impl Future<Output = u64> {
        longhand::spawn(future)
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        longhand::spawn(future).detach();
    }
}

#[derive(Clone)]
struct Shorthand;

impl Spawn for Shorthand {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        longhand::LocalExecutor::new().run(main(Shorthand))
    }

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> impl Future<Output = u64> {
        longhand::shorthand::spawn(future)
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        longhand::shorthand::spawn(future).detach();
    }
}

impl Spawn for Rc<LocalExecutor<'static>> {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        let executor = Rc::new(LocalExecutor::new());
        futures_lite::future::block_on(executor.run(main(executor.clone())))
    }

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> impl Future<Output = u64> {
        LocalExecutor::spawn(self, future)
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        LocalExecutor::spawn(self, future).detach();
    }
}

impl Spawn for &'static StaticLocalExecutor {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        let executor = LocalExecutor::new().leak();
        futures_lite::future::block_on(executor.run(main(executor)))
    }

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> impl Future<Output = u64> {
        StaticLocalExecutor::spawn(self, future)
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        StaticLocalExecutor::spawn(self, future).detach();
    }
}

#[derive(Clone)]
struct Pool(futures_executor::LocalSpawner);

impl Spawn for Pool {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        let mut pool = LocalPool::new();
        let spawner = Pool(pool.spawner());
        pool.run_until(main(spawner))
    }

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> impl Future<Output = u64> {
        let handle: RemoteHandle<u64> = self.0.spawn_local_with_handle(future).expect("it runs");
        handle
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        self.0.spawn_local(future).expect("it runs");
    }
}

#[derive(Clone)]
struct Set;

impl Spawn for Set {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        LocalSet::new().block_on(&tokio(), main(Set))
    }

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> impl Future<Output = u64> {
        answer(tokio::task::spawn_local(future))
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        drop(tokio::task::spawn_local(future));
    }
}

/// It spawns what is `Send`: here, what says so and stays on its thread.
#[derive(Clone)]
struct CurrentThread;

struct Sent<F>(F);

// SAFETY: a runtime of one thread neither polls nor drops it on another.
unsafe impl<F> Send for Sent<F> {}

impl<F: Future> Future for Sent<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: the field is pinned with the whole.
        unsafe { self.map_unchecked_mut(|sent| &mut sent.0) }.poll(cx)
    }
}

impl Spawn for CurrentThread {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        tokio().block_on(main(CurrentThread))
    }

    fn spawn(&self, future: impl Future<Output = u64> + 'static) -> impl Future<Output = u64> {
        answer(tokio::spawn(Sent(future)))
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        drop(tokio::spawn(Sent(future)));
    }
}

async fn answer(handle: JoinHandle<u64>) -> u64 {
    handle.await.expect("it answers")
}
