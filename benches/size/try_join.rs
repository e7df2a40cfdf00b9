//! All values of two, or the first error.

use std::future::Future;

use futures_concurrency::prelude::*;
use futures_lite::future::try_zip;
use futures_util::future;
use longhand::shorthand;
use longhand_bench::children::bytes;
use longhand_bench::limit;
use longhand_bench::peer::Peer::*;
use longhand_bench::size::{Row, Section, of};

use longhand_bench::promise::NICHE;

/// An answer of `N` bytes, or an error of one.
type Answer<const N: usize> = Result<[u8; N], u8>;

pub fn section() -> Section {
    Section {
        title: "try_join",
        rows: vec![
            row("2 × 0", bytes::<0, Answer<0>>),
            row("2 × 8", bytes::<8, Answer<0>>),
            row("2 × 8 -> 8", bytes::<8, Answer<8>>),
            row("2 × 8 -> 256", bytes::<8, Answer<256>>),
            row("2 × 1024", bytes::<1024, Answer<0>>),
        ],
    }
}

/// Two of the same kind: what longhand does with the others, `join` shows.
fn row<T, F>(what: &'static str, child: impl Fn() -> F + Copy) -> Row
where
    F: Future<Output = Result<T, u8>>,
{
    let longhand = of(|| longhand::try_join((child(), child())));
    Row::new(what, limit::pair::<F, T, F, T>(), longhand)
        .peer(Shorthand, of(|| shorthand::try_join((child(), child()))))
        .lesser(
            FuturesUtil,
            NICHE,
            of(|| future::try_join(child(), child())),
        )
        .peer(FuturesLite, of(|| try_zip(child(), child())))
        .peer(FuturesConcurrency, of(|| (child(), child()).try_join()))
        .peer(
            Tokio,
            of(|| async move { tokio::try_join!(child(), child()) }),
        )
}
