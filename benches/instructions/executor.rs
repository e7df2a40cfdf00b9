//! Tasks on one thread: what each of them costs, in the middle of a run.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::hint::black_box;
use std::rc::Rc;
use std::task::{Poll, Waker};

use async_executor::{LocalExecutor, StaticLocalExecutor};
use longhand_bench::executors::{CurrentThread, Executor, Longhand, Pool, Set, Shorthand};
use longhand_bench::workload::{Case, Workload};

/// Tasks that live at one time.
const CROWD: usize = 64;

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

fn many<E: Executor>(rounds: usize) {
    E::run(|executor| async move {
        for _ in 0..rounds / CROWD {
            let tasks: [_; CROWD] =
                std::array::from_fn(|n| executor.spawn(async move { n as u64 }));
            for task in tasks {
                black_box(task.await);
            }
        }
    });
}

fn detached<E: Executor>(rounds: usize) {
    E::run(|executor| async move {
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

fn one<E: Executor>(rounds: usize) {
    E::run(|executor| async move {
        for round in 0..rounds {
            black_box(executor.spawn(async move { round as u64 }).await);
        }
    });
}

fn giving_way<E: Executor>(rounds: usize) {
    E::run(|executor| async move {
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

fn handing_over<E: Executor>(rounds: usize) {
    E::run(|executor| async move {
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
