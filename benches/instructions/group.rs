//! Children that are pushed, woken one at a time, and received.

use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use futures_buffered::{FuturesUnordered as Buffered, FuturesUnorderedBounded};
use futures_concurrency::future::FutureGroup;
use futures_util::Stream;
use futures_util::stream::FuturesUnordered;
use longhand::{Group, shorthand};
use longhand_bench::promise::BOUNDED;
use longhand_bench::stage::{STRIDE, Stage};
use longhand_bench::workload::{Case, Workload};
use tokio::runtime::Builder;
use tokio::task::{JoinSet, LocalSet, yield_now};

pub fn of_32() -> Workload {
    of::<32>("group of 32")
}

pub fn of_1000() -> Workload {
    of::<1_000>("group of 1,000")
}

pub fn of<const N: usize>(title: &'static str) -> Workload {
    Workload {
        title,
        unit: "instructions per child",
        children: N,
        longhand: |stage| stage.group(N, Group::new, Group::push, next),
        shorthand: |stage| {
            let next =
                |group: &mut shorthand::Group<_>, cx: &mut Context<'_>| pin!(group.next()).poll(cx);
            stage.group(N, shorthand::Group::new, shorthand::Group::push, next);
        },
        peers: vec![
            Case::new("futures-util FuturesUnordered", |stage| {
                stage.group(
                    N,
                    FuturesUnordered::new,
                    |group, child| group.push(child),
                    next,
                )
            }),
            Case::lesser("futures-buffered bounded", BOUNDED, |stage| {
                let make = || FuturesUnorderedBounded::new(N);
                stage.group(N, make, FuturesUnorderedBounded::push, next)
            }),
            Case::new("futures-buffered unbounded", |stage| {
                stage.group(N, Buffered::new, Buffered::push, next)
            }),
            Case::new("futures-concurrency FutureGroup", |stage| {
                let push = |group: &mut FutureGroup<_>, child| {
                    group.insert(child);
                };
                stage.group(N, FutureGroup::new, push, next)
            }),
            Case::new("tokio JoinSet", |stage| join_set(stage, N)),
        ],
        floor: Some(|stage| stage.group_floor(N)),
    }
}

/// The next of a stream, as `next()` polls it.
fn next<S: Stream<Item = u64> + Unpin>(stream: &mut S, cx: &mut Context<'_>) -> Poll<Option<u64>> {
    Pin::new(stream).poll_next(cx)
}

/// Tasks, on a runtime of one thread that drives them between the wakes.
fn join_set(stage: &Stage, children: usize) {
    let runtime = Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime of one thread");
    let local = LocalSet::new();
    stage.measure_many(children, |round, _| {
        local.block_on(&runtime, async {
            let mut set = JoinSet::new();
            for number in 0..children {
                set.spawn_local(stage.leaf(number));
            }
            // A turn of the runtime polls 61 of them.
            for _ in 0..children.div_ceil(32) {
                yield_now().await;
            }
            for step in 0..children {
                stage.tell_elsewhere((round + step * STRIDE) % children);
                let joined = set.join_next().await.expect("a child is left");
                std::hint::black_box(joined.expect("no child panics"));
            }
        });
    });
}
