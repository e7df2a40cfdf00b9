//! Once round the run queue.

use longhand_bench::workload::{Case, Workload};

pub fn workload() -> Workload {
    Workload {
        title: "yield_now",
        unit: "instructions per child",
        children: 1,
        longhand: |stage| stage.yield_now(longhand::yield_now),
        shorthand: |stage| stage.yield_now(longhand::shorthand::yield_now),
        peers: vec![
            Case::new("futures-lite", |stage| {
                stage.yield_now(futures_lite::future::yield_now)
            }),
            Case::new("tokio", |stage| stage.yield_now(tokio::task::yield_now)),
            Case::new("embassy-futures", |stage| {
                stage.yield_now(embassy_futures::yield_now)
            }),
        ],
        floor: None,
    }
}
