//! Messages from threads to a thread, through a channel.

use std::future::Future;
use std::hint;
use std::marker::PhantomData;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use core_affinity::CoreId;
use futures_util::{SinkExt, StreamExt};
use longhand::channel::mpsc;
use longhand::shorthand;
use longhand_bench::promise::Lesser;
use longhand_bench::stage::Stage;
use longhand_bench::workload::{Case, Workload};

/// From so many threads, at each capacity.
macro_rules! from_threads {
    ($threads:literal, $driver:ident, $how:literal) => {
        [
            bounded!(
                $threads,
                1,
                $driver,
                concat!($threads, " to 1, capacity 1, ", $how)
            ),
            bounded!(
                $threads,
                16,
                $driver,
                concat!($threads, " to 1, capacity 16, ", $how)
            ),
            bounded!(
                $threads,
                1_024,
                $driver,
                concat!($threads, " to 1, capacity 1024, ", $how)
            ),
            unbounded!(
                $threads,
                $driver,
                concat!($threads, " to 1, unbounded, ", $how)
            ),
        ]
    };
}

/// The same for every channel that is bounded.
macro_rules! bounded {
    ($threads:literal, $capacity:literal, $driver:ident, $title:expr) => {
        Workload {
            title: $title,
            unit: crate::NANOSECONDS,
            children: 1,
            longhand: |stage| pass::<Longhand, $driver>(stage, $threads, $capacity),
            shorthand: |stage| pass::<Shorthand, $driver>(stage, $threads, $capacity),
            peers: vec![
                Case::new("tokio", |stage| {
                    pass::<Tokio, $driver>(stage, $threads, $capacity)
                }),
                Case::new("async-channel", |stage| {
                    pass::<AsyncChannel, $driver>(stage, $threads, $capacity)
                }),
                Case::new("flume", |stage| {
                    pass::<Flume, $driver>(stage, $threads, $capacity)
                }),
                Case::new("kanal", |stage| {
                    pass::<Kanal, $driver>(stage, $threads, $capacity)
                }),
                Case::new("crossfire", |stage| {
                    pass::<Crossfire, $driver>(stage, $threads, $capacity)
                }),
                Case::lesser("futures-channel", INEXACT, |stage| {
                    pass::<Futures, $driver>(stage, $threads, $capacity)
                }),
                Case::new("thingbuf", |stage| {
                    pass::<Thingbuf, $driver>(stage, $threads, $capacity)
                }),
                Case::new("tachyonix", |stage| {
                    pass::<Tachyonix, $driver>(stage, $threads, $capacity)
                }),
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
    ($threads:literal, $driver:ident, $title:expr) => {
        Workload {
            title: $title,
            unit: crate::NANOSECONDS,
            children: 1,
            longhand: |stage| pass::<Unbounded<Longhand>, $driver>(stage, $threads, 0),
            shorthand: |stage| pass::<Unbounded<Shorthand>, $driver>(stage, $threads, 0),
            peers: vec![
                Case::new("tokio", |stage| {
                    pass::<Unbounded<Tokio>, $driver>(stage, $threads, 0)
                }),
                Case::new("async-channel", |stage| {
                    pass::<Unbounded<AsyncChannel>, $driver>(stage, $threads, 0)
                }),
                Case::new("flume", |stage| {
                    pass::<Unbounded<Flume>, $driver>(stage, $threads, 0)
                }),
                Case::new("kanal", |stage| {
                    pass::<Unbounded<Kanal>, $driver>(stage, $threads, 0)
                }),
                Case::new("crossfire", |stage| {
                    pass::<Unbounded<Crossfire>, $driver>(stage, $threads, 0)
                }),
                Case::new("futures-channel", |stage| {
                    pass::<Unbounded<Futures>, $driver>(stage, $threads, 0)
                }),
            ],
            floor: None,
        }
    };
}

pub fn workloads() -> Vec<Workload> {
    let workloads = [
        from_threads!(1, Parking, "parking"),
        from_threads!(2, Parking, "parking"),
        from_threads!(4, Parking, "parking"),
        from_threads!(1, Spinning, "spinning"),
        from_threads!(2, Spinning, "spinning"),
        from_threads!(4, Spinning, "spinning"),
    ];
    workloads.into_iter().flatten().collect()
}

/// How long so many threads send.
const WHILE: Duration = Duration::from_millis(10);

fn pass<C: Channel, D: Driver>(stage: &Stage, threads: usize, capacity: usize) {
    stage.play_for_a_while(|| received::<C, D>(threads, C::channel(capacity)));
}

/// How many messages are received while threads send. The receiver has a core of its own, and the senders
/// share those that are left.
fn received<C: Channel, D: Driver>(
    threads: usize,
    (sender, mut receiver): (C::Sender, C::Receiver),
) -> usize {
    let is_over = &AtomicBool::new(false);
    let (own, shared) = cores();
    thread::scope(|scope| {
        let receiving = scope.spawn(move || {
            core_affinity::set_for_current(own);
            D::block_on(async {
                let mut received = 0;
                while C::receive(&mut receiver).await {
                    received += 1;
                }
                received
            })
        });
        for core in shared.into_iter().cycle().take(threads) {
            let mut sender = sender.clone();
            scope.spawn(move || {
                core_affinity::set_for_current(core);
                D::block_on(async {
                    C::send(&mut sender).await;
                    while !is_over.load(Ordering::Relaxed) {
                        C::send(&mut sender).await;
                    }
                });
            });
        }
        drop(sender);
        thread::sleep(WHILE);
        is_over.store(true, Ordering::Relaxed);
        receiving.join().expect("it has received all")
    })
}

/// The first core, and the others; on a machine of one core that is the same.
pub fn cores() -> (CoreId, Vec<CoreId>) {
    let mut cores = core_affinity::get_core_ids().expect("the cores can be counted");
    let own = cores[0];
    if cores.len() > 1 {
        cores.remove(0);
    }
    (own, cores)
}

/// How a thread waits, whatever the channel.
trait Driver {
    fn block_on<F: Future>(future: F) -> F::Output;
}

/// Sleeps until it is woken.
struct Parking;

impl Driver for Parking {
    fn block_on<F: Future>(future: F) -> F::Output {
        pollster::block_on(future)
    }
}

/// How often a thread looks for a wake before it gives way.
const LOOKS: usize = 1_000;

/// Looks out for the wake, and gives way to other threads of its core where that does not come soon.
struct Spinning;

impl Driver for Spinning {
    fn block_on<F: Future>(future: F) -> F::Output {
        let wakes = Arc::new(Wakes::default());
        let waker = Waker::from(wakes.clone());
        let (mut future, mut cx) = (pin!(future), Context::from_waker(&waker));
        loop {
            if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
                return answer;
            }
            wakes.wait();
        }
    }
}

#[derive(Default)]
struct Wakes {
    is_woken: AtomicBool,
}

impl Wakes {
    fn wait(&self) {
        // ORDERING: Acquire, with the Release of `wake_by_ref`: what was done before the wake is seen.
        while !self.is_woken.swap(false, Ordering::Acquire) {
            self.look_out();
        }
    }

    /// A swap would take the line away from who wakes, so this only looks.
    fn look_out(&self) {
        for _ in 0..LOOKS {
            if self.is_woken.load(Ordering::Relaxed) {
                return;
            }
            hint::spin_loop();
        }
        thread::yield_now();
    }
}

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_woken.store(true, Ordering::Release);
    }
}

