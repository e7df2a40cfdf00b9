//! Messages from threads to a thread, through a channel.

use std::future::{Future, ready};
use std::hint;
use std::marker::PhantomData;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use core_affinity::CoreId;
use longhand_bench::channels::{
    Answer, AsyncChannel, Channel, Crossfire, Flume, Futures, INEXACT, Kanal, Longhand, Shorthand,
    Tachyonix, Thingbuf, Tokio, Unbounded,
};
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

/// The same for every channel that has no bound.
macro_rules! unbounded {
    ($threads:literal, $driver:ident, $title:expr) => {
        Workload {
            title: $title,
            unit: crate::NANOSECONDS,
            children: 1,
            longhand: |stage| pass::<Roomy<Longhand>, $driver>(stage, $threads, 0),
            shorthand: |stage| pass::<Roomy<Shorthand>, $driver>(stage, $threads, 0),
            peers: vec![
                Case::new("tokio", |stage| {
                    pass::<Roomy<Tokio>, $driver>(stage, $threads, 0)
                }),
                Case::new("async-channel", |stage| {
                    pass::<Roomy<AsyncChannel>, $driver>(stage, $threads, 0)
                }),
                Case::new("flume", |stage| {
                    pass::<Roomy<Flume>, $driver>(stage, $threads, 0)
                }),
                Case::new("kanal", |stage| {
                    pass::<Roomy<Kanal>, $driver>(stage, $threads, 0)
                }),
                Case::new("crossfire", |stage| {
                    pass::<Roomy<Crossfire>, $driver>(stage, $threads, 0)
                }),
                Case::new("futures-channel", |stage| {
                    pass::<Roomy<Futures>, $driver>(stage, $threads, 0)
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
    stage.play_for_a_while(|| received::<C, D>(threads, C::bounded(capacity)));
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
                while C::recv(&mut receiver).await.is_good() {
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
                    loop {
                        let sent = C::send(&mut sender, 7).await;
                        assert!(sent.is_good(), "there is a receiver");
                        if is_over.load(Ordering::Relaxed) {
                            break;
                        }
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

/// A channel that has room for any number, as if it were one that is told for how many.
pub struct Roomy<C>(PhantomData<C>);

impl<C: Unbounded> Channel for Roomy<C> {
    type Sender = C::Sender;
    type Receiver = C::Receiver;

    fn bounded(_: usize) -> (Self::Sender, Self::Receiver) {
        C::unbounded()
    }

    fn send(sender: &mut Self::Sender, message: u64) -> impl Future<Output: Answer> {
        C::send_now(sender, message);
        ready(Some(()))
    }

    fn recv(receiver: &mut Self::Receiver) -> impl Future<Output: Answer> {
        C::recv_next(receiver)
    }
}
