//! [`Executor`]: whoever runs tasks on one thread, as the main future sees it.
//!
//! All of it is generic, so that it is compiled with the bench that calls it, and not behind a call here.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use async_executor::{LocalExecutor, StaticLocalExecutor};
use futures_executor::{LocalPool, LocalSpawner};
use futures_util::task::LocalSpawnExt;
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinHandle, LocalSet};

/// Runs a main future, which spawns others.
pub trait Executor: Clone + 'static {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output;

    fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + 'static,
    ) -> impl Future<Output = T>;

    fn detach(&self, future: impl Future<Output = ()> + 'static);
}

/// A runtime of one thread, with timers, as longhand's executor has them.
pub fn tokio() -> Runtime {
    let runtime = Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime of one thread")
}

#[derive(Clone)]
pub struct Longhand;

impl Executor for Longhand {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        longhand::LocalExecutor::new().run(main(Longhand))
    }

    fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + 'static,
    ) -> impl Future<Output = T> {
        longhand::spawn(future)
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        longhand::spawn(future).detach();
    }
}

#[derive(Clone)]
pub struct Shorthand;

impl Executor for Shorthand {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        longhand::LocalExecutor::new().run(main(Shorthand))
    }

    fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + 'static,
    ) -> impl Future<Output = T> {
        longhand::shorthand::spawn(future)
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        longhand::shorthand::spawn(future).detach();
    }
}

impl Executor for Rc<LocalExecutor<'static>> {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        let executor = Rc::new(LocalExecutor::new());
        futures_lite::future::block_on(executor.run(main(executor.clone())))
    }

    fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + 'static,
    ) -> impl Future<Output = T> {
        LocalExecutor::spawn(self, future)
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        LocalExecutor::spawn(self, future).detach();
    }
}

impl Executor for &'static StaticLocalExecutor {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        let executor = LocalExecutor::new().leak();
        futures_lite::future::block_on(executor.run(main(executor)))
    }

    fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + 'static,
    ) -> impl Future<Output = T> {
        StaticLocalExecutor::spawn(self, future)
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        StaticLocalExecutor::spawn(self, future).detach();
    }
}

/// futures' `LocalPool`.
#[derive(Clone)]
pub struct Pool(LocalSpawner);

impl Executor for Pool {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        let mut pool = LocalPool::new();
        let spawner = Pool(pool.spawner());
        pool.run_until(main(spawner))
    }

    fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + 'static,
    ) -> impl Future<Output = T> {
        self.0.spawn_local_with_handle(future).expect("it runs")
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        self.0.spawn_local(future).expect("it runs");
    }
}

/// tokio's `LocalSet`.
#[derive(Clone)]
pub struct Set;

impl Executor for Set {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        LocalSet::new().block_on(&tokio(), main(Set))
    }

    fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + 'static,
    ) -> impl Future<Output = T> {
        answer(tokio::task::spawn_local(future))
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        drop(tokio::task::spawn_local(future));
    }
}

/// tokio's runtime of one thread. It spawns what is `Send`: here, what says so and stays on its thread.
#[derive(Clone)]
pub struct CurrentThread;

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

impl Executor for CurrentThread {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        tokio().block_on(main(CurrentThread))
    }

    fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + 'static,
    ) -> impl Future<Output = T> {
        answer(tokio::spawn(Sent(future)))
    }

    fn detach(&self, future: impl Future<Output = ()> + 'static) {
        drop(tokio::spawn(Sent(future)));
    }
}

async fn answer<T>(handle: JoinHandle<T>) -> T {
    handle.await.expect("it answers")
}
