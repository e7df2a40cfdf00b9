//! All values of two, of three, of an array, or the first error.

use std::future::Future;

use futures_concurrency::prelude::*;
use futures_lite::future::try_zip;
use futures_util::future;
use longhand::shorthand;
use longhand_bench::children::bytes;
use longhand_bench::limit::{self, Place};
use longhand_bench::peer::Peer::*;
use longhand_bench::size::{Row, Section, of};

use longhand_bench::promise::{EMPTY_AGAIN, NICHE};

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

pub fn of_many() -> Section {
    Section {
        title: "try_join of many",
        rows: vec![
            three("3 × 8 bytes", bytes::<8, Answer<0>>),
            three("3 × 8 -> 8", bytes::<8, Answer<8>>),
            three("3 × 8 -> 256", bytes::<8, Answer<256>>),
            array::<8, _, _>("array of 8 × 8", bytes::<8, Answer<0>>),
            array::<8, _, _>("array of 8 × 8 -> 256", bytes::<8, Answer<256>>),
            array::<32, _, _>("array of 32 × 8 -> 8", bytes::<8, Answer<8>>),
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

fn three<T, F>(what: &'static str, c: impl Fn() -> F + Copy) -> Row
where
    F: Future<Output = Result<T, u8>>,
{
    let limit = limit::keeping(&[Place::kept::<F, T>(); 3]);
    Row::new(what, limit, of(|| longhand::try_join((c(), c(), c()))))
        .peer(Shorthand, of(|| shorthand::try_join((c(), c(), c()))))
        .lesser(FuturesUtil, NICHE, of(|| future::try_join3(c(), c(), c())))
        .peer(FuturesConcurrency, of(|| (c(), c(), c()).try_join()))
        .peer(Tokio, of(|| async move { tokio::try_join!(c(), c(), c()) }))
}

fn array<const N: usize, T, F>(what: &'static str, child: impl Fn() -> F + Copy) -> Row
where
    F: Future<Output = Result<T, u8>>,
    [F; N]: longhand::try_join::TryJoinable,
{
    let children = move || [(); N].map(|()| child());
    let limit = limit::keeping(&[Place::kept::<F, T>(); N]);
    Row::new(what, limit, of(|| longhand::try_join(children())))
        .peer(Shorthand, of(|| shorthand::try_join(children())))
        .lesser(
            FuturesUtil,
            EMPTY_AGAIN,
            of(|| future::try_join_all(children())),
        )
        .peer(FuturesConcurrency, of(|| children().try_join()))
}
