//! The first of two that answer alike.

use std::future::{Future, ready};

use futures_concurrency::prelude::*;
use futures_lite::future;
use longhand_bench::children::{boxed, bytes, kibibyte, waiting, words};
use longhand_bench::limit;
use longhand_bench::peer::Peer::*;
use longhand_bench::size::{Row, Section, of};

use longhand_bench::promise::NO_STATE;

pub fn section() -> Section {
    Section {
        title: "race",
        rows: vec![
            twice("2 × 0 bytes", bytes::<0, ()>),
            twice("2 × 1", bytes::<1, ()>),
            twice("2 × 8", bytes::<8, ()>),
            twice("2 × 24", bytes::<24, ()>),
            twice("2 × 1024", bytes::<1024, ()>),
            twice("2 × 8 -> 256", bytes::<8, [u8; 256]>),
            row("2 × `ready(u64)`", || ready(1u64), || ready(2u64)),
            twice("2 × `async` 1 KiB", kibibyte),
            twice("2 × `async` with a `Box`", boxed),
            row("2 words and `async`", words::<2, ()>, waiting),
            row("`async` and 2 words", waiting, words::<2, ()>),
        ],
    }
}

fn twice<F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    row(what, child, child)
}

fn row<T, A: Future<Output = T>, B: Future<Output = T>>(
    what: &'static str,
    a: impl Fn() -> A + Copy,
    b: impl Fn() -> B + Copy,
) -> Row {
    let longhand = of(|| longhand::race((a(), b())));
    let tokio = of(|| async move {
        tokio::select! { answer = a() => answer, answer = b() => answer }
    });
    Row::new(what, limit::contest::<A, B>(), longhand)
        .peer(Shorthand, of(|| longhand::shorthand::race((a(), b()))))
        .lesser(FuturesLite, NO_STATE, of(|| future::or(a(), b())))
        .peer(FuturesConcurrency, of(|| (a(), b()).race()))
        .peer(Tokio, tokio)
}
