//! Every interleaving of what wakes a task, and of what rouses a thread that sleeps.
//!
//! `RUSTFLAGS="--cfg longhand_loom" cargo test --release --test loom_run`
//!
//! Two threads with a wake are tried in every order. More are tried with as many preemptions as
//! `LOOM_MAX_PREEMPTIONS` says, or else with two: a deep run is one with four, and takes long.
#![cfg(longhand_loom)]
#![expect(
    unsafe_code,
    reason = "a model shows by unguarded memory what happens before what"
)]

use std::cell::RefCell;
use std::env;
use std::future::{Future, poll_fn};
use std::process::Command;
use std::rc::Rc;
use std::task::{Poll, Waker};

use loom::cell::UnsafeCell;
use loom::model::Builder;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use longhand::{LocalExecutor, Task, block_on, shorthand};

/// A model with more to try than there is time for: so many preemptions, and no more.
fn bounded(model: impl Fn() + Sync + Send + 'static) {
    let mut builder = Builder::new();
    builder.preemption_bound = builder.preemption_bound.or(Some(2));
    builder.check(model);
}

/// Memory that no atomic guards: touched by two threads in turn, it shows whether one happens before
/// the other.
#[derive(Clone, Default)]
struct Unguarded(Arc<UnsafeCell<u8>>);

impl Unguarded {
    fn touch(&self) {
        // SAFETY: the model itself fails if two threads touch it at once.
        self.0.with_mut(|memory| unsafe { *memory += 1 });
    }
}

/// What another thread has done, and said so without an order: only a wake tells of it.
#[derive(Clone, Default)]
struct News {
    count: Arc<AtomicUsize>,
    memory: Unguarded,
}

impl News {
    fn bring(&self, waker: Waker) {
        self.memory.touch();
        self.count.fetch_add(1, Ordering::Relaxed);
        waker.wake();
    }

    fn have_come(&self) -> bool {
        self.count.load(Ordering::Relaxed) > 0
    }
}

/// Ready when another thread, to which it gives a waker in its first poll, has brought its news. It
/// believes a wake alone: what is done before it must have happened before the poll.
fn told() -> impl Future<Output = ()> {
    let news = News::default();
    let mut telling = None;
    poll_fn(move |cx| match telling.take() {
        None => {
            let (theirs, waker) = (news.clone(), cx.waker().clone());
            telling = Some(thread::spawn(move || theirs.bring(waker)));
            Poll::Pending
        }
        Some(thread) => {
            assert!(news.have_come(), "polled without a wake");
            news.memory.touch();
            thread.join().unwrap();
            Poll::Ready(())
        }
    })
}

#[test]
fn a_wake_from_another_thread_ends_the_sleep() {
    loom::model(|| block_on(told()));
}

#[test]
fn a_wake_from_another_thread_ends_the_sleep_of_the_shorthand() {
    loom::model(|| shorthand::block_on(told()));
}

#[test]
fn a_wake_by_a_clone_of_a_kept_waker_ends_the_sleep() {
    loom::model(|| {
        // By reference, and dropped by another: the signal outlives the call.
        let mut telling = None;
        let news = News::default();
        block_on(poll_fn(|cx| {
            if news.have_come() {
                return Poll::Ready(());
            }
            let (theirs, waker) = (news.clone(), cx.waker().clone());
            telling.get_or_insert_with(|| {
                thread::spawn(move || {
                    theirs.count.fetch_add(1, Ordering::Relaxed);
                    waker.wake_by_ref();
                    drop(waker);
                })
            });
            Poll::Pending
        }));
        telling.unwrap().join().unwrap();
    });
}

/// Ready when so many threads have brought their news.
fn told_by(threads: usize) -> impl Future<Output = ()> {
    let news = Arc::new(AtomicUsize::new(0));
    let mut telling = Vec::new();
    poll_fn(move |cx| {
        if telling.is_empty() {
            telling.extend((0..threads).map(|_| {
                let (news, waker) = (news.clone(), cx.waker().clone());
                thread::spawn(move || {
                    news.fetch_add(1, Ordering::Relaxed);
                    waker.wake();
                })
            }));
        }
        if news.load(Ordering::Relaxed) < threads {
            return Poll::Pending;
        }
        telling.drain(..).for_each(|thread| thread.join().unwrap());
        Poll::Ready(())
    })
}

#[test]
fn two_wakes_from_two_threads_end_the_sleep() {
    bounded(|| block_on(told_by(2)));
}

#[test]
fn an_outer_call_is_woken_though_an_inner_one_sleeps() {
    loom::model(|| {
        let mut is_first = true;
        block_on(poll_fn(|cx| {
            if !is_first {
                return Poll::Ready(());
            }
            is_first = false;
            let waker = cx.waker().clone();
            let waking = thread::spawn(move || waker.wake());
            block_on(told());
            waking.join().unwrap();
            Poll::Pending
        }));
    });
}

