//! Every interleaving of the wakers of a group, tried one by one: wakes against polls, against a waker
//! that is replaced, against the drop of the group and of wakers.
//!
//! `RUSTFLAGS="--cfg longhand_loom" cargo test --release --test loom_precise`
//!
//! Each ordering that is weakened fails one of them, but for the two halves by which an owner sees the
//! news of a caller that it has turned away (`cell.rs`): the news is found by a `swap`, which in a model
//! is never late.
#![cfg(longhand_loom)]
#![expect(
    unsafe_code,
    reason = "a model shows by unguarded memory what happens before what"
)]

use std::future::{Future, poll_fn, ready};
use std::mem;
use std::pin::Pin;
use std::sync::{Arc as StdArc, Mutex as StdMutex};
use std::task::{Context, Poll, Wake, Waker};

use loom::cell::UnsafeCell;
use loom::future::block_on;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use longhand::join;

/// A waker that counts its wakes.
#[derive(Default)]
struct Counter(StdMutex<usize>);

impl Counter {
    fn wakes(&self) -> usize {
        *self.0.lock().unwrap()
    }
}

impl Wake for Counter {
    fn wake(self: StdArc<Self>) {
        *self.0.lock().unwrap() += 1;
    }
}

/// Memory that no atomic guards: the model fails if two threads touch it at once.
type Unguarded = Arc<UnsafeCell<u8>>;

fn touch(memory: &Unguarded) {
    // SAFETY: the model itself fails if two threads touch it at once.
    memory.with_mut(|memory| unsafe { *memory += 1 });
}

/// What a child keeps, and what is done before it is woken.
#[derive(Clone, Default)]
struct Source {
    waker: StdArc<StdMutex<Option<Waker>>>,
    memory: Unguarded,
}

impl Source {
    /// Pending once; whoever polls it again has seen what was done before the wake.
    fn child(&self) -> Child {
        let source = self.clone();
        let mut is_woken = false;
        Box::pin(poll_fn(move |cx| {
            if mem::replace(&mut is_woken, true) {
                touch(&source.memory);
                return Poll::Ready(());
            }
            *source.waker.lock().unwrap() = Some(cx.waker().clone());
            Poll::Pending
        }))
    }

    fn waker(&self) -> Waker {
        self.waker.lock().unwrap().take().expect("it was polled")
    }

    /// Wakes the child on another thread.
    fn wake(&self) -> thread::JoinHandle<()> {
        let (waker, memory) = (self.waker(), self.memory.clone());
        thread::spawn(move || {
            touch(&memory);
            waker.wake();
        })
    }
}

type Child = Pin<Box<dyn Future<Output = ()>>>;
type Group = Pin<Box<dyn Future<Output = Vec<()>>>>;

/// The children in a group of so many; the others have ended in the first poll.
fn group_of<const N: usize>(size: usize, children: [(usize, Child); N]) -> Group {
    let mut all: Vec<Child> = (0..size).map(|_| Box::pin(ready(())) as Child).collect();
    for (place, child) in children {
        all[place] = child;
    }
    Box::pin(join(all))
}

fn poll(group: &mut Group, counter: &StdArc<Counter>) -> Poll<Vec<()>> {
    let waker = Waker::from(counter.clone());
    group.as_mut().poll(&mut Context::from_waker(&waker))
}

#[test]
fn a_child_woken_while_it_is_polled_is_polled_again() {
    loom::model(|| {
        let memory = Unguarded::default();
        let theirs = memory.clone();
        let mut waking = None;
        let child = Box::pin(poll_fn(move |cx| {
            let Some(thread) = waking.take() else {
                let (waker, theirs) = (cx.waker().clone(), theirs.clone());
                waking = Some(thread::spawn(move || {
                    touch(&theirs);
                    waker.wake();
                }));
                return Poll::Pending;
            };
            touch(&theirs);
            let thread: thread::JoinHandle<()> = thread;
            thread.join().unwrap();
            Poll::Ready(())
        }));
        block_on(group_of(13, [(12, child)]));
        touch(&memory);
    });
}

