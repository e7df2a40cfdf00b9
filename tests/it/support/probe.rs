//! [`Probe`]: polls a future by hand, and counts how often it is woken; and [`Caller`], whoever is
//! woken.

use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::{Context, Poll, Waker};
use std::sync::Arc;
use std::task::Wake;

/// Whoever polls: a waker, and how often it was woken.
pub(crate) struct Caller {
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

impl Caller {
    pub(crate) fn new() -> Self {
        let wakes = Arc::new(Wakes::default());
        Caller {
            waker: Waker::from(wakes.clone()),
            wakes,
        }
    }

    pub(crate) fn cx(&self) -> Context<'_> {
        Context::from_waker(&self.waker)
    }

    /// How often it was woken.
    pub(crate) fn wakes(&self) -> usize {
        self.wakes.0.load(Ordering::Relaxed)
    }
}

/// A pinned future, and who polls it.
pub(crate) struct Probe<F> {
    future: Pin<Box<F>>,
    caller: Caller,
}

impl<F: Future> Probe<F> {
    pub(crate) fn new(future: F) -> Self {
        Probe {
            future: Box::pin(future),
            caller: Caller::new(),
        }
    }

    /// One poll; a panic about it is the caller's.
    #[track_caller]
    pub(crate) fn poll(&mut self) -> Poll<F::Output> {
        self.future.as_mut().poll(&mut self.caller.cx())
    }

    /// The next polls come with another waker, which nobody has woken yet.
    pub(crate) fn change_waker(&mut self) {
        self.caller = Caller::new();
    }

    pub(crate) fn waker(&self) -> &Waker {
        &self.caller.waker
    }

    /// How often the present waker was woken.
    pub(crate) fn wakes(&self) -> usize {
        self.caller.wakes()
    }

    /// How many clones of the present waker there are.
    pub(crate) fn clones(&self) -> usize {
        Arc::strong_count(&self.caller.wakes) - 2 // `wakes` and `waker`
    }

    /// The future between two polls, for whoever only looks.
    pub(crate) fn future(&self) -> &F {
        &self.future
    }
}
