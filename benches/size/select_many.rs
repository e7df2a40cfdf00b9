//! The first of three, of eight, of an array, and whose it is.

use std::future::{Future, ready};

use embassy_futures::select;
use futures_util::{FutureExt, future, select_biased};
use longhand::shorthand;
use longhand_bench::children::{boxed, bytes, kibibyte, waiting, words};
use longhand_bench::limit::{Place, contest_of};
use longhand_bench::peer::Peer::*;
use longhand_bench::promise::{HANDED_BACK_ON_THE_HEAP, NICHE, NO_STATE};
use longhand_bench::size::{Row, Section, of};

pub fn sections() -> [Section; 3] {
    [of_three(), of_eight(), of_an_array()]
}

fn of_three() -> Section {
    Section {
        title: "select of three",
        rows: vec![
            thrice_movable("3 × 0 bytes", bytes::<0, ()>),
            thrice_movable("3 × 1", bytes::<1, ()>),
            thrice_movable("3 × 8", bytes::<8, ()>),
            thrice_movable("3 × 24", bytes::<24, ()>),
            thrice_movable("3 × 1024", bytes::<1024, ()>),
            thrice_movable("3 × 8 -> 256", bytes::<8, [u8; 256]>),
            thrice_movable("3 × `ready(u64)`", || ready(1u64)),
            three(
                "8 -> 256, 8 and 1024",
                bytes::<8, [u8; 256]>,
                bytes::<8, ()>,
                bytes::<1024, ()>,
            ),
            thrice("3 × `async` 1 KiB", kibibyte),
            thrice("3 × `async` with a `Box`", boxed),
            three(
                "`async`, 2 words, `async`",
                waiting,
                words::<2, ()>,
                waiting,
            ),
        ],
    }
}

fn of_eight() -> Section {
    Section {
        title: "select of eight",
        rows: vec![
            eight_movable("8 × 0 bytes", bytes::<0, ()>),
            eight_movable("8 × 24", bytes::<24, ()>),
            eight_movable("8 × 8 -> 256", bytes::<8, [u8; 256]>),
            eight("8 × `async` 1 KiB", kibibyte),
        ],
    }
}

fn of_an_array() -> Section {
    Section {
        title: "select of an array",
        rows: vec![
            movable_array::<2, _>("2 × 8 bytes", bytes::<8, ()>),
            movable_array::<8, _>("8 × 0", bytes::<0, ()>),
            movable_array::<8, _>("8 × 24", bytes::<24, ()>),
            movable_array::<8, _>("8 × 8 -> 256", bytes::<8, [u8; 256]>),
            array::<8, _>("8 × `async` 1 KiB", kibibyte),
            movable_array::<32, _>("32 × 1", bytes::<1, ()>),
            movable_array::<32, _>("32 × 1024", bytes::<1024, ()>),
            array::<32, _>("32 × `async` with a `Box`", boxed),
        ],
    }
}

/// futures-util selects between `Unpin` children alone.
fn thrice_movable<F: Future + Unpin>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    let futures_util = of(|| async move {
        let (mut a, mut b, mut c) = (child().fuse(), child().fuse(), child().fuse());
        select_biased! { _ = a => {}, _ = b => {}, _ = c => {} }
    });
    thrice(what, child).lesser(FuturesUtil, NICHE, futures_util)
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
    let limit = contest_of(&[Place::of::<A>(), Place::of::<B>(), Place::of::<C>()]);
    let tokio = of(|| async move {
        tokio::select! { _ = a() => {}, _ = b() => {}, _ = c() => {} }
    });
    Row::new(what, limit, of(|| longhand::select((a(), b(), c()))))
        .peer(Shorthand, of(|| shorthand::select((a(), b(), c()))))
        .peer(Tokio, tokio)
        .lesser(Embassy, NO_STATE, of(|| select::select3(a(), b(), c())))
}

fn eight_movable<F: Future + Unpin>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    let futures_util = of(|| async move {
        let (mut a, mut b, mut c) = (child().fuse(), child().fuse(), child().fuse());
        let (mut d, mut e, mut f) = (child().fuse(), child().fuse(), child().fuse());
        let (mut g, mut h) = (child().fuse(), child().fuse());
        select_biased! {
            _ = a => {}, _ = b => {}, _ = c => {}, _ = d => {},
            _ = e => {}, _ = f => {}, _ = g => {}, _ = h => {},
        }
    });
    eight(what, child).lesser(FuturesUtil, NICHE, futures_util)
}

/// A tuple.
fn eight<F: Future>(what: &'static str, c: impl Fn() -> F + Copy) -> Row {
    let children = move || (c(), c(), c(), c(), c(), c(), c(), c());
    let tokio = of(|| async move {
        tokio::select! {
            _ = c() => {}, _ = c() => {}, _ = c() => {}, _ = c() => {},
            _ = c() => {}, _ = c() => {}, _ = c() => {}, _ = c() => {},
        }
    });
    let limit = contest_of(&[Place::of::<F>(); 8]);
    Row::new(what, limit, of(|| longhand::select(children())))
        .peer(Shorthand, of(|| shorthand::select(children())))
        .peer(Tokio, tokio)
}

fn movable_array<const N: usize, F: Future + Unpin>(
    what: &'static str,
    child: impl Fn() -> F + Copy,
) -> Row {
    let futures_util = of(|| future::select_all([(); N].map(|()| child())));
    array::<N, F>(what, child).lesser(FuturesUtil, HANDED_BACK_ON_THE_HEAP, futures_util)
}

fn array<const N: usize, F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    let children = move || [(); N].map(|()| child());
    let limit = contest_of(&[Place::of::<F>(); N]);
    Row::new(what, limit, of(|| longhand::select(children())))
        .peer(Shorthand, of(|| shorthand::select(children())))
        .lesser(Embassy, NO_STATE, of(|| select::select_array(children())))
}
