//! Layers of one operation around a child: how they are made is how a function writes them that is given
//! any future.

use std::future::{Future, pending};
use std::pin::pin;
use std::time::Duration;

use futures_concurrency::prelude::*;
use futures_util::FutureExt as _;
use longhand::shorthand;
use longhand_bench::promise::{LATE, Lesser, NICHE, NO_STATE, OWN_WAKERS, PENDING_AGAIN};
use longhand_bench::size::of;

use crate::child::{begin, child};
use crate::counter;

/// How many layers are measured.
pub const DEPTHS: [usize; 4] = [1, 2, 4, 8];

/// The bytes of the children. No powers of two: a machine moves from one place to another more slowly if
/// a multiple of 4,096 bytes is between them, and whose future that hits is chance.
pub const CHILDREN: [usize; 4] = [64, 1_000, 8_000, 64_000];

/// One operation, some layers of it, by one author, around a child of some bytes.
#[derive(Clone, Copy)]
pub struct Case {
    pub what: &'static str,
    pub who: &'static str,
    /// What it does not promise and longhand does.
    pub lesser: Option<Lesser>,
    pub depth: usize,
    /// Whether each layer is made by a call, which the compiler must not inline.
    pub by_calls: bool,
    pub child: usize,
    /// The bytes of all layers with the child in them.
    pub size: usize,
    /// Makes it, and polls it once.
    pub run: fn(),
}

impl Case {
    /// The operation, and whose it is.
    pub fn name(&self) -> String {
        format!("{}: {}", self.what, self.who)
    }

    /// How many layers, and whether they are calls.
    pub fn layers(&self) -> String {
        let calls = if self.by_calls { ", not inlined" } else { "" };
        format!("{} deep{calls}", self.depth)
    }
}

/// One layer, two, four and eight of `$wrap`, which is how to make one of `$future`; and four, each made
/// by a call.
macro_rules! around {
    ($what:literal, $who:literal $(, lesser $why:ident)?, |$future:ident| $wrap:expr) => {{
        let lesser: Option<Lesser> = None$(.or(Some($why)))?;
        fn one($future: impl Future) -> impl Future {
            $wrap
        }
        fn two(future: impl Future) -> impl Future {
            one(one(future))
        }
        fn four(future: impl Future) -> impl Future {
            two(two(future))
        }
        fn eight(future: impl Future) -> impl Future {
            four(four(future))
        }
        #[inline(never)]
        fn call(future: impl Future) -> impl Future {
            one(future)
        }
        [
            case!($what, $who, lesser, 1, one(child::<S>())),
            case!($what, $who, lesser, 2, two(child::<S>())),
            case!($what, $who, lesser, 4, four(child::<S>())),
            case!($what, $who, lesser, 8, eight(child::<S>())),
            Case {
                by_calls: true,
                ..case!($what, $who, lesser, 4, call(call(call(call(child::<S>())))))
            },
        ]
    }};
}

macro_rules! case {
    ($what:literal, $who:literal, $lesser:expr, $depth:literal, $future:expr) => {
        Case {
            what: $what,
            who: $who,
            lesser: $lesser,
            depth: $depth,
            by_calls: false,
            child: S,
            size: of(|| $future),
            run: || {
                counter::start(S / 2);
                begin(|| $future);
            },
        }
    };
}

/// Every case, of every child.
pub fn cases() -> Vec<Case> {
    [
        of_child::<{ CHILDREN[0] }>(),
        of_child::<{ CHILDREN[1] }>(),
        of_child::<{ CHILDREN[2] }>(),
        of_child::<{ CHILDREN[3] }>(),
    ]
    .concat()
}

fn of_child<const S: usize>() -> Vec<Case> {
    let alone = vec![case!("no layer", "the child alone", None, 0, child::<S>())];
    let operations = [plain::<S>(), joins::<S>(), selects::<S>(), timeouts::<S>()];
    [alone, operations.concat()].concat()
}

/// What does nothing but await the child, or lets it be polled after its end.
#[expect(
    clippy::redundant_async_block,
    reason = "such a block is what is measured"
)]
fn plain<const S: usize>() -> Vec<Case> {
    async fn passed_on<F: Future>(future: F) -> F::Output {
        future.await
    }
    [
        around!("plain", "longhand", |f| longhand::fuse(f)),
        around!("plain", "shorthand", |f| passed_on(f)),
        around!("plain", "async block", |f| async move { f.await }),
        around!("plain", "futures-util", lesser NICHE, |f| f.fuse()),
    ]
    .concat()
}

fn joins<const S: usize>() -> Vec<Case> {
    [
        around!("join", "longhand", |f| longhand::join((f, pending::<()>()))),
        around!("join", "shorthand", |f| shorthand::join((
            f,
            pending::<()>()
        ))),
        around!("join", "futures-util", lesser NICHE, |f| futures_util::future::join(
            f,
            pending::<()>()
        )),
        around!("join", "futures-lite", lesser PENDING_AGAIN, |f| futures_lite::future::zip(
            f,
            pending::<()>()
        )),
        around!("join", "futures-concurrency", lesser OWN_WAKERS, |f| (f, pending::<()>())
            .join()),
        around!("join", "tokio", |f| async move {
            tokio::join!(f, pending::<()>())
        }),
        around!("join", "embassy-futures", lesser NICHE, |f| embassy_futures::join::join(
            f,
            pending::<()>()
        )),
    ]
    .concat()
}

fn selects<const S: usize>() -> Vec<Case> {
    [
        around!("select", "longhand", |f| longhand::select((
            f,
            pending::<()>()
        ))),
        around!("select", "shorthand", |f| shorthand::select((
            f,
            pending::<()>()
        ))),
        around!("select", "futures-util", lesser NICHE, |f| async move {
            let (mut f, mut never) = (pin!(f.fuse()), pin!(pending::<()>().fuse()));
            futures_util::select_biased! { _ = f => {}, () = never => {} }
        }),
        around!("select", "futures-lite", lesser NO_STATE, |f| futures_lite::future::or(
            f,
            pending()
        )),
        around!("select", "futures-concurrency", lesser LATE, |f| (f, pending()).race()),
        around!("select", "tokio", |f| async move {
            tokio::select! { _ = f => {}, () = pending() => {} }
        }),
        around!("select", "embassy-futures", lesser NO_STATE, |f| {
            embassy_futures::select::select(f, pending::<()>())
        }),
    ]
    .concat()
}

/// Each with its own timer.
fn timeouts<const S: usize>() -> Vec<Case> {
    const LATER: Duration = Duration::from_secs(3_600);
    [
        around!("timeout", "longhand", |f| longhand::timeout(
            longhand::time::sleep(LATER),
            f
        )),
        around!("timeout", "shorthand", |f| shorthand::timeout(
            shorthand::sleep(LATER),
            f
        )),
        around!("timeout", "tokio", |f| tokio::time::timeout(LATER, f)),
    ]
    .concat()
}