/// Two children of a group, woken by two threads while it is polled.
fn two_are_woken(size: usize, places: [usize; 2]) {
    loom::model(move || {
        let sources = [Source::default(), Source::default()];
        let [a, b] = sources.each_ref().map(Source::child);
        let mut group = group_of(size, [(places[0], a), (places[1], b)]);
        let counter = StdArc::new(Counter::default());
        assert!(poll(&mut group, &counter).is_pending());
        let threads = sources.each_ref().map(Source::wake);
        let early = poll(&mut group, &counter);
        for thread in threads {
            thread.join().unwrap();
        }
        if early.is_pending() {
            assert!(counter.wakes() >= 1, "the wake that came late is known");
            assert!(poll(&mut group, &counter).is_ready());
        }
        drop(group);
        assert_eq!(StdArc::strong_count(&counter), 1);
    });
}

#[test]
fn two_children_of_one_word_are_both_found() {
    two_are_woken(13, [0, 12]);
}

#[test]
fn two_children_of_two_words_are_both_found() {
    two_are_woken(65, [0, 64]);
}

#[test]
fn one_child_after_the_other_is_found() {
    loom::model(|| {
        let sources = [Source::default(), Source::default()];
        let [a, b] = sources.each_ref().map(Source::child);
        let mut group = group_of(65, [(3, a), (64, b)]);
        let counter = StdArc::new(Counter::default());
        assert!(poll(&mut group, &counter).is_pending());
        let wakers = sources.each_ref().map(Source::waker);
        let memories = sources.each_ref().map(|source| source.memory.clone());
        let waking = thread::spawn(move || {
            for (waker, memory) in wakers.into_iter().zip(memories) {
                touch(&memory);
                waker.wake();
            }
        });
        let early = poll(&mut group, &counter);
        waking.join().unwrap();
        if early.is_pending() {
            assert!(poll(&mut group, &counter).is_ready());
        }
    });
}

#[test]
fn the_last_waker_is_called_when_wakers_change_while_a_child_is_woken() {
    loom::model(|| {
        let source = Source::default();
        let mut group = group_of(13, [(5, source.child())]);
        let (first, last) = (
            StdArc::new(Counter::default()),
            StdArc::new(Counter::default()),
        );
        assert!(poll(&mut group, &first).is_pending());
        let waking = source.wake();
        let early = poll(&mut group, &last);
        waking.join().unwrap();
        if early.is_pending() {
            assert!(last.wakes() >= 1);
            assert!(poll(&mut group, &last).is_ready());
        }
        drop(group);
        assert_eq!(StdArc::strong_count(&first), 1);
        assert_eq!(StdArc::strong_count(&last), 1);
    });
}

#[test]
fn the_last_waker_is_called_when_wakers_change_while_two_children_are_woken() {
    loom::model(|| {
        let sources = [Source::default(), Source::default()];
        let [a, b] = sources.each_ref().map(Source::child);
        let mut group = group_of(13, [(0, a), (1, b)]);
        let (first, last) = (
            StdArc::new(Counter::default()),
            StdArc::new(Counter::default()),
        );
        assert!(poll(&mut group, &first).is_pending());
        let threads = sources.each_ref().map(Source::wake);
        let early = poll(&mut group, &last);
        for thread in threads {
            thread.join().unwrap();
        }
        if early.is_pending() {
            assert!(last.wakes() >= 1);
            assert!(poll(&mut group, &last).is_ready());
        }
    });
}

/// A waker that touches memory, as one does that is more than a count.
struct Touching(Unguarded);

// SAFETY: the model itself fails if two threads touch the memory at once.
unsafe impl Send for Touching {}
// SAFETY: as above.
unsafe impl Sync for Touching {}

