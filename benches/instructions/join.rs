//! Both answers of two children.

use futures_concurrency::prelude::*;
use longhand_bench::workload::{Case, Workload};

pub fn workload() -> Workload {
    Workload {
        title: "join of two",
        children: 2,
        longhand: |stage| stage.join(|a, b| longhand::join((a, b))),
        shorthand: |stage| stage.join(|a, b| longhand::shorthand::join((a, b))),
        peers: vec![
            Case::new("futures-util join", |stage| {
                stage.join(futures_util::future::join)
            }),
            Case::new("futures-util join!", |stage| {
                stage.join(|a, b| async move { futures_util::join!(a, b) })
            }),
            Case::new("futures-lite zip", |stage| {
                stage.join(futures_lite::future::zip)
            }),
            Case::new("futures-concurrency join", |stage| {
                stage.join(|a, b| (a, b).join())
            }),
            Case::new("tokio join!", |stage| {
                stage.join(|a, b| async move { tokio::join!(a, b) })
            }),
            Case::new("tokio join!, biased", |stage| {
                stage.join(|a, b| async move { tokio::join!(biased; a, b) })
            }),
            Case::new("embassy-futures join", |stage| {
                stage.join(embassy_futures::join::join)
            }),
        ],
        floor: Some(|stage| stage.join_floor()),
    }
}
