//! The first of two, of three, of an array, that answer alike.

use std::future::{Future, ready};

use futures_concurrency::prelude::*;
use futures_lite::future;
use longhand_bench::children::{boxed, bytes, kibibyte, waiting, words};
use longhand_bench::limit::{self, Place};
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

pub fn of_many() -> Section {
    Section {
        title: "race of many",
        rows: vec![
            three("3 × 0 bytes", bytes::<0, ()>),
            three("3 × 8 -> 256", bytes::<8, [u8; 256]>),
            three("3 × `async` with a `Box`", boxed),
            array::<8, _>("array of 8 × 24", bytes::<24, ()>),
            array::<8, _>("array of 8 × `async` 1 KiB", kibibyte),
            array::<32, _>("array of 32 × 8 -> 256", bytes::<8, [u8; 256]>),
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

fn three<F: Future>(what: &'static str, c: impl Fn() -> F + Copy) -> Row {
    let tokio = of(|| async move {
        tokio::select! { answer = c() => answer, answer = c() => answer, answer = c() => answer }
    });
    let limit = limit::contest_of(&[Place::of::<F>(); 3]);
    Row::new(what, limit, of(|| longhand::race((c(), c(), c()))))
        .peer(Shorthand, of(|| longhand::shorthand::race((c(), c(), c()))))
        .peer(FuturesConcurrency, of(|| (c(), c(), c()).race()))
        .peer(Tokio, tokio)
}

fn array<const N: usize, F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    let children = move || [(); N].map(|()| child());
    let limit = limit::contest_of(&[Place::of::<F>(); N]);
    Row::new(what, limit, of(|| longhand::race(children())))
        .peer(Shorthand, of(|| longhand::shorthand::race(children())))
        .peer(FuturesConcurrency, of(|| children().race()))
}
