//! [`Probe`]: polls a future by hand, and counts how often it is woken.

use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::{Context, Poll, Waker};
use std::sync::Arc;
use std::task::Wake;

/// A pinned future, and the waker it is polled with.
pub(crate) struct Probe<F> {
    future: Pin<Box<F>>,
    wakes: Arc<Wakes>,
    waker: Waker,
}

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl<F: Future> Probe<F> {
    pub(crate) fn new(future: F) -> Self {
        let wakes = Arc::new(Wakes::default());
        Probe {
            future: Box::pin(future),
            waker: Waker::from(wakes.clone()),
            wakes,
        }
    }

    /// One poll; a panic about it is the caller's.
    #[track_caller]
    pub(crate) fn poll(&mut self) -> Poll<F::Output> {
        let mut cx = Context::from_waker(&self.waker);
        self.future.as_mut().poll(&mut cx)
    }

    /// The next polls come with another waker, which nobody has woken yet.
    pub(crate) fn change_waker(&mut self) {
        self.wakes = Arc::default();
        self.waker = Waker::from(self.wakes.clone());
    }

    pub(crate) fn waker(&self) -> &Waker {
        &self.waker
    }

    /// How often the present waker was woken.
    pub(crate) fn wakes(&self) -> usize {
        self.wakes.0.load(Ordering::Relaxed)
    }

    /// How many clones of the present waker there are.
    pub(crate) fn clones(&self) -> usize {
        Arc::strong_count(&self.wakes) - 2 // `wakes` and `waker`
    }

    /// The future between two polls, for whoever only looks.
    pub(crate) fn future(&self) -> &F {
        &self.future
    }
}
