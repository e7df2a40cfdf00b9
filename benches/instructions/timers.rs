//! Timers that all run at one time: each is boxed and begun, and all are dropped before their time.

use std::future::{Future, poll_fn};
use std::task::{Context, Poll};
use std::time::Duration;

use longhand::shorthand;
use longhand_bench::executors::tokio;
use longhand_bench::stage::{STRIDE, rounds};
use longhand_bench::workload::{Case, Workload};

/// Whoever blocks on a future, and the sleeps that it drives.
macro_rules! play {
    ($block_on:expr, $sleep:expr) => {
        |stage| {
            stage.play(|most| {
                $block_on(poll_fn(|cx| {
                    for _ in 0..rounds(most, N) {
                        begin::<N, _>(cx, $sleep);
                    }
                    Poll::Ready(())
                }))
            })
        }
    };
}

pub fn of<const N: usize>(title: &'static str) -> Workload {
    Workload {
        title,
        unit: "instructions each",
        children: N,
        longhand: play!(longhand::block_on, longhand::time::sleep),
        shorthand: play!(shorthand::block_on, shorthand::sleep),
        peers: vec![
            Case::new("smol", play!(smol::block_on, smol::Timer::after)),
            Case::new(
                "tokio",
                play!(|main| tokio().block_on(main), tokio::time::sleep),
            ),
        ],
        floor: None,
    }
}

/// Begins as many, a millisecond apart and in no order of their ends, and drops them.
fn begin<const N: usize, S: Future>(cx: &mut Context<'_>, sleep: impl Fn(Duration) -> S) {
    let ends = (0..N).map(|number| 60_000 + (number * STRIDE % N) as u64);
    let begun = ends.map(|end| {
        let mut sleep = Box::pin(sleep(Duration::from_millis(end)));
        assert!(sleep.as_mut().poll(cx).is_pending(), "a minute is long");
        sleep
    });
    drop(begun.collect::<Vec<_>>());
}
