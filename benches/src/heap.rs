//! What is on the heap: an allocator that counts, for the benches that ask.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicIsize, AtomicUsize, Ordering::Relaxed};

/// The system's allocator, that counts while [`watch`] works.
pub struct Counting;

/// What some work has taken from the heap.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// The bytes that were still there at its end.
    pub bytes: usize,
    /// The most that were there at one time.
    pub most: usize,
    pub allocations: usize,
}

static WATCHING: AtomicBool = AtomicBool::new(false);
static BYTES: AtomicIsize = AtomicIsize::new(0);
static MOST: AtomicIsize = AtomicIsize::new(0);
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

/// Does the work, and says what it has taken, on all threads.
pub fn watch<T>(work: impl FnOnce() -> T) -> (T, Taken) {
    BYTES.store(0, Relaxed);
    MOST.store(0, Relaxed);
    ALLOCATIONS.store(0, Relaxed);
    WATCHING.store(true, Relaxed);
    let done = work();
    WATCHING.store(false, Relaxed);
    let taken = Taken {
        // Less than nothing, if more was given back of what was there before.
        bytes: BYTES.load(Relaxed).max(0) as usize,
        most: MOST.load(Relaxed) as usize,
        allocations: ALLOCATIONS.load(Relaxed),
    };
    (done, taken)
}

fn take(bytes: usize) {
    if WATCHING.load(Relaxed) {
        ALLOCATIONS.fetch_add(1, Relaxed);
        let bytes = bytes as isize;
        MOST.fetch_max(BYTES.fetch_add(bytes, Relaxed) + bytes, Relaxed);
    }
}

fn give(bytes: usize) {
    if WATCHING.load(Relaxed) {
        BYTES.fetch_sub(bytes as isize, Relaxed);
    }
}

// SAFETY: the system's allocator does all the work.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        // SAFETY: as the caller says.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        give(layout.size());
        // SAFETY: as the caller says.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        give(layout.size());
        take(size);
        // SAFETY: as the caller says.
        unsafe { System.realloc(pointer, layout, size) }
    }
}
