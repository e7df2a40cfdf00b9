//! The first answer of two children.

use futures_concurrency::prelude::*;
use futures_util::FutureExt;
use longhand_bench::promise::{HANDED_BACK, LATE, NO_STATE};
use longhand_bench::workload::{Case, Workload};

pub fn workload() -> Workload {
    Workload {
        title: "select of two",
        children: 2,
        longhand: |stage| stage.select(|a, b| longhand::select((a, b))),
        shorthand: |stage| stage.select(|a, b| longhand::shorthand::select((a, b))),
        peers: vec![
            Case::lesser("futures-util select", HANDED_BACK, |stage| {
                stage.select(futures_util::future::select)
            }),
            Case::new("futures-util select!", |stage| {
                stage.select(|a, b| async move {
                    let (mut a, mut b) = (a.fuse(), b.fuse());
                    futures_util::select! { answer = a => answer, answer = b => answer }
                })
            }),
            Case::new("futures-util select_biased!", |stage| {
                stage.select(|a, b| async move {
                    let (mut a, mut b) = (a.fuse(), b.fuse());
                    futures_util::select_biased! { answer = a => answer, answer = b => answer }
                })
            }),
            Case::lesser("futures-lite or", NO_STATE, |stage| {
                stage.select(futures_lite::future::or)
            }),
            Case::lesser("futures-concurrency race", LATE, |stage| {
                stage.select(|a, b| (a, b).race())
            }),
            Case::new("tokio select!", |stage| {
                stage.select(|a, b| async move {
                    tokio::select! { answer = a => answer, answer = b => answer }
                })
            }),
            Case::new("tokio select!, biased", |stage| {
                stage.select(|a, b| async move {
                    tokio::select! { biased; answer = a => answer, answer = b => answer }
                })
            }),
            Case::lesser("embassy-futures select", NO_STATE, |stage| {
                stage.select(embassy_futures::select::select)
            }),
        ],
        floor: Some(|stage| stage.select_floor()),
    }
}