/// A channel, and how it is used by those who know it.
pub trait Channel {
    type Sender: Clone + Send;
    type Receiver: Send;

    fn channel(capacity: usize) -> (Self::Sender, Self::Receiver);

    async fn send(sender: &mut Self::Sender);

    /// Whether there was a message. If not there will be none.
    async fn receive(receiver: &mut Self::Receiver) -> bool;
}

pub struct Longhand;
pub struct Shorthand;
pub struct Tokio;
pub struct AsyncChannel;
struct Flume;
struct Kanal;
struct Crossfire;
pub struct Futures;
struct Thingbuf;
struct Tachyonix;

/// The same channel with room for any number.
pub struct Unbounded<C>(PhantomData<C>);

/// Who calls it what.
macro_rules! known_as {
    ($($channel:ty: $sender:ty, $receiver:ty,
        $new:expr, |$tx:ident| $send:expr, |$rx:ident| $receive:expr;)*) => {$(
        impl Channel for $channel {
            type Sender = $sender;
            type Receiver = $receiver;

            fn channel(capacity: usize) -> (Self::Sender, Self::Receiver) {
                ($new)(capacity)
            }

            async fn send($tx: &mut Self::Sender) {
                assert!($send.is_ok(), "there is a receiver");
            }

            async fn receive($rx: &mut Self::Receiver) -> bool {
                $receive
            }
        }
    )*};
}

