//! One future on this thread.

use std::hint::black_box;

use longhand_bench::executors::tokio;
use longhand_bench::stage::Stage;
use longhand_bench::workload::{Case, Workload};

/// A case of one spelling of `block_on`, round by round.
macro_rules! case {
    ($block_on:expr, $future:expr) => {
        |stage: &Stage| {
            stage.play(|rounds| {
                for round in 0..rounds {
                    black_box($block_on($future(round)));
                }
            })
        }
    };
}

/// All of them, with one future.
macro_rules! workload {
    ($title:literal, $future:expr) => {
        Workload {
            title: $title,
            unit: "instructions each",
            children: 1,
            longhand: case!(longhand::block_on, $future),
            shorthand: case!(longhand::shorthand::block_on, $future),
            peers: vec![
                Case::new("pollster", case!(pollster::block_on, $future)),
                Case::new(
                    "futures-lite",
                    case!(futures_lite::future::block_on, $future),
                ),
                Case::new(
                    "futures-executor",
                    case!(futures_executor::block_on, $future),
                ),
                Case::new("smol", case!(smol::block_on, $future)),
                Case::new("tokio", |stage| {
                    let runtime = tokio();
                    case!(|future| runtime.block_on(future), $future)(stage)
                }),
            ],
            floor: None,
        }
    };
}

/// One that has its answer already.
pub fn ready() -> Workload {
    workload!("block_on, ready at once", std::future::ready)
}

/// One that wakes itself once.
pub fn yielding() -> Workload {
    workload!("block_on, woken once", |_| longhand::yield_now())
}
