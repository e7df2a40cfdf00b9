//! The first value of two, of three, of an array, or all errors.

use std::fmt::Debug;
use std::future::Future;

use futures_concurrency::prelude::*;
use longhand::shorthand;
use longhand_bench::children::bytes;
use longhand_bench::limit::{self, Place};
use longhand_bench::peer::Peer::*;
use longhand_bench::size::{Row, Section, of};

/// An answer of one byte, or an error of `N`.
type Answer<const N: usize> = Result<u8, [u8; N]>;

pub fn section() -> Section {
    Section {
        title: "race_ok",
        rows: vec![
            row("2 × 0", bytes::<0, Answer<0>>),
            row("2 × 8", bytes::<8, Answer<0>>),
            row("2 × 8 -> 8", bytes::<8, Answer<8>>),
            row("2 × 8 -> 32", bytes::<8, Answer<32>>),
            row("2 × 1024", bytes::<1024, Answer<0>>),
        ],
    }
}

pub fn of_many() -> Section {
    Section {
        title: "race_ok of many",
        rows: vec![
            three("3 × 8 bytes", bytes::<8, Answer<0>>),
            three("3 × 8 -> 8", bytes::<8, Answer<8>>),
            three("3 × 8 -> 32", bytes::<8, Answer<32>>),
            array::<8, _, _>("array of 8 × 8", bytes::<8, Answer<0>>),
            array::<8, _, _>("array of 8 × 8 -> 32", bytes::<8, Answer<32>>),
            array::<32, _, _>("array of 32 × 8 -> 8", bytes::<8, Answer<8>>),
        ],
    }
}

/// Two of the same kind: what longhand does with the others, `join` shows.
fn row<E, F>(what: &'static str, child: impl Fn() -> F + Copy) -> Row
where
    E: Debug,
    F: Future<Output = Result<u8, E>>,
{
    let longhand = of(|| longhand::race_ok((child(), child())));
    Row::new(what, limit::pair::<F, E, F, E>(), longhand)
        .peer(Shorthand, of(|| shorthand::race_ok((child(), child()))))
        .peer(FuturesConcurrency, of(|| (child(), child()).race_ok()))
}

fn three<E, F>(what: &'static str, c: impl Fn() -> F + Copy) -> Row
where
    E: Debug,
    F: Future<Output = Result<u8, E>>,
{
    let limit = limit::keeping(&[Place::kept::<F, E>(); 3]);
    Row::new(what, limit, of(|| longhand::race_ok((c(), c(), c()))))
        .peer(Shorthand, of(|| shorthand::race_ok((c(), c(), c()))))
        .peer(FuturesConcurrency, of(|| (c(), c(), c()).race_ok()))
}

fn array<const N: usize, E, F>(what: &'static str, child: impl Fn() -> F + Copy) -> Row
where
    E: Debug,
    F: Future<Output = Result<u8, E>>,
    [F; N]: longhand::race_ok::RaceOkable,
{
    let children = move || [(); N].map(|()| child());
    let limit = limit::keeping(&[Place::kept::<F, E>(); N]);
    Row::new(what, limit, of(|| longhand::race_ok(children())))
        .peer(Shorthand, of(|| shorthand::race_ok(children())))
        .peer(FuturesConcurrency, of(|| children().race_ok()))
}