known_as! {
    Longhand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::bounded, |tx| tx.send(7).await, |rx| rx.recv().await.is_some();
    Shorthand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::bounded, |tx| shorthand::mpsc::send(tx, 7).await, |rx| shorthand::mpsc::recv(rx).await.is_some();
    Tokio: tokio::sync::mpsc::Sender<u64>, tokio::sync::mpsc::Receiver<u64>,
        tokio::sync::mpsc::channel, |tx| tx.send(7).await, |rx| rx.recv().await.is_some();
    AsyncChannel: async_channel::Sender<u64>, async_channel::Receiver<u64>,
        async_channel::bounded, |tx| tx.send(7).await, |rx| rx.recv().await.is_ok();
    Flume: flume::Sender<u64>, flume::Receiver<u64>,
        flume::bounded, |tx| tx.send_async(7).await, |rx| rx.recv_async().await.is_ok();
    Kanal: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>,
        kanal::bounded_async, |tx| tx.send(7).await, |rx| rx.recv().await.is_ok();
    Crossfire: crossfire::MAsyncTx<crossfire::mpsc::Array<u64>>, crossfire::AsyncRx<crossfire::mpsc::Array<u64>>,
        crossfire::mpsc::bounded_async, |tx| tx.send(7).await, |rx| rx.recv().await.is_ok();
    Futures: futures_channel::mpsc::Sender<u64>, futures_channel::mpsc::Receiver<u64>,
        futures_channel::mpsc::channel, |tx| tx.feed(7).await, |rx| rx.next().await.is_some();
    Thingbuf: thingbuf::mpsc::Sender<u64>, thingbuf::mpsc::Receiver<u64>,
        thingbuf::mpsc::channel, |tx| tx.send(7).await, |rx| rx.recv().await.is_some();
    Tachyonix: tachyonix::Sender<u64>, tachyonix::Receiver<u64>,
        tachyonix::channel, |tx| tx.send(7).await, |rx| rx.recv().await.is_ok();

    Unbounded<Longhand>: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        |_| mpsc::unbounded(), |tx| tx.try_send(7), |rx| rx.recv().await.is_some();
    Unbounded<Shorthand>: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        |_| mpsc::unbounded(), |tx| tx.try_send(7), |rx| shorthand::mpsc::recv(rx).await.is_some();
    Unbounded<Tokio>: tokio::sync::mpsc::UnboundedSender<u64>, tokio::sync::mpsc::UnboundedReceiver<u64>,
        |_| tokio::sync::mpsc::unbounded_channel(), |tx| tx.send(7), |rx| rx.recv().await.is_some();
    Unbounded<AsyncChannel>: async_channel::Sender<u64>, async_channel::Receiver<u64>,
        |_| async_channel::unbounded(), |tx| tx.try_send(7), |rx| rx.recv().await.is_ok();
    Unbounded<Flume>: flume::Sender<u64>, flume::Receiver<u64>,
        |_| flume::unbounded(), |tx| tx.send(7), |rx| rx.recv_async().await.is_ok();
    Unbounded<Kanal>: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>,
        |_| kanal::unbounded_async(), |tx| tx.try_send(7), |rx| rx.recv().await.is_ok();
    Unbounded<Crossfire>: crossfire::MTx<crossfire::mpsc::List<u64>>, crossfire::AsyncRx<crossfire::mpsc::List<u64>>,
        |_| crossfire::mpsc::unbounded_async(), |tx| tx.send(7), |rx| rx.recv().await.is_ok();
    Unbounded<Futures>: futures_channel::mpsc::UnboundedSender<u64>, futures_channel::mpsc::UnboundedReceiver<u64>,
        |_| futures_channel::mpsc::unbounded(), |tx| tx.unbounded_send(7), |rx| rx.next().await.is_some();
}