#[test]
fn a_task_that_another_thread_wakes_is_polled() {
    loom::model(|| {
        let executor = LocalExecutor::new();
        let task = executor.spawn(told());
        executor.run(task);
    });
}

#[test]
fn a_main_future_that_another_thread_wakes_is_polled() {
    loom::model(|| LocalExecutor::new().run(told()));
}

#[test]
fn a_task_woken_by_two_threads_at_once_is_polled() {
    bounded(|| {
        let executor = LocalExecutor::new();
        let task = executor.spawn(told_by(2));
        executor.run(task);
    });
}

#[test]
fn two_tasks_woken_by_two_threads_are_polled() {
    bounded(|| {
        let executor = LocalExecutor::new();
        let [first, second] = [(); 2].map(|()| executor.spawn(told()));
        executor.run(async {
            first.await;
            second.await;
        });
    });
}

/// A task that waits for ever, and its waker.
fn waiting<'a>(executor: &LocalExecutor<'a>, memory: Unguarded) -> (Task<()>, Waker) {
    let kept = Rc::new(RefCell::new(None));
    let keep = kept.clone();
    let task = executor.spawn(async move {
        let _dropped = TouchedInDrop(memory);
        poll_fn(|cx| {
            keep.replace(Some(cx.waker().clone()));
            Poll::<()>::Pending
        })
        .await;
    });
    assert!(executor.tick());
    let waker = kept.take().unwrap();
    (task, waker)
}

struct TouchedInDrop(Unguarded);

impl Drop for TouchedInDrop {
    fn drop(&mut self) {
        self.0.touch();
    }
}

#[test]
fn a_task_woken_while_its_executor_ends_is_dropped_once_and_freed() {
    loom::model(|| {
        let memory = Unguarded::default();
        let executor = LocalExecutor::new();
        let (task, waker) = waiting(&executor, memory.clone());
        let waking = thread::spawn(move || {
            waker.wake_by_ref();
            waker.wake();
        });
        drop(executor);
        assert!(task.is_finished());
        memory.touch();
        waking.join().unwrap();
    });
}

#[test]
fn a_task_woken_while_it_is_cancelled_is_dropped_once_and_freed() {
    loom::model(|| {
        let executor = LocalExecutor::new();
        let (task, waker) = waiting(&executor, Unguarded::default());
        let waking = thread::spawn(move || waker.wake());
        drop(task);
        executor.run_until_stalled();
        assert!(format!("{executor:?}").contains("tasks: 0"));
        waking.join().unwrap();
    });
}

#[test]
fn a_task_woken_twice_while_it_is_polled_is_polled_again_after_the_last() {
    bounded(|| {
        let executor = LocalExecutor::new();
        let count = Arc::new(AtomicUsize::new(0));
        let theirs = count.clone();
        let mut waking = None;
        let task = executor.spawn(poll_fn(move |cx| {
            let (count, waker) = (theirs.clone(), cx.waker().clone());
            let thread = waking.get_or_insert_with(|| {
                Some(thread::spawn(move || {
                    for _ in 0..2 {
                        count.fetch_add(1, Ordering::Relaxed);
                        waker.wake_by_ref();
                    }
                }))
            });
            if theirs.load(Ordering::Relaxed) < 2 {
                return Poll::Pending;
            }
            thread.take().map(|thread| thread.join().unwrap());
            Poll::Ready(())
        }));
        executor.run(task);
    });
}

#[test]
fn wakers_dropped_on_two_threads_free_the_task_once() {
    loom::model(|| {
        let executor = LocalExecutor::new();
        let (task, waker) = waiting(&executor, Unguarded::default());
        let clone = waker.clone();
        let dropping = thread::spawn(move || drop(clone));
        drop(executor);
        drop(task);
        drop(waker);
        dropping.join().unwrap();
    });
}

#[test]
fn what_an_owner_did_happens_before_the_end_of_the_memory() {
    // The waker is another thread's to the last: it frees the task.
    loom::model(|| {
        let executor = LocalExecutor::new();
        let (task, waker) = waiting(&executor, Unguarded::default());
        let dropping = thread::spawn(move || waker.wake());
        executor.run_until_stalled();
        drop(task);
        drop(executor);
        dropping.join().unwrap();
    });
}

/// More wakers than can be counted. Under loom that is few.
#[test]
fn more_wakers_than_can_be_counted_abort() {
    const CHILD: &str = "LONGHAND_COUNTS_TOO_FAR";
    if env::var_os(CHILD).is_some() {
        loom::model(|| {
            let executor = LocalExecutor::new();
            let (_task, waker) = waiting(&executor, Unguarded::default());
            (0..64).for_each(|_| std::mem::forget(waker.clone()));
        });
        return;
    }
    let name = "more_wakers_than_can_be_counted_abort";
    let mut child = Command::new(env::current_exe().unwrap());
    let output = child
        .arg("--exact")
        .arg(name)
        .env(CHILD, "1")
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert_eq!(output.status.code(), None, "it is ended by a signal");
}
