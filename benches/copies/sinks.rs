//! Where futures go to be run: a pin, a box, a group, whoever blocks on them, whoever spawns them.

use std::future::Future;
use std::pin::pin;

use futures_executor::LocalPool;
use futures_util::stream::FuturesUnordered;
use futures_util::task::LocalSpawnExt;
use futures_util::{FutureExt, StreamExt};
use longhand::{Group, LocalExecutor, shorthand};
use longhand_bench::executors::tokio;
use tokio::task::{JoinSet, LocalSet};

use crate::child::{Child, begin, child};
use crate::counter;
use crate::layers::CHILDREN;

/// One of them, that is given a child of some bytes.
#[derive(Clone, Copy)]
pub struct Sink {
    pub what: &'static str,
    pub who: &'static str,
    pub child: usize,
    pub run: fn(),
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

/// Makes the child, and counts from then on. What there has to be before is not counted.
#[inline(always)]
fn made<const S: usize>() -> Child<S> {
    counter::start(S / 2);
    child()
}

fn of_child<const S: usize>() -> Vec<Sink> {
    let sink = |what, who, run| Sink {
        what,
        who,
        child: S,
        run,
    };
    let kept = [
        sink("pin!", "std", || begin(made::<S>)),
        sink("Box::pin", "std", || begin(|| Box::pin(made::<S>()))),
        sink("push", "longhand", || {
            let mut group = Group::new();
            group.push(made::<S>());
            begin(|| group.next());
        }),
        sink("push", "shorthand", || {
            let mut group = shorthand::Group::new();
            group.push(made::<S>());
            begin(|| group.next());
        }),
        sink("push", "futures-util FuturesUnordered", || {
            let mut group = FuturesUnordered::new();
            group.push(made::<S>());
            begin(|| group.next());
        }),
        sink("push", "futures-buffered", || {
            let mut group = futures_buffered::FuturesUnordered::new();
            group.push(made::<S>());
            begin(|| group.next());
        }),
    ];
    let blocking = [
        sink("block_on", "longhand", || longhand::block_on(made::<S>())),
        sink("block_on", "shorthand", || shorthand::block_on(made::<S>())),
        sink("block_on", "futures-lite", || {
            futures_lite::future::block_on(made::<S>())
        }),
        sink("block_on", "futures-executor", || {
            futures_executor::block_on(made::<S>())
        }),
        sink("block_on", "pollster", || pollster::block_on(made::<S>())),
        sink("block_on", "smol", || smol::block_on(made::<S>())),
        sink("block_on", "tokio", || tokio().block_on(made::<S>())),
    ];
    let spawning = [
        sink("spawn", "longhand", || {
            LocalExecutor::new().run(async { longhand::spawn(made::<S>()).await });
        }),
        sink("spawn", "shorthand", || {
            LocalExecutor::new().run(async { shorthand::spawn(made::<S>()).await });
        }),
        sink("spawn", "async-executor", || {
            let executor = async_executor::LocalExecutor::new();
            let task = executor.spawn(made::<S>());
            futures_lite::future::block_on(executor.run(task));
        }),
        sink("spawn", "futures LocalPool", || {
            let mut pool = LocalPool::new();
            let task = pool.spawner().spawn_local_with_handle(made::<S>());
            pool.run_until(task.expect("it runs"));
        }),
        sink("spawn", "tokio", || {
            tokio().block_on(async { joined(tokio::spawn(made::<S>())).await });
        }),
        sink("spawn", "tokio LocalSet", || {
            let set = LocalSet::new();
            set.block_on(&tokio(), joined(set.spawn_local(made::<S>())));
        }),
        sink("spawn", "tokio JoinSet", || {
            tokio().block_on(async {
                let mut set = JoinSet::new();
                set.spawn(made::<S>());
                joined(pin!(set.join_next().map(Option::unwrap))).await;
            });
        }),
    ];
    [&kept[..], &blocking, &spawning].concat()
}

/// Waits for a task of tokio's.
async fn joined<E: std::fmt::Debug>(task: impl Future<Output = Result<(), E>>) {
    task.await.expect("no child panics");
}
