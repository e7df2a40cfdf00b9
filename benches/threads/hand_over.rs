//! From one to the other of two that take turns: tasks of one thread, and threads.

use std::hint::black_box;
use std::sync::mpsc;
use std::thread;

use async_executor::StaticLocalExecutor;
use core_affinity::CoreId;
use longhand::yield_now;
use longhand_bench::channels::{self, Answer, Unbounded};
use longhand_bench::executors::{Executor, Longhand, Pool, Set, Shorthand};
use longhand_bench::stage::Stage;
use longhand_bench::workload::{Case, Workload};

use crate::channel::cores;

pub fn workloads() -> Vec<Workload> {
    vec![giving_way(), passing_on(), starting()]
}

/// Two tasks give way to each other. Threads do not: the operating system may let the same one go on.
fn giving_way() -> Workload {
    Workload {
        title: "one gives way to the other",
        unit: crate::NANOSECONDS_EACH,
        children: 2,
        longhand: give_way::<Longhand>,
        shorthand: give_way::<Shorthand>,
        peers: vec![
            Case::new("async-executor", give_way::<&StaticLocalExecutor>),
            Case::new("futures LocalPool", give_way::<Pool>),
            Case::new("tokio LocalSet", give_way::<Set>),
        ],
        floor: None,
    }
}

fn give_way<E: Executor>(stage: &Stage) {
    stage.play(|rounds| {
        E::run(|executor| async move {
            let turns = || async move {
                for _ in 0..rounds {
                    yield_now().await;
                }
            };
            let [one, other] = [(); 2].map(|()| executor.spawn(turns()));
            one.await;
            other.await;
        });
    });
}

/// One passes a value on, and has one back: two hand-overs. Each executor has the channel of its authors.
fn passing_on() -> Workload {
    Workload {
        title: "one passes a value on",
        unit: crate::NANOSECONDS_EACH,
        children: 2,
        longhand: pass_on::<Longhand, channels::Longhand>,
        shorthand: pass_on::<Shorthand, channels::Shorthand>,
        peers: vec![
            Case::new(
                "async-executor",
                pass_on::<&StaticLocalExecutor, channels::AsyncChannel>,
            ),
            Case::new("futures LocalPool", pass_on::<Pool, channels::Futures>),
            Case::new("tokio LocalSet", pass_on::<Set, channels::Tokio>),
            Case::new("threads of one core", |stage| {
                pass_on_by_threads(stage, |own, _| [own, own])
            }),
            Case::new("threads of two cores", |stage| {
                pass_on_by_threads(stage, |own, other| [own, other])
            }),
        ],
        floor: None,
    }
}

fn pass_on<E: Executor, C: Unbounded + 'static>(stage: &Stage) {
    stage.play(|rounds| {
        E::run(|executor| async move {
            let (ask, mut asked) = C::unbounded();
            let (answer, mut answered) = C::unbounded();
            let answering = executor.spawn(async move {
                while C::recv_next(&mut asked).await.is_good() {
                    C::send_now(&answer, 7);
                }
            });
            for _ in 0..rounds {
                C::send_now(&ask, 7);
                C::recv_next(&mut answered).await;
            }
            drop(ask);
            answering.await;
        });
    });
}

/// Each leaves a value for the other and sleeps, so on one core a turn of one is a switch to the other.
fn pass_on_by_threads(stage: &Stage, places: fn(CoreId, CoreId) -> [CoreId; 2]) {
    let (own, others) = cores();
    let [here, there] = places(own, others[0]);
    stage.play(|rounds| {
        let (ask, asked) = mpsc::channel::<usize>();
        let (answer, answered) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(move || {
                core_affinity::set_for_current(there);
                asked.into_iter().try_for_each(|value| answer.send(value))
            });
            scope.spawn(move || {
                core_affinity::set_for_current(here);
                for round in 0..rounds {
                    ask.send(round).expect("somebody asks");
                    black_box(answered.recv().expect("somebody answers"));
                }
            });
        });
    });
}

/// One is started, and the other waits until it has ended.
fn starting() -> Workload {
    Workload {
        title: "one starts the other and waits for its end",
        unit: crate::NANOSECONDS_EACH,
        children: 1,
        longhand: start::<Longhand>,
        shorthand: start::<Shorthand>,
        peers: vec![
            Case::new("async-executor", start::<&StaticLocalExecutor>),
            Case::new("futures LocalPool", start::<Pool>),
            Case::new("tokio LocalSet", start::<Set>),
            Case::new("threads", |stage| {
                stage.play(|rounds| {
                    for round in 0..rounds {
                        let thread = thread::spawn(move || black_box(round));
                        black_box(thread.join().expect("it does not panic"));
                    }
                });
            }),
        ],
        floor: None,
    }
}

fn start<E: Executor>(stage: &Stage) {
    stage.play(|rounds| {
        E::run(|executor| async move {
            for round in 0..rounds {
                black_box(executor.spawn(async move { round }).await);
            }
        });
    });
}
