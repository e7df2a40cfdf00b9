//! How the models of what waits for a lock are gone through. Such threads make paths without end, so it is
//! those with few preemptions: four with two threads, one with three. With `LONGHAND_LOOM_DEEP=6` it is six
//! for all, which takes hours. `--nocapture` shows how many paths they were.

use std::env;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc as StdArc;
use std::sync::atomic::AtomicUsize as StdAtomicUsize;
use std::task::{Context, Poll, Waker};

use loom::cell::UnsafeCell;
use loom::model::Builder;
use loom::sync::Arc;
use loom::sync::atomic::Ordering;
use loom::thread;

use crate::models::Counter;

pub(crate) fn two(model: impl Fn() + Sync + Send + 'static) {
    check(4, model);
}

pub(crate) fn three(model: impl Fn() + Sync + Send + 'static) {
    check(1, model);
}

/// Every path with so many preemptions, or as many as are asked for.
fn check(preemptions: usize, model: impl Fn() + Sync + Send + 'static) {
    let mut builder = Builder::new();
    let deep = env::var("LONGHAND_LOOM_DEEP").ok();
    let deep = deep.map(|deep| deep.parse().expect("a number of preemptions"));
    builder.preemption_bound = deep.or(Some(preemptions));
    builder.max_branches = 20_000;
    let paths = StdArc::new(StdAtomicUsize::new(0));
    let counted = paths.clone();
    builder.check(move || {
        counted.fetch_add(1, Ordering::Relaxed);
        model();
    });
    println!("{} paths", paths.load(Ordering::Relaxed));
}

pub(crate) fn poll<F: Future>(future: Pin<&mut F>, counter: &StdArc<Counter>) -> Poll<F::Output> {
    let waker = Waker::from(counter.clone());
    future.poll(&mut Context::from_waker(&waker))
}

/// Polls until it is ready. A receiver that comes with another waker while its last one is being
/// called wakes itself until that call is over: so it lets the others go on before it is polled again.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loom::future::block_on(poll_fn(|cx| {
        let answer = future.as_mut().poll(cx);
        if answer.is_pending() {
            thread::yield_now();
        }
        answer
    }))
}

/// Memory that no atomic guards: touched by two ends in turn, it shows whether one happens before the
/// other.
pub(crate) type Unguarded = Arc<UnsafeCell<u8>>;

pub(crate) fn touch(memory: &Unguarded) {
    // SAFETY: the model itself fails if two threads touch it at once.
    memory.with_mut(|memory| unsafe { *memory += 1 });
}
