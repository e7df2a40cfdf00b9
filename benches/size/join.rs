//! All answers of two.

use std::future::{Future, ready};

use embassy_futures::join;
use futures_concurrency::prelude::*;
use futures_util::future;
use longhand_bench::children::{boxed, bytes, kibibyte, waiting, words};
use longhand_bench::limit;
use longhand_bench::peer::Peer::*;
use longhand_bench::size::{Row, Section, of};

use longhand_bench::promise::NICHE;

pub fn section() -> Section {
    Section {
        title: "join",
        rows: vec![
            twice("2 × 0 bytes", bytes::<0, ()>),
            twice("2 × 1", bytes::<1, ()>),
            twice("2 × 8", bytes::<8, ()>),
            twice("2 × 24", bytes::<24, ()>),
            twice("2 × 1024", bytes::<1024, ()>),
            twice("2 × 24 -> 8", bytes::<24, [u8; 8]>),
            twice("2 × 24 -> 24", bytes::<24, [u8; 24]>),
            twice("2 × 8 -> 256", bytes::<8, [u8; 256]>),
            row("8 -> 256 and 8", bytes::<8, [u8; 256]>, bytes::<8, ()>),
            row("8 and 8 -> 256", bytes::<8, ()>, bytes::<8, [u8; 256]>),
            twice("2 × `async` 1 KiB", kibibyte),
            twice("2 × `async` with a `Box`", boxed),
            row("2 × `ready(u64)`", || ready(1u64), || ready(2u64)),
            row("2 words and `async`", words::<2, ()>, waiting),
            row("`async` and 2 words", waiting, words::<2, ()>).over(PADDED),
            twice("2 × 1 -> word", bytes::<1, u64>).over(PADDED),
        ],
    }
}

const PADDED: &str = "The first child lies at byte 0, whatever comes second: behind a child of odd \
                      size, what is aligned leaves a gap.";

fn twice<F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    row(what, child, child)
}

fn row<A: Future, B: Future>(
    what: &'static str,
    a: impl Fn() -> A + Copy,
    b: impl Fn() -> B + Copy,
) -> Row {
    let longhand = of(|| longhand::join((a(), b())));
    Row::new(what, limit::join::<A, B>(), longhand)
        .peer(Shorthand, of(|| longhand::shorthand::join((a(), b()))))
        .lesser(FuturesUtil, NICHE, of(|| future::join(a(), b())))
        .peer(FuturesLite, of(|| futures_lite::future::zip(a(), b())))
        .peer(FuturesConcurrency, of(|| (a(), b()).join()))
        .peer(Tokio, of(|| async move { tokio::join!(a(), b()) }))
        .lesser(Embassy, NICHE, of(|| join::join(a(), b())))
}
