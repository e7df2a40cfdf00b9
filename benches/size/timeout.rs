//! An answer in time, or none.

use std::future::Future;
use std::time::Duration;

use embassy_futures::select;
use longhand::shorthand;
use longhand::time::Sleep;
use longhand_bench::children::{Bytes, bytes, kibibyte};
use longhand_bench::limit;
use longhand_bench::peer::Peer::*;
use longhand_bench::size::{Row, Section, of};

use longhand_bench::promise::{NICHE, NO_STATE};

pub fn section() -> Section {
    Section {
        title: "timeout",
        rows: vec![
            movable("8 bytes in the time of 8 bytes", bytes::<8, ()>),
            movable("1024 in the time of 8", bytes::<1024, ()>),
            row("`async` 1 KiB in the time of 8", kibibyte),
            row_with_a_clock("8 in a second", bytes::<8, ()>),
            row_with_a_clock("1024 in a second", bytes::<1024, ()>),
        ],
    }
}

/// futures-util offers a select of `Unpin` children alone.
fn movable<F: Future + Unpin>(what: &'static str, future: impl Fn() -> F + Copy) -> Row {
    let select = of(|| futures_util::future::select(future(), bytes::<8, ()>()));
    row(what, future).lesser(FuturesUtil, NICHE, select)
}

/// With another future as the limit: where there is no timeout, it is a select.
fn row<F: Future>(what: &'static str, future: impl Fn() -> F + Copy) -> Row {
    let limit = bytes::<8, ()>;
    let longhand = of(|| longhand::timeout(limit(), future()));
    let tokio = of(|| async move {
        tokio::select! { answer = future() => Some(answer), () = limit() => None }
    });
    Row::new(what, limit::contest::<F, Bytes<8>>(), longhand)
        .peer(Shorthand, of(|| shorthand::timeout(limit(), future())))
        .peer(Tokio, tokio)
        .lesser(Embassy, NO_STATE, of(|| select::select(future(), limit())))
}

/// With a timer of one's own.
fn row_with_a_clock<F: Future>(what: &'static str, future: impl Fn() -> F + Copy) -> Row {
    const SECOND: Duration = Duration::from_secs(1);
    let longhand = of(|| longhand::timeout(longhand::time::sleep(SECOND), future()));
    let shorthand = of(|| shorthand::timeout(shorthand::sleep(SECOND), future()));
    Row::new(what, limit::contest::<F, Sleep>(), longhand)
        .peer(Shorthand, shorthand)
        .peer(Tokio, of(|| tokio::time::timeout(SECOND, future())))
}
