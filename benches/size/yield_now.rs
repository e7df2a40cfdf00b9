//! Once round the run queue.

use longhand_bench::peer::Peer::*;
use longhand_bench::size::{Row, Section, of};

pub fn section() -> Section {
    let row = Row::new("alone", 1, of(longhand::yield_now))
        .peer(Shorthand, of(longhand::shorthand::yield_now))
        .peer(FuturesLite, of(futures_lite::future::yield_now))
        .peer(Tokio, of(tokio::task::yield_now))
        .peer(Embassy, of(embassy_futures::yield_now));
    Section {
        title: "yield_now",
        rows: vec![row],
    }
}
