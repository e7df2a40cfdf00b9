//! A message through a channel.

use std::cell::Cell;
use std::future::Future;
use std::hint::black_box;
use std::pin::pin;

use futures_util::{SinkExt, StreamExt};
use longhand::channel::Lent;
use longhand::channel::mpsc::{self, Ring};
use longhand::shorthand;
use longhand_bench::promise::Lesser;
use longhand_bench::stage::{Stage, finish, wait};
use longhand_bench::workload::{Case, Workload};
use postage::sink::Sink as _;
use postage::stream::Stream as _;

/// A channel, and how it is used by those who know it.
trait Channel {
    type Sender;
    type Receiver;

    fn bounded(capacity: usize) -> (Self::Sender, Self::Receiver);

    fn send(sender: &mut Self::Sender, message: u64) -> impl Future;

    fn recv(receiver: &mut Self::Receiver) -> impl Future;
}

/// One that has room for any number.
trait Unbounded {
    type Sender;
    type Receiver;

    fn unbounded() -> (Self::Sender, Self::Receiver);

    fn send_now(sender: &Self::Sender, message: u64);

    fn recv_next(receiver: &mut Self::Receiver) -> impl Future;
}

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

const INEXACT: Lesser = Lesser(
    "Has room for more than its capacity: for one more message of each sender. Longhand's capacity \
     is what it says.",
);

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

struct Longhand;
struct Shorthand;
struct Lending;
struct LendingShorthand;
struct Tokio;
struct AsyncChannel;
struct Flume;
struct Kanal;
struct Crossfire;
struct Futures;
struct Thingbuf;
struct Tachyonix;
struct Postage;

/// Who calls it what.
macro_rules! bounded_by {
    ($($channel:ty: $sender:ty, $receiver:ty,
        $new:expr, |$tx:ident, $message:ident| $send:expr, |$rx:ident| $recv:expr;)*) => {$(
        impl Channel for $channel {
            type Sender = $sender;
            type Receiver = $receiver;

            fn bounded(capacity: usize) -> (Self::Sender, Self::Receiver) {
                $new(capacity)
            }

            fn send($tx: &mut Self::Sender, $message: u64) -> impl Future {
                $send
            }

            fn recv($rx: &mut Self::Receiver) -> impl Future {
                $recv
            }
        }
    )*};
}

bounded_by! {
    Longhand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::bounded, |tx, message| tx.send(message), |rx| rx.recv();
    Shorthand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::bounded, |tx, message| shorthand::mpsc::send(tx, message), |rx| shorthand::mpsc::recv(rx);
    Lending: mpsc::Sender<i64, Lent<'static>>, mpsc::Receiver<i64, Lent<'static>>,
        ring, |tx, message| tx.send(message as i64), |rx| rx.recv();
    LendingShorthand: mpsc::Sender<i64, Lent<'static>>, mpsc::Receiver<i64, Lent<'static>>,
        ring, |tx, message| shorthand::mpsc::send(tx, message as i64), |rx| shorthand::mpsc::recv(rx);
    Tokio: tokio::sync::mpsc::Sender<u64>, tokio::sync::mpsc::Receiver<u64>,
        tokio::sync::mpsc::channel, |tx, message| tx.send(message), |rx| rx.recv();
    AsyncChannel: async_channel::Sender<u64>, async_channel::Receiver<u64>,
        async_channel::bounded, |tx, message| tx.send(message), |rx| rx.recv();
    Flume: flume::Sender<u64>, flume::Receiver<u64>,
        flume::bounded, |tx, message| tx.send_async(message), |rx| rx.recv_async();
    Kanal: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>,
        kanal::bounded_async, |tx, message| tx.send(message), |rx| rx.recv();
    Crossfire: crossfire::MAsyncTx<crossfire::mpsc::Array<u64>>, crossfire::AsyncRx<crossfire::mpsc::Array<u64>>,
        crossfire::mpsc::bounded_async, |tx, message| tx.send(message), |rx| rx.recv();
    Futures: futures_channel::mpsc::Sender<u64>, futures_channel::mpsc::Receiver<u64>,
        futures_channel::mpsc::channel, |tx, message| tx.feed(message), |rx| rx.next();
    Thingbuf: thingbuf::mpsc::Sender<u64>, thingbuf::mpsc::Receiver<u64>,
        thingbuf::mpsc::channel, |tx, message| tx.send(message), |rx| rx.recv();
    Tachyonix: tachyonix::Sender<u64>, tachyonix::Receiver<u64>,
        tachyonix::channel, |tx, message| tx.send(message), |rx| rx.recv();
    Postage: postage::mpsc::Sender<u64>, postage::mpsc::Receiver<u64>,
        postage::mpsc::channel, |tx, message| tx.send(message), |rx| rx.recv();
}

/// A ring that stays, as a `static` does. Its messages are of a type of their own: of a function that two
/// channels have in common the compiler makes a call in both.
fn ring(
    capacity: usize,
) -> (
    mpsc::Sender<i64, Lent<'static>>,
    mpsc::Receiver<i64, Lent<'static>>,
) {
    assert_eq!(capacity, 16, "the workloads' are of 16");
    Box::leak(Box::new(Ring::<i64, 16>::new())).split()
}

/// The same for those that are unbounded.
macro_rules! unbounded_by {
    ($($channel:ty: $sender:ty, $receiver:ty,
        $new:expr, |$tx:ident, $message:ident| $send:expr, |$rx:ident| $recv:expr;)*) => {$(
        impl Unbounded for $channel {
            type Sender = $sender;
            type Receiver = $receiver;

            fn unbounded() -> (Self::Sender, Self::Receiver) {
                $new()
            }

            fn send_now($tx: &Self::Sender, $message: u64) {
                assert!($send.is_ok(), "there is room");
            }

            fn recv_next($rx: &mut Self::Receiver) -> impl Future {
                $recv
            }
        }
    )*};
}

unbounded_by! {
    Longhand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::unbounded, |tx, message| tx.try_send(message), |rx| rx.recv();
    Shorthand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::unbounded, |tx, message| tx.try_send(message), |rx| shorthand::mpsc::recv(rx);
    Tokio: tokio::sync::mpsc::UnboundedSender<u64>, tokio::sync::mpsc::UnboundedReceiver<u64>,
        tokio::sync::mpsc::unbounded_channel, |tx, message| tx.send(message), |rx| rx.recv();
    AsyncChannel: async_channel::Sender<u64>, async_channel::Receiver<u64>,
        async_channel::unbounded, |tx, message| tx.try_send(message), |rx| rx.recv();
    Flume: flume::Sender<u64>, flume::Receiver<u64>,
        flume::unbounded, |tx, message| tx.send(message), |rx| rx.recv_async();
    Kanal: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>,
        kanal::unbounded_async, |tx, message| tx.try_send(message), |rx| rx.recv();
    Crossfire: crossfire::MTx<crossfire::mpsc::List<u64>>, crossfire::AsyncRx<crossfire::mpsc::List<u64>>,
        crossfire::mpsc::unbounded_async, |tx, message| tx.send(message), |rx| rx.recv();
    Futures: futures_channel::mpsc::UnboundedSender<u64>, futures_channel::mpsc::UnboundedReceiver<u64>,
        futures_channel::mpsc::unbounded, |tx, message| tx.unbounded_send(message), |rx| rx.next();
}
