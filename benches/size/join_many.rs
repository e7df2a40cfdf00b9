//! All answers of three, of eight, of an array.

use std::future::{Future, ready};

use embassy_futures::join;
use futures_concurrency::prelude::*;
use futures_util::future;
use longhand::shorthand;
use longhand_bench::children::{boxed, bytes, kibibyte, waiting, words};
use longhand_bench::limit::{Place, keeping};
use longhand_bench::peer::Peer::*;
use longhand_bench::promise::{A_TAG_EACH, EMPTY_AGAIN, NICHE};
use longhand_bench::size::{Row, Section, of};

pub fn sections() -> [Section; 3] {
    [of_three(), of_eight(), of_an_array()]
}

const GAPS: &str = "A place for a child or its answer is as aligned as the more aligned of the two: \
                    what is odd in size leaves a gap in each.";

fn of_three() -> Section {
    Section {
        title: "join of three",
        rows: vec![
            thrice("3 × 0 bytes", bytes::<0, ()>),
            thrice("3 × 1", bytes::<1, ()>),
            thrice("3 × 8", bytes::<8, ()>),
            thrice("3 × 24", bytes::<24, ()>),
            thrice("3 × 1024", bytes::<1024, ()>),
            thrice("3 × 24 -> 8", bytes::<24, [u8; 8]>),
            thrice("3 × 24 -> 24", bytes::<24, [u8; 24]>),
            thrice("3 × 8 -> 256", bytes::<8, [u8; 256]>),
            three(
                "8 -> 256, 8 and 1024",
                bytes::<8, [u8; 256]>,
                bytes::<8, ()>,
                bytes::<1024, ()>,
            ),
            thrice("3 × `async` 1 KiB", kibibyte),
            thrice("3 × `async` with a `Box`", boxed),
            thrice("3 × `ready(u64)`", || ready(1u64)),
            three(
                "`async`, 2 words, `async`",
                waiting,
                words::<2, ()>,
                waiting,
            ),
            thrice("3 × 9 -> word", bytes::<9, u64>)
                .because(A_TAG_EACH)
                .over(GAPS),
        ],
    }
}

fn of_eight() -> Section {
    Section {
        title: "join of eight",
        rows: vec![
            eight("8 × 0 bytes", bytes::<0, ()>),
            eight("8 × 1", bytes::<1, ()>),
            eight("8 × 24", bytes::<24, ()>),
            eight("8 × 24 -> 8", bytes::<24, [u8; 8]>),
            eight("8 × 8 -> 256", bytes::<8, [u8; 256]>),
            eight("8 × `async` 1 KiB", kibibyte),
        ],
    }
}

fn of_an_array() -> Section {
    Section {
        title: "join of an array",
        rows: vec![
            array::<2, _>("2 × 8 bytes", bytes::<8, ()>),
            array::<2, _>("2 × 8 -> 256", bytes::<8, [u8; 256]>),
            array::<8, _>("8 × 0", bytes::<0, ()>),
            array::<8, _>("8 × 24", bytes::<24, ()>),
            array::<8, _>("8 × 24 -> 8", bytes::<24, [u8; 8]>),
            array::<8, _>("8 × 8 -> 256", bytes::<8, [u8; 256]>),
            array::<8, _>("8 × `async` 1 KiB", kibibyte),
            array::<32, _>("32 × 1", bytes::<1, ()>),
            array::<32, _>("32 × 24 -> 24", bytes::<24, [u8; 24]>),
            array::<32, _>("32 × 1024", bytes::<1024, ()>),
            array::<32, _>("32 × `async` with a `Box`", boxed),
        ],
    }
}

fn thrice<F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    three(what, child, child, child)
}

fn three<A: Future, B: Future, C: Future>(
    what: &'static str,
    a: impl Fn() -> A + Copy,
    b: impl Fn() -> B + Copy,
    c: impl Fn() -> C + Copy,
) -> Row {
    let limit = keeping(&[
        Place::kept::<A, A::Output>(),
        Place::kept::<B, B::Output>(),
        Place::kept::<C, C::Output>(),
    ]);
    Row::new(what, limit, of(|| longhand::join((a(), b(), c()))))
        .peer(Shorthand, of(|| shorthand::join((a(), b(), c()))))
        .lesser(FuturesUtil, NICHE, of(|| future::join3(a(), b(), c())))
        .peer(FuturesConcurrency, of(|| (a(), b(), c()).join()))
        .peer(Tokio, of(|| async move { tokio::join!(a(), b(), c()) }))
        .lesser(Embassy, NICHE, of(|| join::join3(a(), b(), c())))
}

/// A tuple. Where there is no function for so many, there is a macro.
fn eight<F: Future>(what: &'static str, c: impl Fn() -> F + Copy) -> Row {
    let children = move || (c(), c(), c(), c(), c(), c(), c(), c());
    let futures_util =
        of(|| async move { futures_util::join!(c(), c(), c(), c(), c(), c(), c(), c()) });
    let tokio = of(|| async move { tokio::join!(c(), c(), c(), c(), c(), c(), c(), c()) });
    let limit = keeping(&[Place::kept::<F, F::Output>(); 8]);
    Row::new(what, limit, of(|| longhand::join(children())))
        .peer(Shorthand, of(|| shorthand::join(children())))
        .lesser(FuturesUtil, NICHE, futures_util)
        .peer(FuturesConcurrency, of(|| children().join()))
        .peer(Tokio, tokio)
}

fn array<const N: usize, F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row
where
    [F; N]: longhand::join::Joinable,
{
    let children = move || [(); N].map(|()| child());
    let limit = keeping(&[Place::kept::<F, F::Output>(); N]);
    Row::new(what, limit, of(|| longhand::join(children())))
        .peer(Shorthand, of(|| shorthand::join(children())))
        .lesser(
            FuturesUtil,
            EMPTY_AGAIN,
            of(|| future::join_all(children())),
        )
        .peer(FuturesConcurrency, of(|| children().join()))
        .lesser(Embassy, NICHE, of(|| join::join_array(children())))
}
