//! Tasks that all live at one time: each is spawned, gives way once, and is awaited.

use std::future::Future;
use std::hint::black_box;

use async_executor::{LocalExecutor, StaticLocalExecutor};
use futures_executor::LocalPool;
use futures_util::FutureExt;
use futures_util::task::LocalSpawnExt;
use longhand::{shorthand, yield_now};
use longhand_bench::stage::{Stage, rounds};
use longhand_bench::workload::{Case, Workload};
use tokio::runtime::Builder;
use tokio::task::LocalSet;

/// An executor of one thread, as the main future sees it.
trait Spawn: Clone {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output;

    fn spawn(&self, future: impl Future<Output = usize> + 'static) -> impl Future<Output = usize>;
}

pub fn of<const N: usize>(title: &'static str) -> Workload {
    Workload {
        title,
        unit: "instructions each",
        children: N,
        longhand: play::<Longhand, N>,
        shorthand: play::<Shorthand, N>,
        peers: vec![
            Case::new("async-executor, static", play::<&StaticLocalExecutor, N>),
            Case::new("futures LocalPool", play::<Pool, N>),
            Case::new("tokio LocalSet", play::<Set, N>),
        ],
        floor: None,
    }
}

fn play<S: Spawn, const N: usize>(stage: &Stage) {
    stage.play(|most| {
        S::run(|executor| async move {
            for _ in 0..rounds(most, N) {
                let spawned = (0..N).map(|number| {
                    executor.spawn(async move {
                        yield_now().await;
                        number
                    })
                });
                for task in spawned.collect::<Vec<_>>() {
                    black_box(task.await);
                }
            }
        });
    });
}

#[derive(Clone)]
struct Longhand;

impl Spawn for Longhand {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        longhand::LocalExecutor::new().run(main(Longhand))
    }

    fn spawn(&self, future: impl Future<Output = usize> + 'static) -> impl Future<Output = usize> {
        longhand::spawn(future)
    }
}

#[derive(Clone)]
struct Shorthand;

impl Spawn for Shorthand {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        longhand::LocalExecutor::new().run(main(Shorthand))
    }

    fn spawn(&self, future: impl Future<Output = usize> + 'static) -> impl Future<Output = usize> {
        shorthand::spawn(future)
    }
}

impl Spawn for &'static StaticLocalExecutor {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        let executor = LocalExecutor::new().leak();
        futures_lite::future::block_on(executor.run(main(executor)))
    }

    fn spawn(&self, future: impl Future<Output = usize> + 'static) -> impl Future<Output = usize> {
        StaticLocalExecutor::spawn(self, future)
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

    fn spawn(&self, future: impl Future<Output = usize> + 'static) -> impl Future<Output = usize> {
        self.0.spawn_local_with_handle(future).expect("it runs")
    }
}

#[derive(Clone)]
struct Set;

impl Spawn for Set {
    fn run<F: Future>(main: impl FnOnce(Self) -> F) -> F::Output {
        let runtime = Builder::new_current_thread().build();
        let runtime = runtime.expect("a runtime of one thread");
        LocalSet::new().block_on(&runtime, main(Set))
    }

    fn spawn(&self, future: impl Future<Output = usize> + 'static) -> impl Future<Output = usize> {
        let task = tokio::task::spawn_local(future);
        task.map(|answer| answer.expect("no task panics"))
    }
}
