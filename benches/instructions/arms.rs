//! The select loop: one event after another, until all children have answered.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::pin::pin;

use futures_concurrency::prelude::*;
use futures_util::StreamExt as _;
use futures_util::stream::{self, Stream};
use longhand::{once, shorthand};
use longhand_bench::promise::{MERGED, PINNED_OUTSIDE};
use longhand_bench::workload::{Case, Workload};

/// A loop over what `next` of the arms gives.
macro_rules! events {
    ($children:expr) => {{
        let mut arms = pin!(longhand::arms($children));
        while let Some(event) = arms.as_mut().next().await {
            black_box(event);
        }
    }};
}

/// The same as an `async fn`.
macro_rules! events_in_shorthand {
    ($children:expr) => {
        shorthand::arms($children, async |event| {
            black_box(event);
            ControlFlow::<()>::Continue(())
        })
    };
}

pub fn of_two() -> Workload {
    Workload {
        title: "arms of two",
        unit: "instructions per child",
        children: 2,
        longhand: |stage| stage.join(|[a, b]| async { events!((once(a), once(b))) }),
        shorthand: |stage| stage.join(|[a, b]| events_in_shorthand!((once(a), once(b)))),
        peers: vec![
            Case::lesser("tokio select! loop", PINNED_OUTSIDE, |stage| {
                stage.join(|[a, b]| async move {
                    let (mut a, mut b) = (pin!(a), pin!(b));
                    let (mut a_waits, mut b_waits) = (true, true);
                    loop {
                        tokio::select! {
                            event = &mut a, if a_waits => {
                                a_waits = false;
                                black_box(event);
                            }
                            event = &mut b, if b_waits => {
                                b_waits = false;
                                black_box(event);
                            }
                            else => break,
                        }
                    }
                })
            }),
            Case::lesser("futures-util select_next_some", PINNED_OUTSIDE, |stage| {
                stage.join(|[a, b]| async move {
                    let (mut a, mut b) = (pin!(stream::once(a)), pin!(stream::once(b)));
                    loop {
                        futures_util::select! {
                            event = a.select_next_some() => { black_box(event); }
                            event = b.select_next_some() => { black_box(event); }
                            complete => break,
                        }
                    }
                })
            }),
            Case::lesser("futures-util stream::select", MERGED, |stage| {
                stage.join(|[a, b]| all(stream::select(stream::once(a), stream::once(b))))
            }),
            Case::lesser("futures-concurrency merge", MERGED, |stage| {
                stage.join(|[a, b]| all((stream::once(a), stream::once(b)).merge()))
            }),
        ],
        floor: Some(|stage| stage.join_floor::<2>()),
    }
}

/// An array.
pub fn of_eight() -> Workload {
    Workload {
        title: "arms of eight",
        unit: "instructions per child",
        children: 8,
        longhand: |stage| stage.join::<8, _>(|children| async { events!(children.map(once)) }),
        shorthand: |stage| stage.join::<8, _>(|children| events_in_shorthand!(children.map(once))),
        peers: vec![
            Case::lesser("futures-util select_all", MERGED, |stage| {
                stage.join::<8, _>(|children| {
                    let streams = children.map(|child| Box::pin(stream::once(child)));
                    all(stream::select_all(streams))
                })
            }),
            Case::lesser("futures-concurrency merge", MERGED, |stage| {
                stage.join::<8, _>(|children| all(children.map(stream::once).merge()))
            }),
        ],
        floor: Some(|stage| stage.join_floor::<8>()),
    }
}

/// A loop over what a stream gives.
async fn all(stream: impl Stream<Item = u64>) {
    let mut stream = pin!(stream);
    while let Some(event) = stream.next().await {
        black_box(event);
    }
}
