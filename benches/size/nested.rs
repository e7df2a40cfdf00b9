//! A kibibyte that is wrapped again and again, with a partner of no bytes.

use std::future::{Future, pending};

use futures_concurrency::prelude::*;
use longhand_bench::children::kibibyte;
use longhand_bench::peer::Peer::*;
use longhand_bench::size::{Row, Section, of};
use longhand_bench::table::Table;

use longhand_bench::promise::{NICHE, NO_STATE};

/// How many layers [`deep!`] measures.
const LAYERS: [usize; 4] = [1, 2, 4, 8];

/// The sizes with so many layers of `$wrap`, which is how to make one of `$future`.
macro_rules! deep {
    (|$future:ident| $wrap:expr) => {{
        fn once($future: impl Future) -> impl Future {
            $wrap
        }
        fn twice(future: impl Future) -> impl Future {
            once(once(future))
        }
        fn four_times(future: impl Future) -> impl Future {
            twice(twice(future))
        }
        [
            of(|| once(kibibyte())),
            of(|| twice(kibibyte())),
            of(|| four_times(kibibyte())),
            of(|| four_times(four_times(kibibyte()))),
        ]
    }};
}

pub fn section() -> Section {
    Section {
        title: "1 KiB with a partner of 0 bytes",
        rows: joins().chain(selects()).collect(),
    }
}

fn joins() -> impl Iterator<Item = Row> {
    let names = ["join, once", "join, twice", "join, 4 deep", "join, 8 deep"];
    let longhand = deep!(|f| longhand::join((f, pending::<()>())));
    let shorthand = deep!(|f| longhand::shorthand::join((f, pending::<()>())));
    let futures_util = deep!(|f| futures_util::future::join(f, pending::<()>()));
    let futures_lite = deep!(|f| futures_lite::future::zip(f, pending::<()>()));
    let futures_concurrency = deep!(|f| (f, pending::<()>()).join());
    let tokio = deep!(|f| async move { tokio::join!(f, pending::<()>()) });
    let embassy = deep!(|f| embassy_futures::join::join(f, pending::<()>()));
    (0..LAYERS.len()).map(move |depth| {
        Row::new(names[depth], limit(LAYERS[depth]), longhand[depth])
            .peer(Shorthand, shorthand[depth])
            .lesser(FuturesUtil, NICHE, futures_util[depth])
            .peer(FuturesLite, futures_lite[depth])
            .peer(FuturesConcurrency, futures_concurrency[depth])
            .peer(Tokio, tokio[depth])
            .lesser(Embassy, NICHE, embassy[depth])
    })
}

fn selects() -> impl Iterator<Item = Row> {
    let names = [
        "select, once",
        "select, twice",
        "select, 4 deep",
        "select, 8 deep",
    ];
    let longhand = deep!(|f| longhand::select((f, pending::<()>())));
    let shorthand = deep!(|f| longhand::shorthand::select((f, pending::<()>())));
    let tokio = deep!(|f| async move {
        tokio::select! { _ = f => {}, () = pending() => {} }
    });
    let embassy = deep!(|f| embassy_futures::select::select(f, pending::<()>()));
    (0..LAYERS.len()).map(move |depth| {
        Row::new(names[depth], limit(LAYERS[depth]), longhand[depth])
            .peer(Shorthand, shorthand[depth])
            .peer(Tokio, tokio[depth])
            .lesser(Embassy, NO_STATE, embassy[depth])
    })
}

/// The kibibyte, and a byte for each layer.
fn limit(layers: usize) -> usize {
    of(kibibyte) + layers
}

/// The same kibibyte in layers of an `async fn` that does nothing but await it.
pub fn wrappers() -> Table {
    async fn wrap<F: Future>(future: F) -> F::Output {
        future.await
    }
    let mut table = Table::new(["1 KiB wrapped in", "once", "twice", "4 deep", "8 deep"]);
    let mut push = |name: &str, sizes: [usize; 4]| {
        let sizes = sizes.map(|bytes| bytes.to_string());
        table.push([name.to_string()].into_iter().chain(sizes));
    };
    push("`async fn wrap(f) { f.await }`", deep!(|f| wrap(f)));
    push(
        "`join((f, pending()))`",
        deep!(|f| longhand::join((f, pending::<()>()))),
    );
    push(
        "`select((f, pending()))`",
        deep!(|f| longhand::select((f, pending::<()>()))),
    );
    table
}
