//! What the channels' models send and wake with: each counts.

use std::sync::Arc as StdArc;
use std::task::Wake;

use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};

/// A message that counts its drops.
pub(crate) struct Message(pub(crate) Arc<AtomicUsize>);

impl Drop for Message {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A waker that counts its wakes.
pub(crate) struct Counter(AtomicUsize);

impl Counter {
    pub(crate) fn new() -> StdArc<Self> {
        StdArc::new(Counter(AtomicUsize::new(0)))
    }

    pub(crate) fn wakes(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Wake for Counter {
    fn wake(self: StdArc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
