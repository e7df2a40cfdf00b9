//! The select loop that owns its children. A peer is what merges streams, or a loop of `select!` with
//! its children pinned outside of it.

use std::future::Future;
use std::ops::ControlFlow;
use std::pin::pin;

use futures_concurrency::prelude::*;
use futures_util::stream;
use longhand::{arms, once, shorthand};
use longhand_bench::children::{boxed, bytes, kibibyte, waiting, words};
use longhand_bench::limit::{Place, arms as limit};
use longhand_bench::peer::Peer::*;
use longhand_bench::promise::{MERGED, PINNED_OUTSIDE};
use longhand_bench::size::{Row, Section, of};

pub fn sections() -> [Section; 2] {
    [of_two(), of_an_array()]
}

fn of_two() -> Section {
    Section {
        title: "arms",
        rows: vec![
            twice("2 × 0 bytes", bytes::<0, ()>),
            twice("2 × 8", bytes::<8, ()>),
            twice("2 × 1024", bytes::<1024, ()>),
            twice("2 × 8 -> 256", bytes::<8, [u8; 256]>),
            twice("2 × `async` 1 KiB", kibibyte),
            twice("2 × `async` with a `Box`", boxed),
            two("`async` and 2 words", waiting, words::<2, ()>),
        ],
    }
}

fn of_an_array() -> Section {
    Section {
        title: "arms of an array",
        rows: vec![
            array::<4, _>("4 × 24", bytes::<24, ()>),
            array::<8, _>("8 × 8 -> 256", bytes::<8, [u8; 256]>),
            array::<32, _>("32 × 1024", bytes::<1024, ()>),
            array::<32, _>("32 × `async` with a `Box`", boxed),
        ],
    }
}

fn twice<F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    two(what, child, child)
}

fn two<A: Future, B: Future<Output = A::Output>>(
    what: &'static str,
    a: impl Fn() -> A + Copy,
    b: impl Fn() -> B + Copy,
) -> Row {
    let places = [Place::kept::<A, A::Output>(), Place::kept::<B, B::Output>()];
    let twin = of(|| {
        let children = (once(a()), once(b()));
        shorthand::arms(children, async |_| ControlFlow::<()>::Continue(()))
    });
    let tokio = of(|| async move {
        let (mut a, mut b) = (pin!(a()), pin!(b()));
        loop {
            tokio::select! { _ = &mut a => {}, _ = &mut b => {} }
        }
    });
    let util = of(|| stream::select(stream::once(a()), stream::once(b())));
    let concurrency = of(|| (stream::once(a()), stream::once(b())).merge());
    Row::new(what, limit(&places), of(|| arms((once(a()), once(b())))))
        .peer(Shorthand, twin)
        .lesser(FuturesUtil, MERGED, util)
        .lesser(FuturesConcurrency, MERGED, concurrency)
        .lesser(Tokio, PINNED_OUTSIDE, tokio)
}

fn array<const N: usize, F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row
where
    [longhand::arms::Once<F>; N]: longhand::arms::IntoArms,
    [longhand::arms::Once<F>; N]: shorthand::IntoArms,
{
    let children = || [(); N].map(|()| once(child()));
    let twin = of(|| shorthand::arms(children(), async |_| ControlFlow::<()>::Continue(())));
    let concurrency = of(|| [(); N].map(|()| stream::once(child())).merge());
    Row::new(
        what,
        limit(&[Place::kept::<F, F::Output>(); N]),
        of(|| arms(children())),
    )
    .peer(Shorthand, twin)
    .lesser(FuturesConcurrency, MERGED, concurrency)
}
