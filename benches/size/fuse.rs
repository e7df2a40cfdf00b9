//! A future that may be polled after its end.

use std::future::{Future, ready};

use futures_util::FutureExt;
use longhand_bench::children::{boxed, bytes, kibibyte};
use longhand_bench::limit::{Place, contest_of};
use longhand_bench::peer::Peer::*;
use longhand_bench::promise::NICHE;
use longhand_bench::size::{Row, Section, of};

pub fn section() -> Section {
    Section {
        title: "fuse",
        rows: vec![
            row("0 bytes", bytes::<0, ()>),
            row("8", bytes::<8, ()>),
            row("1024", bytes::<1024, ()>),
            row("`ready(u64)`", || ready(1u64)),
            row("`async` 1 KiB", kibibyte),
            row("`async` with a `Box`", boxed),
        ],
    }
}

fn row<F: Future>(what: &'static str, child: impl Fn() -> F + Copy) -> Row {
    let limit = contest_of(&[Place::of::<F>()]);
    Row::new(what, limit, of(|| longhand::fuse(child()))).lesser(
        FuturesUtil,
        NICHE,
        of(|| child().fuse()),
    )
}
