//! Two threads that wake each other in turn, each on a core of its own.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::thread;

use futures_executor::LocalPool;
use futures_util::task::{AtomicWaker, LocalSpawnExt};
use longhand::{LocalExecutor, shorthand, spawn};
use longhand_bench::executors::tokio;
use longhand_bench::stage::Stage;
use longhand_bench::workload::{Case, Workload};
use tokio::task::LocalSet;

/// Whose turn it is, and who waits for it.
#[derive(Default)]
struct Ball {
    passes: AtomicUsize,
    waiting: [AtomicWaker; 2],
}

impl Ball {
    fn is_at(&self, side: usize) -> bool {
        self.passes.load(Ordering::Acquire) % 2 == side
    }

    async fn play(&self, side: usize, rounds: usize) {
        for _ in 0..rounds {
            poll_fn(|cx| {
                if !self.is_at(side) {
                    self.waiting[side].register(cx.waker());
                }
                match self.is_at(side) {
                    true => Poll::Ready(()),
                    false => Poll::Pending,
                }
            })
            .await;
            self.passes.fetch_add(1, Ordering::AcqRel);
            self.waiting[1 - side].wake();
        }
    }
}

/// So many rounds between two threads, which block on their sides in the same way.
fn play(stage: &Stage, block: impl Fn(Side) + Sync) {
    stage.play(|rounds| {
        let ball = Arc::new(Ball::default());
        let cores = core_affinity::get_core_ids().expect("the cores can be counted");
        thread::scope(|threads| {
            for number in 0..2 {
                let (ball, core) = (ball.clone(), cores[number % cores.len()]);
                let side = Side {
                    ball,
                    number,
                    rounds,
                };
                let block = &block;
                threads.spawn(move || {
                    core_affinity::set_for_current(core);
                    block(side);
                });
            }
        });
    });
}

struct Side {
    ball: Arc<Ball>,
    number: usize,
    rounds: usize,
}

impl Side {
    async fn play(self) {
        self.ball.play(self.number, self.rounds).await;
    }
}

/// Of what blocks on a future, on both threads.
pub fn of_calls() -> Workload {
    Workload {
        title: "from one block_on to another and back",
        unit: crate::MICROSECONDS,
        children: 1,
        longhand: |stage| play(stage, |side| longhand::block_on(side.play())),
        shorthand: |stage| play(stage, |side| shorthand::block_on(side.play())),
        peers: vec![
            Case::new("pollster", |stage| {
                play(stage, |side| pollster::block_on(side.play()))
            }),
            Case::new("futures-lite", |stage| {
                play(stage, |side| futures_lite::future::block_on(side.play()))
            }),
            Case::new("futures-executor", |stage| {
                play(stage, |side| futures_executor::block_on(side.play()))
            }),
            Case::new("smol", |stage| {
                play(stage, |side| smol::block_on(side.play()))
            }),
            Case::new("tokio", |stage| {
                play(stage, |side| tokio().block_on(side.play()))
            }),
        ],
        floor: None,
    }
}

/// Of tasks of two executors, each on a thread of its own.
pub fn of_tasks() -> Workload {
    Workload {
        title: "from a task of one thread to one of another and back",
        unit: crate::MICROSECONDS,
        children: 1,
        longhand: |stage| {
            play(stage, |side| {
                LocalExecutor::new().run(async { spawn(side.play()).await });
            })
        },
        shorthand: |stage| {
            play(stage, |side| {
                LocalExecutor::new().run(async { shorthand::spawn(side.play()).await });
            })
        },
        peers: vec![
            Case::new("async-executor", |stage| {
                play(stage, |side| {
                    let executor = async_executor::LocalExecutor::new();
                    futures_lite::future::block_on(executor.run(executor.spawn(side.play())));
                })
            }),
            Case::new("futures LocalPool", |stage| {
                play(stage, |side| {
                    let mut pool = LocalPool::new();
                    let task = pool.spawner().spawn_local_with_handle(side.play());
                    pool.run_until(task.expect("it runs"));
                })
            }),
            Case::new("tokio LocalSet", |stage| {
                play(stage, |side| {
                    let set = LocalSet::new();
                    let task = set.spawn_local(side.play());
                    set.block_on(&tokio(), task).expect("it answers");
                })
            }),
        ],
        floor: None,
    }
}
