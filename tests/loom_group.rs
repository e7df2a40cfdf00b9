//! Every interleaving of a group's wakes with its polls, pushes and drops, tried one by one.
//!
//! `RUSTFLAGS="--cfg longhand_loom" cargo test --release --test loom_group`
#![cfg(longhand_loom)]
#![expect(
    unsafe_code,
    reason = "a model shows by unguarded memory what happens before what"
)]

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc as StdArc;
use std::task::{Context, Poll, Wake, Waker};

use loom::cell::UnsafeCell;
use loom::future::block_on;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use loom::thread;

use longhand::Group;

/// Three threads have too many interleavings: those with two switches that nothing asked for.
fn three_threads(model: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(2);
    builder.check(model);
}

/// Memory that no atomic guards: touched by two threads in turn, it shows whether one happens before
/// the other.
type Unguarded = Arc<UnsafeCell<u8>>;

fn touch(memory: &Unguarded) {
    // SAFETY: the model itself fails if two threads touch it at once.
    memory.with_mut(|memory| unsafe { *memory += 1 });
}

/// What a child waits for: it is done when it says so, and what was done before is seen then.
struct Event {
    is_over: AtomicBool,
    memory: UnsafeCell<u8>,
}

impl Event {
    fn new() -> Arc<Self> {
        Arc::new(Event {
            is_over: AtomicBool::new(false),
            memory: UnsafeCell::new(0),
        })
    }

    /// Nothing here is ordered but by the wake that follows.
    fn happen(&self, waker: Waker) {
        // SAFETY: the model itself fails if two threads touch it at once.
        self.memory.with_mut(|memory| unsafe { *memory += 1 });
        self.is_over.store(true, Ordering::Relaxed);
        waker.wake();
    }
}

/// Waits for an event, and counts its polls and its drops.
struct Child {
    event: Arc<Event>,
    waker: Rc<RefCell<Option<Waker>>>,
    polls: Rc<RefCell<usize>>,
    drops: Rc<RefCell<usize>>,
}

impl Future for Child {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let polls = *self.polls.borrow() + 1;
        *self.polls.borrow_mut() = polls;
        if polls == 1 {
            *self.waker.borrow_mut() = Some(cx.waker().clone());
            return Poll::Pending;
        }
        // A poll that the wake has led to sees what was done before it. Nothing else polls it again.
        assert!(
            self.event.is_over.load(Ordering::Relaxed),
            "a wake too many"
        );
        // SAFETY: the model itself fails if two threads touch it at once.
        self.event.memory.with_mut(|memory| unsafe { *memory += 1 });
        Poll::Ready(())
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        *self.drops.borrow_mut() += 1;
    }
}

/// A waker that counts its wakes.
struct Counter(AtomicUsize);

impl Counter {
    fn new() -> StdArc<Self> {
        StdArc::new(Counter(AtomicUsize::new(0)))
    }

