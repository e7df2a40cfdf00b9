//! The first of two, and whose it is.

use std::future::{Future, ready};

use embassy_futures::select;
use longhand_bench::children::{boxed, bytes, kibibyte, waiting, words};
use longhand_bench::limit;
use longhand_bench::peer::Peer::*;
use longhand_bench::size::{Row, Section, of};

use longhand_bench::promise::{NICHE, NO_STATE};

pub fn section() -> Section {
    Section {
        title: "select",
        rows: vec![
            twice_movable("2 × 0 bytes", bytes::<0, ()>),
            twice_movable("2 × 1", bytes::<1, ()>),
            twice_movable("2 × 8", bytes::<8, ()>),
            twice_movable("2 × 24", bytes::<24, ()>),
            twice_movable("2 × 1024", bytes::<1024, ()>),
            twice_movable("2 × 8 -> 256", bytes::<8, [u8; 256]>),
            movable("2 × `ready(u64)`", || ready(1u64), || ready(2u64)),
            twice("2 × `async` 1 KiB", kibibyte),
            twice("2 × `async` with a `Box`", boxed),
            row("2 words and `async`", words::<2, ()>, waiting),
            row("`async` and 2 words", waiting, words::<2, ()>),
        ],
    }
}

fn twice_movable<F: Future + Unpin>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    movable(what, child, child)
}

/// futures-util offers a select of `Unpin` children alone.
fn movable<A: Future + Unpin, B: Future + Unpin>(
    what: &'static str,
    a: impl Fn() -> A + Copy,
    b: impl Fn() -> B + Copy,
) -> Row {
    let select = of(|| futures_util::future::select(a(), b()));
    row(what, a, b).lesser(FuturesUtil, NICHE, select)
}

fn twice<F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    row(what, child, child)
}

fn row<A: Future, B: Future>(
    what: &'static str,
    a: impl Fn() -> A + Copy,
    b: impl Fn() -> B + Copy,
) -> Row {
    let longhand = of(|| longhand::select((a(), b())));
    let tokio = of(|| async move {
        tokio::select! { _ = a() => {}, _ = b() => {} }
    });
    Row::new(what, limit::contest::<A, B>(), longhand)
        .peer(Shorthand, of(|| longhand::shorthand::select((a(), b()))))
        .peer(Tokio, tokio)
        .lesser(Embassy, NO_STATE, of(|| select::select(a(), b())))
}
