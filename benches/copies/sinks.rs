//! Where futures go to be run: a pin, a box, a group, whoever blocks on them, whoever spawns them.

use std::future::Future;
use std::time::{Duration, Instant};

use futures_executor::LocalPool;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use futures_util::task::LocalSpawnExt;
use longhand::{Group, LocalExecutor, shorthand};
use longhand_bench::executors::tokio;
use longhand_bench::stopwatch::timed;
use tokio::task::{JoinSet, LocalSet};

use crate::child::{Child, begin, child};
use crate::counter;
use crate::layers::CHILDREN;

/// One of them, that is given children of some bytes.
#[derive(Clone, Copy)]
pub struct Sink {
    pub what: &'static str,
    pub who: &'static str,
    pub child: usize,
    /// Gives it so many, one after the other, and says how long that took. What there has to be before
    /// (a group, a runtime) is made before.
    pub run: fn(usize) -> Duration,
}

/// Every sink, of every child that is large enough to be seen.
pub fn sinks() -> Vec<Sink> {
    [
        of_child::<{ CHILDREN[1] }>(),
        of_child::<{ CHILDREN[2] }>(),
        of_child::<{ CHILDREN[3] }>(),
    ]
    .concat()
}

/// Makes the child, and counts from then on.
#[inline(always)]
fn made<const S: usize>() -> Child<S> {
    counter::start(S / 2);
    child()
}

/// How long so many rounds take, inside of somebody's `block_on`.
async fn awaited(rounds: usize, mut round: impl AsyncFnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..rounds {
        round().await;
    }
    start.elapsed()
}

fn of_child<const S: usize>() -> Vec<Sink> {
    let sink = |what, who, run| Sink {
        what,
        who,
        child: S,
        run,
    };
    let kept = [
        sink("pin!", "std", |rounds| {
            timed(rounds, &mut || begin(made::<S>))
        }),
        sink("Box::pin", "std", |rounds| {
            timed(rounds, &mut || begin(|| Box::pin(made::<S>())))
        }),
        sink("push", "longhand", |rounds| {
            let mut group = Group::new();
            timed(rounds, &mut || {
                group.push(made::<S>());
                begin(|| group.next());
            })
        }),
        sink("push", "shorthand", |rounds| {
            let mut group = shorthand::Group::new();
            timed(rounds, &mut || {
                group.push(made::<S>());
                begin(|| group.next());
            })
        }),
        sink("push", "futures-util FuturesUnordered", |rounds| {
            let mut group = FuturesUnordered::new();
            timed(rounds, &mut || {
                group.push(made::<S>());
                begin(|| group.next());
            })
        }),
        sink("push", "futures-buffered", |rounds| {
            let mut group = futures_buffered::FuturesUnordered::new();
            timed(rounds, &mut || {
                group.push(made::<S>());
                begin(|| group.next());
            })
        }),
    ];
    let blocking = [
        sink("block_on", "longhand", |rounds| {
            timed(rounds, &mut || longhand::block_on(made::<S>()))
        }),
        sink("block_on", "shorthand", |rounds| {
            timed(rounds, &mut || shorthand::block_on(made::<S>()))
        }),
        sink("block_on", "futures-lite", |rounds| {
            timed(rounds, &mut || futures_lite::future::block_on(made::<S>()))
        }),
        sink("block_on", "futures-executor", |rounds| {
            timed(rounds, &mut || futures_executor::block_on(made::<S>()))
        }),
        sink("block_on", "pollster", |rounds| {
            timed(rounds, &mut || pollster::block_on(made::<S>()))
        }),
        sink("block_on", "smol", |rounds| {
            timed(rounds, &mut || smol::block_on(made::<S>()))
        }),
        sink("block_on", "tokio", |rounds| {
            let runtime = tokio();
            timed(rounds, &mut || runtime.block_on(made::<S>()))
        }),
    ];
    let spawning = [
        sink("spawn", "longhand", |rounds| {
            LocalExecutor::new().run(awaited(rounds, async || {
                longhand::spawn(made::<S>()).await;
            }))
        }),
        sink("spawn", "shorthand", |rounds| {
            LocalExecutor::new().run(awaited(rounds, async || {
                shorthand::spawn(made::<S>()).await;
            }))
        }),
        sink("spawn", "async-executor", |rounds| {
            let executor = async_executor::LocalExecutor::new();
            let main = awaited(rounds, async || executor.spawn(made::<S>()).await);
            futures_lite::future::block_on(executor.run(main))
        }),
        sink("spawn", "futures LocalPool", |rounds| {
            let mut pool = LocalPool::new();
            let spawner = pool.spawner();
            pool.run_until(awaited(rounds, async || {
                let task = spawner.spawn_local_with_handle(made::<S>());
                task.expect("it runs").await;
            }))
        }),
        sink("spawn", "tokio", |rounds| {
            tokio().block_on(awaited(rounds, async || {
                joined(tokio::spawn(made::<S>())).await;
            }))
        }),
        sink("spawn", "tokio LocalSet", |rounds| {
            LocalSet::new().block_on(
                &tokio(),
                awaited(rounds, async || {
                    joined(tokio::task::spawn_local(made::<S>())).await;
                }),
            )
        }),
        sink("spawn", "tokio JoinSet", |rounds| {
            let mut set = JoinSet::new();
            tokio().block_on(awaited(rounds, async || {
                set.spawn(made::<S>());
                joined(async { set.join_next().await.expect("one was spawned") }).await;
            }))
        }),
    ];
    [&kept[..], &blocking, &spawning].concat()
}

/// Waits for a task of tokio's.
async fn joined<E: std::fmt::Debug>(task: impl Future<Output = Result<(), E>>) {
    task.await.expect("no child panics");
}