impl Wake for Touching {
    fn wake(self: StdArc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &StdArc<Self>) {
        // SAFETY: the model fails if somebody writes meanwhile.
        self.0.with(|memory| unsafe { *memory });
    }
}

impl Drop for Touching {
    fn drop(&mut self) {
        touch(&self.0);
    }
}

#[test]
fn a_waker_is_called_whole_and_dropped_after_its_last_call() {
    loom::model(|| {
        let source = Source::default();
        let mut group = group_of(13, [(5, source.child())]);
        let touching = |_| Waker::from(StdArc::new(Touching(Unguarded::default())));
        for waker in [(); 2].map(touching) {
            touch_and_poll(&mut group, &waker);
        }
        let waking = source.wake();
        let third = touching(());
        touch_and_poll(&mut group, &third);
        drop(third);
        drop(group);
        waking.join().unwrap();
    });
}

fn touch_and_poll(group: &mut Group, waker: &Waker) {
    let _ = group.as_mut().poll(&mut Context::from_waker(waker));
}

#[test]
fn a_group_dropped_while_a_child_is_woken_lets_go_of_the_callers_waker() {
    loom::model(|| {
        let source = Source::default();
        let mut group = group_of(13, [(5, source.child())]);
        let counter = StdArc::new(Counter::default());
        assert!(poll(&mut group, &counter).is_pending());
        let waking = source.wake();
        drop(group);
        waking.join().unwrap();
        assert!(counter.wakes() <= 1);
        assert_eq!(StdArc::strong_count(&counter), 1);
    });
}

#[test]
fn the_last_of_two_wakers_to_go_frees_what_they_share() {
    loom::model(|| {
        let source = Source::default();
        let mut group = group_of(13, [(5, source.child())]);
        let counter = StdArc::new(Counter::default());
        assert!(poll(&mut group, &counter).is_pending());
        let first = source.waker();
        let second = first.clone();
        drop(group);
        let dropping = thread::spawn(move || first.wake());
        second.wake();
        dropping.join().unwrap();
        assert_eq!(StdArc::strong_count(&counter), 1);
    });
}

#[test]
fn a_waker_cloned_and_dropped_while_the_group_goes_is_one_that_works() {
    loom::model(|| {
        let source = Source::default();
        let mut group = group_of(13, [(5, source.child())]);
        let counter = StdArc::new(Counter::default());
        assert!(poll(&mut group, &counter).is_pending());
        let waker = source.waker();
        let cloning = thread::spawn(move || {
            let clone = waker.clone();
            drop(waker);
            clone.wake();
        });
        drop(group);
        cloning.join().unwrap();
        assert_eq!(StdArc::strong_count(&counter), 1);
    });
}

#[test]
fn a_lent_waker_may_be_kept_by_two_threads_at_once() {
    loom::model(|| {
        let calls = Arc::new(AtomicUsize::new(0));
        let theirs = calls.clone();
        let child = Box::pin(poll_fn(move |cx| {
            if theirs.fetch_add(1, Ordering::Relaxed) > 0 {
                return Poll::Ready(());
            }
            // SAFETY: the thread has ended before the poll does, and with it what it was lent.
            let lent: &'static Waker = unsafe { &*std::ptr::from_ref(cx.waker()) };
            let keeping = thread::spawn(move || lent.clone());
            let own = lent.clone();
            let other = keeping.join().unwrap();
            assert!(own.will_wake(&other), "there is one block");
            own.wake();
            other.wake();
            Poll::Pending
        }));
        let mut group = group_of(13, [(12, child)]);
        let counter = StdArc::new(Counter::default());
        assert!(poll(&mut group, &counter).is_pending());
        assert_eq!(counter.wakes(), 1);
        assert!(poll(&mut group, &counter).is_ready());
        drop(group);
        assert_eq!(StdArc::strong_count(&counter), 1);
    });
}