    fn wakes(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Wake for Counter {
    fn wake(self: StdArc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn poll<F: Future>(group: &mut Group<F>, counter: &StdArc<Counter>) -> Poll<Option<F::Output>> {
    let waker = Waker::from(counter.clone());
    pin!(group.next()).poll(&mut Context::from_waker(&waker))
}

/// A group whose children have been polled once, their wakers, and what they count.
struct World {
    group: Group<Child>,
    counter: StdArc<Counter>,
    events: Vec<Arc<Event>>,
    wakers: Vec<Waker>,
    drops: Rc<RefCell<usize>>,
}

impl World {
    fn new(children: usize) -> Self {
        let mut world = World {
            group: Group::new(),
            counter: Counter::new(),
            events: Vec::new(),
            wakers: Vec::new(),
            drops: Rc::default(),
        };
        for _ in 0..children {
            world.push();
        }
        world
    }

    fn push(&mut self) {
        let (event, waker) = (Event::new(), Rc::default());
        self.group.push(Child {
            event: event.clone(),
            waker: Rc::clone(&waker),
            polls: Rc::default(),
            drops: self.drops.clone(),
        });
        assert!(poll(&mut self.group, &self.counter).is_pending());
        self.events.push(event);
        self.wakers.extend(waker.borrow_mut().take());
    }

    /// Has the event of a child happen on another thread.
    fn happens(&mut self, child: usize) -> thread::JoinHandle<()> {
        let (event, waker) = (self.events[child].clone(), self.wakers[child].clone());
        thread::spawn(move || event.happen(waker))
    }

    /// As an executor does: polls again only if the task has been woken since.
    fn finish(&mut self, mut seen: usize, children: usize) {
        let mut left = children;
        while left > 0 {
            match poll(&mut self.group, &self.counter) {
                Poll::Ready(Some(())) => left -= 1,
                Poll::Ready(None) => panic!("a child is lost"),
                Poll::Pending => {
                    let wakes = self.counter.wakes();
                    assert!(wakes > seen, "a wake is lost");
                    seen = wakes;
                }
            }
        }
        assert_eq!(poll(&mut self.group, &self.counter), Poll::Ready(None));
    }
}

#[test]
fn a_child_woken_while_the_group_is_polled_is_polled_again() {
    loom::model(|| {
        let mut world = World::new(1);
        let waking = world.happens(0);
        let early = poll(&mut world.group, &world.counter);
        waking.join().unwrap();
        if early.is_pending() {
            assert_eq!(world.counter.wakes(), 1);
            world.finish(0, 1);
        }
        assert_eq!(*world.drops.borrow(), 1);
    });
}

#[test]
fn a_group_that_waits_is_woken() {
    loom::model(|| {
        let mut world = World::new(1);
        let waking = world.happens(0);
        assert_eq!(block_on(world.group.next()), Some(()));
        waking.join().unwrap();
    });
}

#[test]
fn two_children_woken_at_once_are_both_polled() {
    three_threads(|| {
        let mut world = World::new(2);
        let (first, second) = (world.happens(0), world.happens(1));
        let early = poll(&mut world.group, &world.counter);
        first.join().unwrap();
        second.join().unwrap();
        world.finish(0, if early.is_ready() { 1 } else { 2 });
        assert_eq!(*world.drops.borrow(), 2);
    });
}

#[test]
fn the_latest_waker_is_woken_when_wakers_change_while_a_child_is_woken() {
    loom::model(|| {
        let mut world = World::new(1);
        let waking = world.happens(0);
        world.counter = Counter::new();
        let early = poll(&mut world.group, &world.counter);
        waking.join().unwrap();
        if early.is_pending() {
            world.finish(0, 1);
        }
    });
}

#[test]
fn a_child_woken_twice_at_once_is_queued_once() {
    loom::model(|| {
        let mut world = World::new(1);
        let (memory, waker) = (Unguarded::default(), world.wakers[0].clone());
        let theirs = memory.clone();
        let event = world.events[0].clone();
        event.is_over.store(true, Ordering::Relaxed);
        let waking = thread::spawn(move || {
            touch(&theirs);
            waker.wake_by_ref();
        });
        world.wakers[0].wake_by_ref();
        waking.join().unwrap();
        touch(&memory);
        world.finish(0, 1);
        assert_eq!(*world.drops.borrow(), 1);
    });
}

#[test]
fn a_wake_of_a_child_that_is_queued_already_is_answered_by_its_poll() {
    loom::model(|| {
        let counter = Counter::new();
        let over = Arc::new(AtomicBool::new(false));
        let (kept, seen) = (Rc::new(RefCell::new(None)), over.clone());
        let theirs = kept.clone();
        let mut group = Group::new();
        group.push(poll_fn(move |cx| {
            theirs
                .borrow_mut()
                .get_or_insert_with(|| cx.waker().clone());
            match seen.load(Ordering::Relaxed) {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        }));
        assert!(poll(&mut group, &counter).is_pending());
        let waker: Waker = kept.borrow().clone().unwrap();
        waker.wake_by_ref();
        let waking = thread::spawn(move || {
            over.store(true, Ordering::Relaxed);
            waker.wake();
        });
        let early = poll(&mut group, &counter);
        waking.join().unwrap();
        if early.is_pending() {
            assert_eq!(
                counter.wakes(),
                2,
                "the poll has not seen what was before the wake"
            );
            assert_eq!(poll(&mut group, &counter), Poll::Ready(Some(())));
        }
    });
}

#[test]
fn a_child_pushed_while_another_is_woken_is_polled_too() {
    loom::model(|| {
        let mut world = World::new(1);
        let waking = world.happens(0);
        let (event, waker) = (Event::new(), Rc::default());
        world.group.push(Child {
            event,
            waker: Rc::clone(&waker),
            polls: Rc::default(),
            drops: world.drops.clone(),
        });
        let early = poll(&mut world.group, &world.counter);
        waking.join().unwrap();
        if early.is_pending() {
            assert_eq!(
                poll(&mut world.group, &world.counter),
                Poll::Ready(Some(()))
            );
        }
        assert!(waker.borrow().is_some() && world.group.len() == 1);
    });
}

#[test]
fn a_group_dropped_while_a_child_is_woken_frees_it_once() {
    loom::model(|| {
        let mut world = World::new(1);
        let waking = world.happens(0);
        world.wakers.clear();
        drop(world.group);
        assert_eq!(*world.drops.borrow(), 1);
        waking.join().unwrap();
        assert_eq!(StdArc::strong_count(&world.counter), 1);
    });
}

#[test]
fn a_group_dropped_while_two_children_are_woken_frees_both_once() {
    three_threads(|| {
        let mut world = World::new(2);
        let (first, second) = (world.happens(0), world.happens(1));
        world.wakers.clear();
        drop(world.group);
        assert_eq!(*world.drops.borrow(), 2);
        first.join().unwrap();
        second.join().unwrap();
        assert_eq!(StdArc::strong_count(&world.counter), 1);
    });
}

#[test]
fn a_group_cleared_while_a_child_is_woken_can_be_pushed_again() {
    loom::model(|| {
        let mut world = World::new(1);
        let waking = world.happens(0);
        world.wakers.clear();
        world.group.clear();
        assert_eq!(*world.drops.borrow(), 1);
        world.events.clear();
        world.push();
        waking.join().unwrap();
        assert!(poll(&mut world.group, &world.counter).is_pending());
        assert_eq!(world.group.len(), 1);
    });
}

#[test]
fn a_waker_dropped_while_its_child_ends_frees_it_once() {
    loom::model(|| {
        let mut world = World::new(1);
        world.events[0].is_over.store(true, Ordering::Relaxed);
        world.wakers[0].wake_by_ref();
        let waker = world.wakers.remove(0);
        let dropping = thread::spawn(move || drop(waker));
        assert_eq!(
            poll(&mut world.group, &world.counter),
            Poll::Ready(Some(()))
        );
        drop(world.group);
        dropping.join().unwrap();
        assert_eq!(*world.drops.borrow(), 1);
    });
}

#[test]
fn a_waker_cloned_and_dropped_by_two_threads_frees_a_child_that_has_ended_once() {
    loom::model(|| {
        let mut world = World::new(1);
        let waker = world.wakers.remove(0);
        let theirs = waker.clone();
        drop(world.group);
        let dropping = thread::spawn(move || drop(theirs.clone()));
        waker.wake();
        dropping.join().unwrap();
        assert_eq!(*world.drops.borrow(), 1);
    });
}
