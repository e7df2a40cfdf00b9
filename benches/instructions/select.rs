//! The first answer of some children.

use embassy_futures::select as embassy;
use futures_concurrency::prelude::*;
use futures_util::{FutureExt, future};
use longhand::shorthand;
use longhand_bench::promise::{HANDED_BACK, HANDED_BACK_ON_THE_HEAP, LATE, NICHE, NO_STATE};
use longhand_bench::workload::{Case, Workload};

/// A macro's select of the children that have these names, each fused first if it asks for that.
macro_rules! first_of {
    (tokio $($biased:ident)?: $($child:ident)+) => {
        |[$($child),+]| async move {
            tokio::select! { $($biased;)? $(answer = $child => answer),+ }
        }
    };
    (futures_util $select:ident: $($child:ident)+) => {
        |[$($child),+]| async move {
            $(let mut $child = $child.fuse();)+
            futures_util::$select! { $(answer = $child => answer),+ }
        }
    };
}

pub fn of_two() -> Workload {
    Workload {
        title: "select of two",
        unit: "instructions per child",
        children: 2,
        longhand: |stage| stage.select(|[a, b]| longhand::select((a, b))),
        shorthand: |stage| stage.select(|[a, b]| shorthand::select((a, b))),
        peers: vec![
            Case::lesser("futures-util select", HANDED_BACK, |stage| {
                stage.select(|[a, b]| future::select(a, b))
            }),
            Case::lesser("futures-util select!", NICHE, |stage| {
                stage.select(first_of!(futures_util select: a b))
            }),
            Case::lesser("futures-util select_biased!", NICHE, |stage| {
                stage.select(first_of!(futures_util select_biased: a b))
            }),
            Case::lesser("futures-lite or", NO_STATE, |stage| {
                stage.select(|[a, b]| futures_lite::future::or(a, b))
            }),
            Case::lesser("futures-concurrency race", LATE, |stage| {
                stage.select(|[a, b]| (a, b).race())
            }),
            Case::new("tokio select!", |stage| stage.select(first_of!(tokio: a b))),
            Case::new("tokio select!, biased", |stage| {
                stage.select(first_of!(tokio biased: a b))
            }),
            Case::lesser("embassy-futures select", NO_STATE, |stage| {
                stage.select(|[a, b]| embassy::select(a, b))
            }),
        ],
        floor: Some(|stage| stage.select_floor::<2>()),
    }
}

/// A tuple.
pub fn of_three() -> Workload {
    Workload {
        title: "select of three",
        unit: "instructions per child",
        children: 3,
        longhand: |stage| stage.select(|[a, b, c]| longhand::select((a, b, c))),
        shorthand: |stage| stage.select(|[a, b, c]| shorthand::select((a, b, c))),
        peers: vec![
            Case::lesser("futures-util select!", NICHE, |stage| {
                stage.select(first_of!(futures_util select: a b c))
            }),
            Case::lesser("futures-util select_biased!", NICHE, |stage| {
                stage.select(first_of!(futures_util select_biased: a b c))
            }),
            Case::lesser("futures-concurrency race", LATE, |stage| {
                stage.select(|[a, b, c]| (a, b, c).race())
            }),
            Case::new("tokio select!", |stage| {
                stage.select(first_of!(tokio: a b c))
            }),
            Case::new("tokio select!, biased", |stage| {
                stage.select(first_of!(tokio biased: a b c))
            }),
            Case::lesser("embassy-futures select3", NO_STATE, |stage| {
                stage.select(|[a, b, c]| embassy::select3(a, b, c))
            }),
        ],
        floor: Some(|stage| stage.select_floor::<3>()),
    }
}

pub fn of_eight() -> Workload {
    let mut workload = of_an_array::<8>("select of eight");
    workload.peers.extend([
        Case::lesser("futures-util select!", NICHE, |stage| {
            stage.select(first_of!(futures_util select: a b c d e f g h))
        }),
        Case::lesser("futures-util select_biased!", NICHE, |stage| {
            stage.select(first_of!(futures_util select_biased: a b c d e f g h))
        }),
        Case::new("tokio select!", |stage| {
            stage.select(first_of!(tokio: a b c d e f g h))
        }),
        Case::new("tokio select!, biased", |stage| {
            stage.select(first_of!(tokio biased: a b c d e f g h))
        }),
    ]);
    workload
}

/// So many that nobody writes them out.
pub fn of_32() -> Workload {
    of_an_array::<32>("select of 32")
}

/// So many that waiting for them is all there is.
pub fn of_1000() -> Workload {
    of_an_array::<1_000>("select of 1,000")
}

pub fn of_an_array<const N: usize>(title: &'static str) -> Workload {
    Workload {
        title,
        unit: "instructions per child",
        children: N,
        longhand: |stage| stage.select::<N, _>(longhand::select),
        shorthand: |stage| stage.select::<N, _>(shorthand::select),
        peers: vec![
            Case::lesser(
                "futures-util select_all",
                HANDED_BACK_ON_THE_HEAP,
                |stage| stage.select::<N, _>(future::select_all),
            ),
            Case::lesser("futures-concurrency race", LATE, |stage| {
                stage.select::<N, _>(|children| children.race())
            }),
            Case::lesser("embassy-futures select_array", NO_STATE, |stage| {
                stage.select::<N, _>(embassy::select_array)
            }),
        ],
        floor: Some(|stage| stage.select_floor::<N>()),
    }
}
