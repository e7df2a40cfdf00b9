//! What a child of a group takes on the heap above its own bytes, and in how many allocations.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_buffered::FuturesUnordered as Buffered;
use futures_concurrency::future::FutureGroup;
use futures_util::stream::FuturesUnordered;
use longhand::{Group, shorthand};
use longhand_bench::children::{Words, words};
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
    let mut row = |name: &str, grown: Grown| {
        table.push([name.to_owned(), grown.bytes(), grown.allocations()]);
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

/// What was allocated and is still there.
#[derive(Clone, Copy)]
pub struct Grown {
    pub bytes: usize,
    pub allocations: usize,
}

impl Grown {
    pub fn now() -> Self {
        Grown {
            bytes: BYTES.load(Ordering::Relaxed),
            allocations: ALLOCATIONS.load(Ordering::Relaxed),
        }
    }

    pub fn since(before: Grown) -> Self {
        let now = Grown::now();
        Grown {
            bytes: now.bytes - before.bytes,
            allocations: now.allocations - before.allocations,
        }
    }

    fn bytes(self) -> String {
        let each = self.bytes as f64 / CHILDREN as f64;
        format!("{:.1}", each - size_of::<Child>() as f64)
    }

    fn allocations(self) -> String {
        format!("{:.2}", self.allocations as f64 / CHILDREN as f64)
    }
}

fn pushed<G>(make: impl Fn() -> G, push: impl Fn(&mut G, Child)) -> Grown {
    let before = Grown::now();
    let mut group = make();
    for _ in 0..CHILDREN {
        push(&mut group, words());
    }
    Grown::since(before)
}

fn spawned() -> Grown {
    let runtime = Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime of one thread");
    LocalSet::new().block_on(&runtime, async {
        let before = Grown::now();
        let mut set = JoinSet::new();
        for _ in 0..CHILDREN {
            set.spawn_local(words::<8, ()>());
        }
        Grown::since(before)
    })
}

static BYTES: AtomicUsize = AtomicUsize::new(0);
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

// SAFETY: the system's allocator does all the work.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: as the caller says.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as the caller says.
        unsafe { System.dealloc(pointer, layout) }
    }
}
