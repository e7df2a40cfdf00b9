//! Tasks that all live at one time: each is spawned, gives way once, and is awaited.

use std::hint::black_box;

use async_executor::StaticLocalExecutor;
use longhand::yield_now;
use longhand_bench::executors::{Executor, Longhand, Pool, Set, Shorthand};
use longhand_bench::stage::{Stage, rounds};
use longhand_bench::workload::{Case, Workload};

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

fn play<E: Executor, const N: usize>(stage: &Stage) {
    stage.play(|most| {
        E::run(|executor| async move {
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
