//! Timers that were begun.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use longhand::{shorthand, time};
use longhand_bench::executors::tokio;
use longhand_bench::promise::STAYS;
use longhand_bench::workload::{Case, Workload};

const LATER: Duration = Duration::from_secs(60);

/// Where sleeps come from.
trait Clock {
    type Sleep: Future;

    fn block_on<F: Future>(main: F) -> F::Output;

    fn sleep(duration: Duration) -> Self::Sleep;
}

/// A clock of a function that blocks, and one that makes sleeps.
macro_rules! clock {
    ($name:ident, $sleep:ty, $block_on:expr, $make:expr) => {
        struct $name;

        impl Clock for $name {
            type Sleep = $sleep;

            fn block_on<F: Future>(main: F) -> F::Output {
                $block_on(main)
            }

            fn sleep(duration: Duration) -> Self::Sleep {
                $make(duration)
            }
        }
    };
}

clock!(Longhand, time::Sleep, longhand::block_on, time::sleep);
clock!(Smol, smol::Timer, smol::block_on, smol::Timer::after);
clock!(
    Tokio,
    tokio::time::Sleep,
    |main| tokio().block_on(main),
    tokio::time::sleep
);

/// The future gives way once, and so the limit is begun.
pub fn timeout_after_a_yield() -> Workload {
    Workload {
        title: "timeout of a minute, woken once",
        unit: "instructions each",
        children: 1,
        longhand: |stage| {
            stage.play(|rounds| {
                longhand::block_on(async {
                    for _ in 0..rounds {
                        let limit = time::sleep(LATER);
                        let done = longhand::timeout(limit, longhand::yield_now()).await;
                        assert!(done.is_ok());
                    }
                });
            })
        },
        shorthand: |stage| {
            stage.play(|rounds| {
                shorthand::block_on(async {
                    for _ in 0..rounds {
                        let limit = shorthand::sleep(LATER);
                        let done = shorthand::timeout(limit, longhand::yield_now()).await;
                        assert!(done.is_ok());
                    }
                });
            })
        },
        peers: vec![
            Case::new("smol", |stage| {
                stage.play(|rounds| {
                    smol::block_on(async {
                        for _ in 0..rounds {
                            let limit = async {
                                smol::Timer::after(LATER).await;
                                false
                            };
                            let child = async {
                                longhand::yield_now().await;
                                true
                            };
                            assert!(futures_lite::future::or(child, limit).await);
                        }
                    });
                })
            }),
            Case::new("tokio timeout", |stage| {
                stage.play(|rounds| {
                    tokio().block_on(async {
                        for _ in 0..rounds {
                            let child = longhand::yield_now();
                            assert!(tokio::time::timeout(LATER, child).await.is_ok());
                        }
                    });
                })
            }),
            Case::lesser("embassy-time with_timeout", STAYS, |stage| {
                stage.play(|rounds| {
                    futures_executor::block_on(async {
                        let later = embassy_time::Duration::from_secs(60);
                        for _ in 0..rounds {
                            let child = longhand::yield_now();
                            assert!(embassy_time::with_timeout(later, child).await.is_ok());
                        }
                    });
                })
            }),
        ],
        floor: None,
    }
}

/// Each is polled once, and dropped long before its time.
pub fn dropped() -> Workload {
    Workload {
        title: "timer, begun and dropped",
        unit: "instructions each",
        children: 1,
        longhand: |stage| stage.play(begun_and_dropped::<Longhand>),
        shorthand: |stage| {
            stage.play(|rounds| {
                shorthand::block_on(poll_fn(|cx| {
                    for _ in 0..rounds {
                        assert!(pin!(shorthand::sleep(LATER)).poll(cx).is_pending());
                    }
                    Poll::Ready(())
                }));
            })
        },
        peers: vec![
            Case::new("smol", |stage| stage.play(begun_and_dropped::<Smol>)),
            Case::new("tokio", |stage| stage.play(begun_and_dropped::<Tokio>)),
        ],
        floor: None,
    }
}

fn begun_and_dropped<C: Clock>(rounds: usize) {
    C::block_on(poll_fn(|cx| {
        for _ in 0..rounds {
            assert!(pin!(C::sleep(LATER)).poll(cx).is_pending());
        }
        Poll::Ready(())
    }));
}

/// Timers for each round: a hundred thousand in all.
const CROWD: usize = 25;

/// All are begun, and each fires at a time of its own.
pub fn at_once() -> Workload {
    Workload {
        title: "timer, of 100,800 at once",
        unit: "instructions each",
        children: CROWD,
        longhand: |stage| stage.play(fired::<Longhand>),
        shorthand: |stage| {
            stage.play(|rounds| {
                let sleeps = lengths(rounds).map(shorthand::sleep);
                shorthand::block_on(all(sleeps.collect()));
            })
        },
        peers: vec![Case::new("tokio", |stage| stage.play(fired::<Tokio>))],
        floor: None,
    }
}

/// They end when all are begun, within a second and a half, in no order.
fn lengths(rounds: usize) -> impl Iterator<Item = Duration> {
    let length =
        |n: usize| Duration::from_nanos(3_000_000_000 + (n * 7_919 % 100_003) as u64 * 15_000);
    (0..rounds * CROWD).map(length)
}

fn fired<C: Clock>(rounds: usize) {
    C::block_on(async {
        let sleeps = lengths(rounds).map(C::sleep);
        all(sleeps.collect()).await;
    });
}

/// Polls each at its beginning, and once more when it and all before it have ended.
async fn all<S: Future>(sleeps: Box<[S]>) {
    let count = sleeps.len();
    let mut sleeps = Box::into_pin(sleeps);
    // SAFETY: a slice that is pinned pins each of its items.
    let mut poll = |number: usize, cx: &mut Context<'_>| unsafe {
        let sleep = sleeps
            .as_mut()
            .map_unchecked_mut(|sleeps| &mut sleeps[number]);
        sleep.poll(cx).is_ready()
    };
    let mut ended = 0;
    poll_fn(|cx| {
        let begins = (0..count).all(|number| !poll(number, cx));
        assert!(begins, "they end later");
        Poll::Ready(())
    })
    .await;
    poll_fn(|cx| {
        while ended < count && poll(ended, cx) {
            ended += 1;
        }
        if ended == count {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}
