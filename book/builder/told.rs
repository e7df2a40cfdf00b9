//! Recordings of futures with wakers of their own: the tasks of an executor, or one `block_on` inside
//! of another.
//!
//! [`longhand::trace`] records one future and its waker. Here there are several, so each wake says
//! whose it is, and a task that is spawned is told of.

use std::cell::RefCell;
use std::future::{Future, IntoFuture};
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use longhand::executor::LocalExecutor;
use longhand::task::Task;
use longhand::time::ManualClock;
use pin_project::pin_project;

use crate::recording::{Cast, Event, Node, Outside, Recording, whole};

thread_local! {
    static RECORDER: RefCell<Option<Recorder>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Recorder {
    nodes: Vec<Node>,
    events: Vec<Event>,
    /// Who is being polled, outermost first.
    polling: Vec<usize>,
    /// Who has the word when nobody is.
    outside: Outside,
}

/// What the futures told that `run` has run.
pub fn record(run: impl FnOnce()) -> Recording {
    RECORDER.set(Some(Recorder {
        outside: Outside::Executor,
        ..Recorder::default()
    }));
    run();
    let Recorder { nodes, events, .. } = RECORDER.take().unwrap_or_default();
    in_order(nodes, events)
}

/// What happens, if a recording is made.
pub fn say(event: Event) {
    with(|recorder| recorder.events.push(event));
}

/// What somebody outside does, if need be in the middle of a poll.
pub fn by(outside: Outside, body: impl FnOnce()) {
    let set = |outside| with(|recorder| mem::replace(&mut recorder.outside, outside));
    set(outside);
    let polling = with(|recorder| mem::take(&mut recorder.polling));
    body();
    with(|recorder| recorder.polling = polling.unwrap_or_default());
    set(Outside::Executor);
}

/// A future with a waker of its own.
pub fn root<F: IntoFuture>(name: &'static str, future: F) -> Told<F::IntoFuture> {
    let runnable = Arc::new(AtomicBool::new(true));
    told(name, future.into_future(), Some(runnable))
}

/// A future that is polled with its parent's waker.
pub fn child<F: IntoFuture>(name: &'static str, future: F) -> Told<F::IntoFuture> {
    told(name, future.into_future(), None)
}

/// A future with a waker of its own, which is about to be spawned.
pub fn spawned<F: Future>(name: &'static str, future: F) -> Told<F> {
    let told = root(name, future);
    let node = told.mark.node(size_of::<F>(), None);
    with(|recorder| {
        let by = recorder.polling.last().copied();
        recorder.events.push(Event::Spawn { by, node });
    });
    told
}

/// Ticks until `task` is finished or nobody can run any more; the clock turns when nobody can.
pub fn run<T>(executor: &LocalExecutor<'_>, clock: &ManualClock, task: &Task<T>) {
    loop {
        executor.run_until_stalled();
        if task.is_finished() {
            return;
        }
        let Some(next) = clock.next_deadline() else {
            return say(Event::Hang);
        };
        let duration = next.saturating_duration_since(clock.now());
        sleep(duration);
        by(Outside::Clock, || clock.advance(duration));
    }
}

/// The thread sleeps for so long.
pub fn sleep(duration: Duration) {
    say(Event::Sleep {
        milliseconds: whole(duration),
    });
}

fn with<R>(change: impl FnOnce(&mut Recorder) -> R) -> Option<R> {
    RECORDER.with_borrow_mut(|recorder| recorder.as_mut().map(change))
}

fn told<F>(name: &'static str, future: F, runnable: Option<Arc<AtomicBool>>) -> Told<F> {
    Told {
        future,
        waker: None,
        runnable,
        mark: Mark(name),
    }
}

/// The future of [`root`], [`child`] and [`spawned`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Told<F> {
    #[pin]
    future: F,
    waker: Option<Telling>,
    runnable: Option<Arc<AtomicBool>>,
    // The last field: a future is gone before it is said so.
    mark: Mark,
}

impl<F: Future> Future for Told<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let told = self.project();
        let parent = with(|recorder| recorder.polling.last().copied()).flatten();
        let node = told.mark.node(size_of::<F>(), parent);
        say(Event::Poll { node, state: None });
        with(|recorder| recorder.polling.push(node));
        let answer = match told.runnable {
            None => told.future.poll(cx),
            Some(runnable) => {
                runnable.store(false, Ordering::Relaxed);
                let telling = match told.waker.take() {
                    Some(telling) if telling.target.will_wake(cx.waker()) => telling,
                    _ => Telling::new(node, runnable.clone(), cx.waker().clone()),
                };
                let telling = told.waker.insert(telling);
                told.future.poll(&mut Context::from_waker(&telling.waker))
            }
        };
        with(|recorder| recorder.polling.pop());
        let ready = answer.is_ready();
        say(Event::Polled {
            node,
            ready,
            state: None,
        });
        answer
    }
}

/// A waker that tells, and whom it passes a wake on to.
struct Telling {
    target: Waker,
    waker: Waker,
}

impl Telling {
    fn new(node: usize, runnable: Arc<AtomicBool>, target: Waker) -> Self {
        let waker = Waker::from(Arc::new(Passing {
            node,
            runnable,
            target: target.clone(),
        }));
        Telling { target, waker }
    }
}

struct Passing {
    node: usize,
    runnable: Arc<AtomicBool>,
    target: Waker,
}

impl Wake for Passing {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let of = Some(self.node);
        let fresh = !self.runnable.swap(true, Ordering::Relaxed); // a recording is made on one thread
        with(|recorder| {
            let by = recorder.polling.last().copied();
            let outside = match by {
                Some(_) => Outside::default(), // it is not asked
                None => recorder.outside,
            };
            recorder.events.push(Event::Wake {
                by,
                of,
                outside,
                fresh,
            });
        });
        self.target.wake_by_ref();
    }
}

/// The name, under which the drop is told.
struct Mark(&'static str);

impl Mark {
    /// Its number. The first to ask says how large it is, and who polls it.
    fn node(&self, size: usize, parent: Option<usize>) -> usize {
        with(|recorder| {
            let known = recorder.nodes.iter().position(|node| node.name == self.0);
            known.unwrap_or_else(|| {
                recorder.nodes.push(Node {
                    name: self.0.to_owned(),
                    parent,
                    size,
                    offset: None,
                });
                recorder.nodes.len() - 1
            })
        })
        .unwrap_or_default()
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        with(|recorder| {
            let nodes = &recorder.nodes;
            if let Some(node) = nodes.iter().position(|node| node.name == self.0) {
                recorder.events.push(Event::Drop { node });
            }
        });
    }
}

/// The recording, with each child behind its parent.
fn in_order(nodes: Vec<Node>, mut events: Vec<Event>) -> Recording {
    let mut order = Vec::new();
    let roots = (0..nodes.len()).filter(|&node| nodes[node].parent.is_none());
    roots.for_each(|root| put(root, &nodes, &mut order));
    let place = |node: &mut usize| {
        *node = order
            .iter()
            .position(|placed| placed == node)
            .unwrap_or(*node);
    };
    events.iter_mut().flat_map(Event::nodes).for_each(place);
    let placed = order.iter().map(|&node| {
        let mut node = nodes[node].clone();
        node.parent.iter_mut().for_each(place);
        node
    });
    Recording {
        cast: Cast::Futures,
        size: None,
        nodes: placed.collect(),
        events,
    }
}

fn put(node: usize, nodes: &[Node], order: &mut Vec<usize>) {
    order.push(node);
    let children = (0..nodes.len()).filter(|&child| nodes[child].parent == Some(node));
    children.for_each(|child| put(child, nodes, order));
}
