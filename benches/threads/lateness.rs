//! How long a sleep of a millisecond takes.

use std::time::{Duration, Instant};

use longhand::{shorthand, time};
use longhand_bench::executors::tokio;
use longhand_bench::workload::{Case, Workload};

const MILLISECOND: Duration = Duration::from_millis(1);

/// Each by its own clock and, if it has one, its own `block_on`.
pub fn workload() -> Workload {
    Workload {
        title: "a sleep of 1,000 µs",
        unit: crate::MICROSECONDS,
        children: 1,
        longhand: |stage| {
            stage.play(|rounds| {
                longhand::block_on(async {
                    for _ in 0..rounds {
                        let start = Instant::now();
                        time::sleep(MILLISECOND).await;
                        assert!(start.elapsed() >= MILLISECOND, "it is never early");
                    }
                });
            })
        },
        shorthand: |stage| {
            stage.play(|rounds| {
                shorthand::block_on(async {
                    for _ in 0..rounds {
                        shorthand::sleep(MILLISECOND).await;
                    }
                });
            })
        },
        peers: vec![
            Case::new("smol", |stage| {
                stage.play(|rounds| {
                    smol::block_on(async {
                        for _ in 0..rounds {
                            smol::Timer::after(MILLISECOND).await;
                        }
                    });
                })
            }),
            Case::new("tokio", |stage| {
                let runtime = tokio();
                stage.play(|rounds| {
                    runtime.block_on(async {
                        for _ in 0..rounds {
                            tokio::time::sleep(MILLISECOND).await;
                        }
                    });
                })
            }),
            Case::new("embassy-time", |stage| {
                stage.play(|rounds| {
                    futures_executor::block_on(async {
                        for _ in 0..rounds {
                            embassy_time::Timer::after_millis(1).await;
                        }
                    });
                })
            }),
        ],
        floor: None,
    }
}
