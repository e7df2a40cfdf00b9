//! A message through a channel.

use std::cell::Cell;
use std::hint::black_box;
use std::pin::pin;

use longhand_bench::channels::{
    AsyncChannel, Channel, Crossfire, Flume, Futures, INEXACT, Kanal, Lending, LendingShorthand,
    Longhand, Postage, Shorthand, Tachyonix, Thingbuf, Tokio, Unbounded,
};
use longhand_bench::stage::{Stage, finish, wait};
use longhand_bench::workload::{Case, Workload};

/// The same for every channel that is bounded.
macro_rules! bounded {
    ($title:literal, $messages:literal, $run:ident::<$capacity:literal>) => {
        Workload {
            title: $title,
            unit: "instructions per message",
            children: $messages,
            longhand: $run::<Longhand, $capacity>,
            shorthand: $run::<Shorthand, $capacity>,
            peers: vec![
                Case::new("tokio", $run::<Tokio, $capacity>),
                Case::new("async-channel", $run::<AsyncChannel, $capacity>),
                Case::new("flume", $run::<Flume, $capacity>),
                Case::new("kanal", $run::<Kanal, $capacity>),
                Case::new("crossfire", $run::<Crossfire, $capacity>),
                Case::lesser("futures-channel", INEXACT, $run::<Futures, $capacity>),
                Case::new("thingbuf", $run::<Thingbuf, $capacity>),
                Case::new("tachyonix", $run::<Tachyonix, $capacity>),
                Case::lesser("postage", INEXACT, $run::<Postage, $capacity>),
            ],
            floor: None,
        }
    };
}

/// The same for every channel that has no bound.
macro_rules! unbounded {
    ($title:literal, $run:ident) => {
        Workload {
            title: $title,
            unit: "instructions per message",
            children: 1,
            longhand: $run::<Longhand>,
            shorthand: $run::<Shorthand>,
            peers: vec![
                Case::new("tokio", $run::<Tokio>),
                Case::new("async-channel", $run::<AsyncChannel>),
                Case::new("flume", $run::<Flume>),
                Case::new("kanal", $run::<Kanal>),
                Case::new("crossfire", $run::<Crossfire>),
                Case::new("futures-channel", $run::<Futures>),
            ],
            floor: None,
        }
    };
}

pub fn workloads() -> Vec<Workload> {
    vec![
        bounded!("send and receive, capacity 1", 1, same_task::<1>),
        bounded!("send and receive, capacity 16", 1, same_task::<16>),
        bounded!("send and receive, capacity 1024", 1, same_task::<1_024>),
        in_a_ring(
            "send and receive, in a ring of 16",
            same_task::<Longhand, 16>,
            same_task::<Lending, 16>,
            same_task::<LendingShorthand, 16>,
        ),
        bounded!("from task to task, capacity 1", 1, stream::<1>),
        bounded!("from task to task, capacity 16", 1, stream::<16>),
        bounded!("from task to task, capacity 1024", 1, stream::<1_024>),
        in_a_ring(
            "from task to task, in a ring of 16",
            stream::<Longhand, 16>,
            stream::<Lending, 16>,
            stream::<LendingShorthand, 16>,
        ),
        bounded!("ping-pong", 2, ping_pong::<1>),
        bounded!("a receive that is dropped", 1, cancelled::<16>),
        bounded!("a channel of capacity 1", 1, created::<1>),
        bounded!("a channel of capacity 1024", 1, created::<1_024>),
        unbounded!("send and receive, unbounded", unbounded_same_task),
        unbounded!("from task to task, unbounded", unbounded_stream),
    ]
}

/// The same where no memory is allocated, beside the channel that has its own.
fn in_a_ring(title: &'static str, allocated: Run, longhand: Run, shorthand: Run) -> Workload {
    Workload {
        title,
        unit: "instructions per message",
        children: 1,
        longhand,
        shorthand,
        peers: vec![Case::new("longhand, allocated", allocated)],
        floor: None,
    }
}

type Run = fn(&Stage);

/// One task sends a message and receives it.
fn same_task<C: Channel, const CAPACITY: usize>(stage: &Stage) {
    let (mut sender, mut receiver) = C::bounded(CAPACITY);
    stage.repeat(|cx| {
        finish(pin!(C::send(&mut sender, 7)), cx);
        finish(pin!(C::recv(&mut receiver)), cx);
    });
}

/// One task sends, until it must wait or has sent so many, and then another receives all.
const BURST: usize = 32;

fn stream<C: Channel, const CAPACITY: usize>(stage: &Stage) {
    let (mut sender, mut receiver) = C::bounded(CAPACITY);
    let (received, mut rounds) = (Cell::new(0), 0);
    let mut sending = pin!(async {
        loop {
            for _ in 0..BURST {
                C::send(&mut sender, 7).await;
            }
            longhand::yield_now().await;
        }
    });
    let mut receiving = pin!(async {
        loop {
            C::recv(&mut receiver).await;
            received.set(received.get() + 1);
        }
    });
    stage.repeat(|cx| {
        rounds += 1;
        while received.get() < rounds {
            wait(sending.as_mut(), cx);
            wait(receiving.as_mut(), cx);
        }
    });
}

/// Two tasks send each other one message, over and over.
fn ping_pong<C: Channel, const CAPACITY: usize>(stage: &Stage) {
    let (mut ping, mut pinged) = C::bounded(CAPACITY);
    let (mut pong, mut ponged) = C::bounded(CAPACITY);
    let (received, mut rounds) = (Cell::new(0), 0);
    let mut one = pin!(async {
        loop {
            C::send(&mut ping, 7).await;
            C::recv(&mut ponged).await;
            received.set(received.get() + 1);
        }
    });
    let mut other = pin!(async {
        loop {
            C::recv(&mut pinged).await;
            C::send(&mut pong, 7).await;
        }
    });
    stage.repeat(|cx| {
        rounds += 1;
        while received.get() < rounds {
            wait(one.as_mut(), cx);
            wait(other.as_mut(), cx);
        }
    });
}

/// A receive that waits, and is dropped.
fn cancelled<C: Channel, const CAPACITY: usize>(stage: &Stage) {
    let (_sender, mut receiver) = C::bounded(CAPACITY);
    stage.repeat(|cx| wait(pin!(C::recv(&mut receiver)), cx));
}

/// A channel is made, and dropped.
fn created<C: Channel, const CAPACITY: usize>(stage: &Stage) {
    stage.repeat(|_| drop(black_box(C::bounded(black_box(CAPACITY)))));
}

fn unbounded_same_task<C: Unbounded>(stage: &Stage) {
    let (sender, mut receiver) = C::unbounded();
    stage.repeat(|cx| {
        C::send_now(&sender, 7);
        finish(pin!(C::recv_next(&mut receiver)), cx);
    });
}

/// So many are sent, and then a task receives all.
fn unbounded_stream<C: Unbounded>(stage: &Stage) {
    let (sender, mut receiver) = C::unbounded();
    let (received, mut rounds) = (Cell::new(0), 0);
    let mut receiving = pin!(async {
        loop {
            C::recv_next(&mut receiver).await;
            received.set(received.get() + 1);
        }
    });
    stage.repeat(|cx| {
        rounds += 1;
        while received.get() < rounds {
            (0..BURST).for_each(|_| C::send_now(&sender, 7));
            wait(receiving.as_mut(), cx);
        }
    });
}
