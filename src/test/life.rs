//! [`Life`]: polls a future by hand, and lets the world go on while it waits.

use alloc::sync::Arc;
use alloc::task::Wake;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};

/// A future that is polled so often wakes itself for ever.
const MOST_POLLS: usize = 10_000;

/// A world that has gone on so far without a wake brings none.
const MOST_STEPS: usize = 1_000;

/// What a future does that ends as [`End::Stalled`].
pub(super) const STALLED: &str = "is pending for ever: nobody wakes it, whatever happens";

/// The life of a future, and of those that are made in its place.
pub(super) struct Life<W> {
    world: W,
    spent: Spent,
}

/// How a future ends.
pub(super) enum End<T> {
    Ready(T),
    /// It is dropped in time.
    Cancelled,
    /// It is pending, and no wake is to come.
    Stalled,
}

/// When a future can be cancelled: after so many polls, and before or after the wake for the next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    polls: usize,
    woken: bool,
}

/// How long it took: so many steps of the world, and so many polls.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spent {
    steps: usize,
    polls: usize,
}

impl<W: FnMut()> Life<W> {
    pub(super) fn new(world: W) -> Self {
        let spent = Spent { steps: 0, polls: 0 };
        Life { world, spent }
    }

    /// Lets `future` live until it is ready, or until `ends` says at some moment that it is over.
    ///
    /// Its waker is its own: a wake for the future that stood in its place is none for it.
    #[track_caller]
    pub(super) fn live<F: Future>(
        &mut self,
        mut future: Pin<&mut F>,
        mut ends: impl FnMut(Moment) -> bool,
    ) -> End<F::Output> {
        let signal = Arc::new(Signal(AtomicBool::new(true)));
        let waker = Waker::from(signal.clone());
        let mut cx = Context::from_waker(&waker);
        loop {
            if !signal.is_set() && ends(self.now(false)) {
                return End::Cancelled;
            }
            if !self.goes_on_until(&signal) {
                return End::Stalled;
            }
            if ends(self.now(true)) {
                return End::Cancelled;
            }
            self.spent.polls += 1;
            assert!(
                self.spent.polls <= MOST_POLLS,
                "the future is pending after {MOST_POLLS} polls, and wakes itself again"
            );
            if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
                return End::Ready(answer);
            }
        }
    }

    /// Steps until the future is woken; false if that does not come about.
    fn goes_on_until(&mut self, signal: &Signal) -> bool {
        for _ in 0..MOST_STEPS {
            if signal.take() {
                return true;
            }
            (self.world)();
            self.spent.steps += 1;
        }
        false
    }

    fn now(&self, woken: bool) -> Moment {
        let polls = self.spent.polls;
        Moment { polls, woken }
    }

    pub(super) fn spent(&self) -> Spent {
        self.spent
    }

    /// What a future has spent in whose place another was made at that moment. If it still waited,
    /// the first poll of the other is one more that nobody could spare.
    pub(super) fn spent_since(&self, moment: Moment) -> Spent {
        let Spent { steps, polls } = self.spent;
        Spent {
            steps,
            polls: polls - usize::from(!moment.woken),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.polls {
            0 => f.write_str("cancelled before its first poll"),
            polls => write!(f, "cancelled after {}", counted(polls, "poll")),
        }?;
        if self.polls > 0 && self.woken {
            f.write_str(" and a wake")?;
        }
        Ok(())
    }
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (steps, polls) = (counted(self.steps, "step"), counted(self.polls, "poll"));
        write!(f, "{steps} and {polls}")
    }
}

/// `1 poll`, `2 polls`.
fn counted(number: usize, what: &str) -> impl fmt::Display {
    let ending = if number == 1 { "" } else { "s" };
    alloc::format!("{number} {what}{ending}")
}

/// Whether the future is to be polled.
struct Signal(AtomicBool);

impl Signal {
    fn is_set(&self) -> bool {
        // ORDERING: Relaxed, everything goes on in one thread; a wake from another is not waited for.
        self.0.load(Ordering::Relaxed)
    }

    fn take(&self) -> bool {
        // ORDERING: Relaxed, as in `is_set`.
        self.0.swap(false, Ordering::Relaxed)
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // ORDERING: Relaxed, as in `is_set`.
        self.0.store(true, Ordering::Relaxed);
    }
}
