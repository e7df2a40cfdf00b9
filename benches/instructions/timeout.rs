//! A child that has its answer at once, under a limit.

use std::time::Duration;

use longhand::shorthand;
use longhand::time::sleep;
use longhand_bench::executors::tokio;
use longhand_bench::promise::{HANDED_BACK, NO_STATE, STAYS};
use longhand_bench::workload::{Case, Workload};

/// With another child as the limit: where there is no timeout, it is a select.
pub fn workload() -> Workload {
    Workload {
        title: "timeout, ready at once",
        unit: "instructions per child",
        children: 1,
        longhand: |stage| stage.timeout(longhand::timeout),
        shorthand: |stage| stage.timeout(shorthand::timeout),
        peers: vec![
            Case::lesser("futures-util select", HANDED_BACK, |stage| {
                stage.timeout(|limit, child| futures_util::future::select(child, limit))
            }),
            Case::new("tokio select!, biased", |stage| {
                stage.timeout(|limit, child| async move {
                    tokio::select! { biased; answer = child => Some(answer), () = limit => None }
                })
            }),
            Case::lesser("embassy-futures select", NO_STATE, |stage| {
                stage.timeout(|limit, child| embassy_futures::select::select(child, limit))
            }),
        ],
        floor: Some(|stage| stage.timeout_floor()),
    }
}

/// With a timer of one's own.
pub fn workload_with_a_clock() -> Workload {
    const LATER: Duration = Duration::from_secs(60);
    Workload {
        title: "timeout of a minute, ready at once",
        unit: "instructions per child",
        children: 1,
        longhand: |stage| stage.timeout(|_, child| longhand::timeout(sleep(LATER), child)),
        shorthand: |stage| {
            stage.timeout(|_, child| shorthand::timeout(shorthand::sleep(LATER), child))
        },
        peers: vec![
            Case::new("smol", |stage| {
                stage.timeout(|_, child| {
                    let limit = async {
                        smol::Timer::after(LATER).await;
                        None
                    };
                    futures_lite::future::or(async { Some(child.await) }, limit)
                })
            }),
            Case::new("tokio timeout", |stage| {
                let runtime = tokio();
                let _inside = runtime.enter();
                stage.timeout(|_, child| tokio::time::timeout(LATER, child));
            }),
            Case::lesser("embassy-time with_timeout", STAYS, |stage| {
                let later = embassy_time::Duration::from_secs(60);
                stage.timeout(|_, child| embassy_time::with_timeout(later, child));
            }),
        ],
        floor: Some(|stage| stage.timeout_floor()),
    }
}
