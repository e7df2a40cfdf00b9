//! What a child of a group takes on the heap above its own bytes, and in how many allocations.

use futures_buffered::FuturesUnordered as Buffered;
use futures_concurrency::future::FutureGroup;
use futures_util::stream::FuturesUnordered;
use longhand::{Group, shorthand};
use longhand_bench::children::{Words, words};
use longhand_bench::heap::{self, Counting, Taken};
use longhand_bench::table::Table;
use tokio::runtime::Builder;
use tokio::task::{JoinSet, LocalSet};

const CHILDREN: usize = 1_000;

/// A child as large as what waits for a timer or a channel.
type Child = Words<8>;

pub fn table() -> Table {
    let mut table = Table::new([
        "1,000 children of 64 bytes",
        "bytes a child above it",
        "allocations a child",
    ]);
    let mut row = |name: &str, taken: Taken| {
        let each = |count: usize| count as f64 / CHILDREN as f64;
        let above = each(taken.bytes) - size_of::<Child>() as f64;
        let allocations = each(taken.allocations);
        table.push([
            name.to_owned(),
            format!("{above:.1}"),
            format!("{allocations:.2}"),
        ]);
    };
    row("longhand Group", pushed(Group::new, Group::push));
    row(
        "shorthand Group",
        pushed(shorthand::Group::new, shorthand::Group::push),
    );
    row(
        "futures-util FuturesUnordered",
        pushed(FuturesUnordered::new, |set, child| set.push(child)),
    );
    row(
        "futures-buffered unbounded",
        pushed(Buffered::new, Buffered::push),
    );
    row(
        "futures-concurrency FutureGroup",
        pushed(FutureGroup::new, |group, child| {
            group.insert(child);
        }),
    );
    row("tokio JoinSet", spawned());
    table
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn pushed<G>(make: impl Fn() -> G, push: impl Fn(&mut G, Child)) -> Taken {
    let (_group, taken) = heap::watch(|| {
        let mut group = make();
        for _ in 0..CHILDREN {
            push(&mut group, words());
        }
        group
    });
    taken
}

fn spawned() -> Taken {
    let runtime = Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime of one thread");
    LocalSet::new().block_on(&runtime, async {
        let (_set, taken) = heap::watch(|| {
            let mut set = JoinSet::new();
            for _ in 0..CHILDREN {
                set.spawn_local(words::<8, ()>());
            }
            set
        });
        taken
    })
}
