//! [`record`]: runs a future under a clock that is turned by hand, and keeps what its probes say.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::task::Wake;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::future::{Future, IntoFuture};
use core::pin::pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Waker};
use std::thread_local;

use super::{Event, Node, Recording};
use crate::child::Child;
use crate::time::ManualClock;

thread_local! {
    static RECORDER: RefCell<Option<Recorder>> = const { RefCell::new(None) };
}

/// Runs `future` to its end, or until nothing can happen any more, and tells what its
/// [probes](super::probe()) saw.
///
/// Sleeps follow a clock that turns when nobody can run. A wake from another thread is not seen, and
/// not waited for.
///
/// # Panics
///
/// If `future` does, or makes a recording of its own.
#[track_caller]
pub fn record<F: IntoFuture>(future: F) -> Recording {
    let clock = ManualClock::new();
    let installed = Installed::new();
    clock.enter(|| run(future.into_future(), &clock));
    installed.finish()
}

/// The future is dropped in here, so its drops are in the recording.
fn run<F: Future>(future: F, clock: &ManualClock) {
    let root = pin!(Child::new(future));
    let address = (&raw const *root).addr();
    with(|recorder| {
        recorder.base = address;
        recorder.recording.size = size_of::<F>();
    });
    let mut root = root.project();
    let signal = Arc::new(Signal(AtomicBool::new(false)));
    let waker = Waker::from(signal.clone());
    let mut cx = Context::from_waker(&waker);
    while root.as_mut().poll(&mut cx).is_pending() {
        while !signal.take() {
            let Some(next) = clock.next_deadline() else {
                return event(Event::Hang);
            };
            let duration = next.saturating_duration_since(clock.now());
            event(Event::Sleep { duration });
            clock.advance(duration);
        }
    }
}

/// What a probe knows of its future.
pub(super) struct Sight {
    pub(super) name: &'static str,
    pub(super) address: usize,
    pub(super) size: usize,
}

/// A probed future is about to be polled; until the returned value is dropped it is the innermost one.
/// `state` is asked only while a recording is made.
pub(super) fn poll(sight: Sight, state: impl FnOnce() -> Option<String>) -> Polling {
    if !recording() {
        return Polling { node: None };
    }
    let state = state();
    let node = with(|recorder| {
        let node = recorder.node(sight);
        recorder.polling.push(node);
        recorder.recording.events.push(Event::Poll { node, state });
        node
    });
    Polling { node }
}

/// A probed future is being polled. A panic that passes ends that too.
pub(super) struct Polling {
    node: Option<usize>,
}

impl Polling {
    /// It has returned.
    pub(super) fn end(self, ready: bool, state: impl FnOnce() -> Option<String>) {
        if let Some(node) = self.node {
            let state = state();
            event(Event::Polled { node, ready, state });
        }
    }
}

impl Drop for Polling {
    fn drop(&mut self) {
        if self.node.is_some() {
            with(|recorder| recorder.polling.pop());
        }
    }
}

/// The future of that name has been dropped. One that was never polled is no node and not told of.
pub(super) fn dropped(name: &str) {
    with(|recorder| {
        let nodes = &recorder.recording.nodes;
        if let Some(node) = nodes.iter().rposition(|node| node.name == name) {
            recorder.recording.events.push(Event::Drop { node });
        }
    });
}

/// A recording under way.
#[derive(Default)]
struct Recorder {
    recording: Recording,
    /// The probed futures that are being polled, outermost first.
    polling: Vec<usize>,
    /// Where the root future begins.
    base: usize,
}

impl Recorder {
    fn node(
        &mut self,
        Sight {
            name,
            address,
            size,
        }: Sight,
    ) -> usize {
        let inside = |offset: &usize| offset + size <= self.recording.size;
        let node = Node {
            name,
            parent: self.polling.last().copied(),
            size,
            offset: address.checked_sub(self.base).filter(inside),
        };
        let nodes = &mut self.recording.nodes;
        nodes
            .iter()
            .position(|known| *known == node)
            .unwrap_or_else(|| {
                nodes.push(node);
                nodes.len() - 1
            })
    }
}

/// Takes the recorder of this thread away again, also if the recorded future panics.
struct Installed;

impl Installed {
    #[track_caller]
    fn new() -> Self {
        assert!(!recording(), "`record` inside of `record`");
        RECORDER.set(Some(Recorder::default()));
        Installed
    }

    fn finish(self) -> Recording {
        RECORDER
            .take()
            .map(|recorder| recorder.recording)
            .unwrap_or_default()
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        RECORDER.take();
    }
}

fn recording() -> bool {
    with(|_| ()).is_some()
}

/// Changes the recorder, if a recording is made; on a thread that is ending, none is.
fn with<R>(change: impl FnOnce(&mut Recorder) -> R) -> Option<R> {
    let changed = RECORDER.try_with(|recorder| recorder.borrow_mut().as_mut().map(change));
    changed.ok().flatten()
}

fn event(event: Event) {
    with(|recorder| recorder.recording.events.push(event));
}

/// Marks the root runnable, and records who did.
struct Signal(AtomicBool);

impl Signal {
    fn take(&self) -> bool {
        // ORDERING: Relaxed, a recording is made on one thread.
        self.0.swap(false, Ordering::Relaxed)
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        with(|recorder| {
            // ORDERING: Relaxed, as in `take`: another thread has no recorder.
            let fresh = !self.0.swap(true, Ordering::Relaxed);
            let by = recorder.polling.last().copied();
            recorder.recording.events.push(Event::Wake { by, fresh });
        });
    }
}
