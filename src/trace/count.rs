//! [`count`]: how often a future is polled, and how often it has itself woken, under any executor.

use alloc::sync::Arc;
use alloc::task::Wake;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::{Context, Poll, Waker};

use pin_project::pin_project;

/// Counts the polls of `future`, and the calls of the wakers that it is given.
///
/// The future is polled with a waker that counts and passes on: one allocation, and one more whenever
/// the caller's waker changes. Where that is too much, measure without it.
///
/// ```
/// use longhand::trace::{Counts, count};
///
/// let counts = Counts::default();
/// longhand::block_on(count(&counts, longhand::yield_now()));
/// assert_eq!((counts.polls(), counts.wakes()), (2, 1));
/// ```
pub fn count<F: Future>(counts: &Counts, future: F) -> Counted<F> {
    Counted {
        future,
        counts: counts.clone(),
        waker: None,
    }
}

/// What [`count`] has counted; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    counters: Arc<Counters>,
}

#[derive(Debug, Default)]
struct Counters {
    polls: AtomicUsize,
    wakes: AtomicUsize,
}

impl Counts {
    /// How often the futures have been polled.
    pub fn polls(&self) -> usize {
        // ORDERING: Relaxed, a counter that orders nothing else.
        self.counters.polls.load(Ordering::Relaxed)
    }

    /// How often their wakers have been called.
    pub fn wakes(&self) -> usize {
        // ORDERING: Relaxed, a counter that orders nothing else.
        self.counters.wakes.load(Ordering::Relaxed)
    }
}

/// The future of [`count`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Counted<F> {
    #[pin]
    future: F,
    counts: Counts,
    waker: Option<Passing>,
}

impl<F: Future> Future for Counted<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let counted = self.project();
        // ORDERING: Relaxed, a counter that orders nothing else.
        counted
            .counts
            .counters
            .polls
            .fetch_add(1, Ordering::Relaxed);
        let passing = match counted.waker.take() {
            Some(passing) if passing.target.will_wake(cx.waker()) => passing,
            _ => Passing::new(cx.waker().clone(), counted.counts.clone()),
        };
        let passing = counted.waker.insert(passing);
        counted
            .future
            .poll(&mut Context::from_waker(&passing.waker))
    }
}

impl<F> fmt::Debug for Counted<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Counted")
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

/// A waker that counts, and whom it passes a wake on to.
struct Passing {
    target: Waker,
    waker: Waker,
}

impl Passing {
    fn new(target: Waker, counts: Counts) -> Self {
        let waker = Waker::from(Arc::new(Pass {
            target: target.clone(),
            counts,
        }));
        Passing { target, waker }
    }
}

struct Pass {
    target: Waker,
    counts: Counts,
}

impl Wake for Pass {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // ORDERING: Relaxed, a counter that orders nothing else.
        self.counts.counters.wakes.fetch_add(1, Ordering::Relaxed);
        self.target.wake_by_ref();
    }
}
