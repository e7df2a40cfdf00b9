//! All answers of some children.

use embassy_futures::join as embassy;
use futures_concurrency::prelude::*;
use futures_util::future;
use futures_util::stream::{FuturesUnordered, StreamExt};
use longhand::shorthand;
use longhand_bench::promise::{
    ANSWERS_AGAIN, EMPTY_AGAIN, NICHE, NO_ORDER, OWN_WAKERS, PENDING_AGAIN, WAKERS_AT_ONCE,
};
use longhand_bench::workload::{Case, Workload};

pub fn of_two() -> Workload {
    Workload {
        title: "join of two",
        unit: "instructions per child",
        children: 2,
        longhand: |stage| stage.join(|[a, b]| longhand::join((a, b))),
        shorthand: |stage| stage.join(|[a, b]| shorthand::join((a, b))),
        peers: vec![
            Case::lesser("futures-util join", NICHE, |stage| {
                stage.join(|[a, b]| future::join(a, b))
            }),
            Case::lesser("futures-util join!", NICHE, |stage| {
                stage.join(|[a, b]| async move { futures_util::join!(a, b) })
            }),
            Case::lesser("futures-lite zip", PENDING_AGAIN, |stage| {
                stage.join(|[a, b]| futures_lite::future::zip(a, b))
            }),
            Case::lesser("futures-concurrency join", OWN_WAKERS, |stage| {
                stage.join(|[a, b]| (a, b).join())
            }),
            Case::new("tokio join!", |stage| {
                stage.join(|[a, b]| async move { tokio::join!(a, b) })
            }),
            Case::new("tokio join!, biased", |stage| {
                stage.join(|[a, b]| async move { tokio::join!(biased; a, b) })
            }),
            Case::lesser("embassy-futures join", NICHE, |stage| {
                stage.join(|[a, b]| embassy::join(a, b))
            }),
        ],
        floor: Some(|stage| stage.join_floor::<2>()),
    }
}

/// A tuple.
pub fn of_three() -> Workload {
    Workload {
        title: "join of three",
        unit: "instructions per child",
        children: 3,
        longhand: |stage| stage.join(|[a, b, c]| longhand::join((a, b, c))),
        shorthand: |stage| stage.join(|[a, b, c]| shorthand::join((a, b, c))),
        peers: vec![
            Case::lesser("futures-util join3", NICHE, |stage| {
                stage.join(|[a, b, c]| future::join3(a, b, c))
            }),
            Case::lesser("futures-util join!", NICHE, |stage| {
                stage.join(|[a, b, c]| async move { futures_util::join!(a, b, c) })
            }),
            Case::lesser("futures-concurrency join", OWN_WAKERS, |stage| {
                stage.join(|[a, b, c]| (a, b, c).join())
            }),
            Case::new("tokio join!", |stage| {
                stage.join(|[a, b, c]| async move { tokio::join!(a, b, c) })
            }),
            Case::new("tokio join!, biased", |stage| {
                stage.join(|[a, b, c]| async move { tokio::join!(biased; a, b, c) })
            }),
            Case::lesser("embassy-futures join3", NICHE, |stage| {
                stage.join(|[a, b, c]| embassy::join3(a, b, c))
            }),
        ],
        floor: Some(|stage| stage.join_floor::<3>()),
    }
}

/// An array.
pub fn of_eight() -> Workload {
    Workload {
        title: "join of eight",
        unit: "instructions per child",
        children: 8,
        longhand: |stage| stage.join::<8, _>(longhand::join),
        shorthand: |stage| stage.join::<8, _>(shorthand::join),
        peers: vec![
            Case::lesser("futures-util join_all", EMPTY_AGAIN, |stage| {
                stage.join::<8, _>(future::join_all)
            }),
            Case::lesser("futures-util join!", NICHE, |stage| {
                stage.join(|[a, b, c, d, e, f, g, h]| async move {
                    futures_util::join!(a, b, c, d, e, f, g, h)
                })
            }),
            Case::lesser("futures-concurrency join", OWN_WAKERS, |stage| {
                stage.join::<8, _>(|children| children.join())
            }),
            Case::new("tokio join!", |stage| {
                stage.join(|[a, b, c, d, e, f, g, h]| async move {
                    tokio::join!(a, b, c, d, e, f, g, h)
                })
            }),
            Case::new("tokio join!, biased", |stage| {
                stage.join(|[a, b, c, d, e, f, g, h]| async move {
                    tokio::join!(biased; a, b, c, d, e, f, g, h)
                })
            }),
            Case::lesser("embassy-futures join_array", NICHE, |stage| {
                stage.join::<8, _>(embassy::join_array)
            }),
        ],
        floor: Some(|stage| stage.join_floor::<8>()),
    }
}

/// So many that only who woke is polled.
pub fn of_a_vec<const N: usize>(title: &'static str) -> Workload {
    Workload {
        title,
        unit: "instructions per child",
        children: N,
        longhand: |stage| stage.join::<N, _>(|children| longhand::join(Vec::from(children))),
        shorthand: |stage| stage.join::<N, _>(|children| shorthand::join(Vec::from(children))),
        peers: vec![
            Case::lesser("futures-buffered join_all", ANSWERS_AGAIN, |stage| {
                stage.join::<N, _>(|children| futures_buffered::join_all(Vec::from(children)))
            }),
            Case::lesser("futures-util join_all", ANSWERS_AGAIN, |stage| {
                stage.join::<N, _>(|children| future::join_all(Vec::from(children)))
            }),
            Case::lesser("futures-util FuturesUnordered", NO_ORDER, |stage| {
                stage.join::<N, _>(|children| {
                    FuturesUnordered::from_iter(children).collect::<Vec<_>>()
                })
            }),
            Case::lesser("futures-concurrency join", WAKERS_AT_ONCE, |stage| {
                stage.join::<N, _>(|children| Vec::from(children).join())
            }),
            Case::lesser("embassy-futures join_array", NICHE, |stage| {
                stage.join::<N, _>(embassy::join_array)
            }),
        ],
        floor: Some(|stage| stage.join_floor::<N>()),
    }
}
