//! What went wrong in executors, wakers and timers of other crates, and the test here that would
//! notice it. What is combined is in `faults.rs`.
//!
//! Wakers:
//!
//! | fault                                            | seen in                       | noticed by                                                      |
//! |--------------------------------------------------|-------------------------------|-----------------------------------------------------------------|
//! | W1 an old waker is kept                          | oneshot before 0.1.3          | `task::the_handles_latest_waker_is_woken_and_no_other`, `time::the_latest_waker_is_woken_and_no_other` |
//! | W2 a waker is cloned without need                | tokio#2045, tokio#8107        | `task`, `time::a_waker_that_is_known_is_not_cloned_again`, `lives` |
//! | W3 a waker that panics                           | tokio#3689, tokio#4069        | `task::a_wake_that_panics_leaves_the_answer_to_be_taken` and its kin, `time::a_wake_that_panics_leaves_the_others_in_the_queue` |
//! | W4 a waker is run under a lock or a borrow       | tokio#4129, smol#143          | `time::a_wake_may_begin_another_sleep` and its kin, below       |
//! | W5 a wake polls, drops, or runs the executor     | tokio#1929, ngx-rust#294      | below                                                           |
//! | W6 a waker outlives the executor, elsewhere      |                               | `executor::a_waker_outlives_the_executor_and_does_nothing_then`, `lives`, below; the abort in `tests/loom_run.rs` |
//! | W7 a wake of what is over does something         |                               | `executor::a_finished_task_is_not_woken_again`, `lives`         |
//! | W8 a wake during the own poll is lost            |                               | `executor::a_task_woken_while_it_is_polled_runs_once_more`      |
//! | W9 a storm of wakes is a storm of polls          |                               | `executor::many_wakes_are_one_turn`, `a_storm_of_wakes_from_many_threads_loses_none` |
//! | W10 a waker of what ends                         | RUSTSEC-2020-0060             | a waker is an owner of its task; one that is lent has no lifetime to lose: below |
//! | W11 an ordering that is too weak                 | futures-rs#2608, oneshot#72   | `tests/loom_run.rs`                                             |
//!
//! Executors:
//!
//! | fault                                            | seen in                       | noticed by                                                      |
//! |--------------------------------------------------|-------------------------------|-----------------------------------------------------------------|
//! | X1 a spawn, wake or cancel inside of a poll, a drop or a waker | async-executor#136 | `executor::a_task_may_spawn_while_it_is_polled` and its kin, below |
//! | X2 a panic breaks the queue                      | async-executor#78             | `task::a_panic_harms_no_other_task`, `lives`                    |
//! | X3 a task is dropped on another thread           | RUSTSEC-2021-0072             | below; handles and executors stay on their thread: `ui-tests/threads` |
//! | X4 the executor ends with tasks alive            | tokio#2074, tokio#2046        | `executor::a_task_that_is_dropped_with_the_executor_may_spawn_and_wake`, `lives` |
//! | X5 a handle is dropped, and the answer's drop panics | tokio#4430                | `task::a_detached_answer_that_panics_in_its_drop_harms_nobody`, below |
//! | X6 nested, or a park token that is eaten         | pollster 1.0.1                | `block_on::it_nests`, `a_body_that_parks_the_thread_eats_no_wake`, `it_may_be_called_in_a_drop` |
//! | X7 a task that wakes itself starves the others   | tokio#4782, tokio#5686        | `executor::a_task_that_wakes_itself_starves_no_timer` and its kin, `net` |
//! | X8 some combination of states                    | tokio's `task_combinations`   | `lives`                                                         |
//! | X9 the queue is freed while it is in use         | async-task 1.1.1              | `executor::a_waker_outlives_the_executor_and_does_nothing_then`, `tests/loom_run.rs` |
//! | X10 memory does not return                       |                               | below                                                           |
//! | X11 a thread-local is gone at the end of a thread |                              | `block_on::it_may_be_called_while_its_thread_ends`, `executor::an_executor_may_end_with_its_thread`, below |
//!
//! Timers:
//!
//! | fault                                            | seen in                       | noticed by                                                      |
//! |--------------------------------------------------|-------------------------------|-----------------------------------------------------------------|
//! | T1 a deadline past the end of time               | flume 0.12.0, tokio#6612      | `time::a_sleep_past_the_end_of_the_clock_never_ends` and its kin |
//! | T2 no time, or a deadline that has passed        |                               | `time::a_sleep_of_no_time_is_ready_at_once`, `a_sleep_until_a_time_that_has_passed_is_ready_at_once` |
//! | T3 a drop or a new waker while it fires          | tokio#3229, tokio#8252        | `time::a_wake_may_drop_another_sleep`, `a_wake_that_replaces_the_waker_and_turns_the_clock_is_not_lost` |
//! | T4 equal deadlines out of order                  |                               | `time::sleeps_with_one_deadline_wake_in_the_order_of_their_first_polls` |
//! | T5 cancelled timers stay                         |                               | a timer is in its sleep: below                                  |
//! | T6 the thread is stopped, and wakes late         |                               | `time::a_sleep_may_be_polled_late`, `a_late_tick_counts_those_that_were_missed_and_the_next_keeps_to_the_grid` |
//! | T7 a sleep ends early                            |                               | `time::a_real_sleep_is_never_early`, `a_sleep_ends_at_its_deadline_and_not_before` |

use core::cell::{Cell, RefCell};
use core::future::{Future, pending, poll_fn};
use core::pin::pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::rc::Rc;
use std::thread;

use longhand::time::{ManualClock, sleep};
use longhand::{LocalExecutor, spawn};

use crate::support::actor::{Actor, Deed};
use crate::support::allocations::allocations;
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;

/// Runs to the end of its thread.
fn on_a_thread<T: Send>(act: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| scope.spawn(act).join().expect("it ends"))
}

/// A task that is pending for ever, and its waker.
fn waiting(executor: &LocalExecutor<'static>) -> (longhand::Task<()>, Waker) {
    let kept = Rc::new(RefCell::new(None));
    let keep = kept.clone();
    let task = executor.spawn(poll_fn(move |cx| {
        keep.replace(Some(cx.waker().clone()));
        Poll::Pending
    }));
    executor.run_until_stalled();
    let waker = kept.take().expect("it has been polled");
    (task, waker)
}

#[test]
fn w4_a_waker_may_turn_to_whoever_calls_it() {
    // The handle's waker spawns, cancels and runs while its task ends; so do its clone and its drop.
    let executor = Rc::new(LocalExecutor::new());
    for deed in [Deed::Clone, Deed::Wake, Deed::Drop] {
        let (actor, own) = (Actor::new(), executor.clone());
        let ran = Rc::new(Cell::new(0));
        let counted = ran.clone();
        actor.act_on(deed, move || {
            let counted = counted.clone();
            own.spawn(async move { counted.set(counted.get() + 1) })
                .detach();
            drop(own.spawn(pending::<()>()));
            own.run_until_stalled();
        });
        let mut task = executor.spawn(async { 7 });
        let first = actor.poll(&mut task);
        executor.run_until_stalled();
        let last = match first {
            Poll::Ready(answer) => Poll::Ready(answer),
            Poll::Pending => actor.poll(&mut task),
        };
        assert_eq!((last, ran.get()), (Poll::Ready(7), 1));
    }
    assert_eq!(
        format!("{executor:?}"),
        "LocalExecutor { tasks: 0, runnable: 0 }"
    );
}

#[test]
fn w5_a_wake_polls_nothing_by_itself() {
    let executor = LocalExecutor::new();
    let polls = Rc::new(Cell::new(0));
    let counted = polls.clone();
    let task = executor.spawn(poll_fn(move |cx| {
        counted.set(counted.get() + 1);
        cx.waker().wake_by_ref();
        if counted.get() < 3 {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    }));
    for turns in 1..=3 {
        assert!(executor.tick());
        assert_eq!(polls.get(), turns);
    }
    assert!(task.is_finished());

    // Nor from outside of a poll, where a borrow of the waker's owner may be held.
    let kept = Rc::new(RefCell::new(None));
    let (keep, polls) = (kept.clone(), Rc::new(Cell::new(0)));
    let counted = polls.clone();
    let _waits = executor.spawn(poll_fn(move |cx| {
        counted.set(counted.get() + 1);
        keep.borrow_mut().get_or_insert(cx.waker().clone());
        Poll::<()>::Pending
    }));
    executor.run_until_stalled();
    let borrowed = kept.borrow_mut();
    borrowed.as_ref().expect("it was polled").wake_by_ref();
    assert_eq!(polls.get(), 1);
    drop(borrowed);
    executor.run_until_stalled();
    assert_eq!(polls.get(), 2);
}

#[test]
fn w5_a_wake_may_drop_the_executor() {
    let executor = Rc::new(RefCell::new(Some(LocalExecutor::new())));
    let (actor, dropping) = (Actor::new(), executor.clone());
    actor.act_on(Deed::Wake, move || drop(dropping.take()));
    let clock = ManualClock::new();
    let mut nap = Box::pin(sleep(Duration::from_secs(1)));
    assert!(clock.enter(|| actor.poll(nap.as_mut())).is_pending());
    let task = executor
        .borrow()
        .as_ref()
        .map(|executor| executor.spawn(pending::<()>()));
    clock.advance(Duration::from_secs(1));
    assert!(executor.borrow().is_none());
    assert!(task.is_some_and(|task| task.is_finished()));
}

#[test]
fn w6_a_million_clones_come_and_go_on_many_threads() {
    let executor = LocalExecutor::new();
    let (task, waker) = waiting(&executor);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let clones: Vec<_> = (0..1 << 18).map(|_| waker.clone()).collect();
                clones.last().expect("there are some").wake_by_ref();
            });
        }
    });
    assert!(executor.tick() && !executor.tick());
    drop((executor, task));
    on_a_thread(move || waker.wake());
}

#[test]
fn w10_a_lent_waker_is_called_on_another_thread_while_it_is_lent() {
    let mut polls = 0;
    let lent = poll_fn(|cx| {
        polls += 1;
        if polls > 2 {
            return Poll::Ready(());
        }
        let waker = cx.waker();
        match polls {
            1 => on_a_thread(|| waker.wake_by_ref()),
            // Cloned there, it outlives the call.
            _ => on_a_thread(|| Waker::wake(waker.clone())),
        }
        Poll::Pending
    });
    longhand::block_on(lent);
    assert_eq!(polls, 3);
}

#[test]
fn x1_a_task_may_cancel_and_await_others_while_it_is_polled() {
    let executor = LocalExecutor::new();
    let answer = executor.run(async {
        let doomed = spawn(pending::<u8>());
        let finished = spawn(async { 7 });
        longhand::yield_now().await;
        (doomed.cancel().await, finished.cancel().await)
    });
    assert_eq!(answer, (None, Some(7)));
}

#[test]
fn x3_whoever_drops_the_last_waker_drops_no_future() {
    struct AtHome(thread::ThreadId);
    impl Drop for AtHome {
        fn drop(&mut self) {
            assert_eq!(thread::current().id(), self.0);
        }
    }
    let executor = LocalExecutor::new();
    let kept = Rc::new(RefCell::new(Vec::new()));
    for answers in [true, false] {
        let (keep, at_home) = (kept.clone(), AtHome(thread::current().id()));
        let task = executor.spawn(async move {
            let waker = poll_fn(|cx| Poll::Ready(cx.waker().clone())).await;
            keep.borrow_mut().push(waker);
            if !answers {
                pending::<()>().await;
            }
            at_home
        });
        executor.run_until_stalled();
        drop(task);
    }
    drop(executor);
    let wakers = kept.take();
    assert_eq!(wakers.len(), 2);
    on_a_thread(move || drop(wakers));
}

#[test]
fn x5_an_answer_that_panics_in_its_drop_panics_in_whoever_drops_the_handle() {
    struct Loud;
    impl Drop for Loud {
        fn drop(&mut self) {
            panic!("out of here");
        }
    }
    let (executor, actor) = (LocalExecutor::new(), Actor::new());
    let mut task = executor.spawn(async { Loud });
    assert!(actor.poll(&mut task).is_pending());
    executor.run_until_stalled();
    assert_eq!(panic_of(|| drop(task)).message, "out of here");
    assert_eq!(actor.kept(), 0);
    // Nor does it harm whoever cancels in vain.
    let task = executor.spawn(async { Loud });
    executor.run_until_stalled();
    assert!(catch(|| drop(task.cancel())).is_err());
    executor.run_until_stalled();
}

#[test]
fn x10_a_million_tasks_leave_nothing_behind() {
    let executor = LocalExecutor::new();
    let held = Rc::new(());
    executor.run(async {
        for _ in 0..1_000 {
            for _ in 0..1_000 {
                let held = held.clone();
                executor.spawn(async move { drop(held) }).detach();
            }
            while Rc::strong_count(&held) > 1 {
                longhand::yield_now().await;
            }
        }
    });
    assert_eq!(
        format!("{executor:?}"),
        "LocalExecutor { tasks: 0, runnable: 0 }"
    );
}

#[test]
fn a_task_is_one_allocation_and_a_turn_none() {
    let executor = LocalExecutor::new();
    let mut task = None;
    let spawning = || task = Some(executor.spawn(async { longhand::yield_now().await }));
    assert_eq!(allocations(spawning), 1);
    let mut probe = Probe::new(task.take().expect("it is spawned"));
    let running = || {
        assert!(probe.poll().is_pending());
        executor.run_until_stalled();
        assert!(probe.poll().is_ready());
    };
    assert_eq!(allocations(running), 0);
}

#[test]
fn a_task_may_be_large_aligned_or_nothing() {
    #[repr(align(128))]
    struct Aligned(u8);
    let executor = LocalExecutor::new();
    let large = executor.spawn(async {
        let bytes = [7u8; 1 << 16];
        longhand::yield_now().await;
        bytes
    });
    let aligned = executor.spawn(async {
        let aligned = Aligned(7);
        longhand::yield_now().await;
        assert_eq!((&raw const aligned).addr() % 128, 0);
        aligned
    });
    let nothing = executor.spawn(core::future::ready(()));
    executor.run(async {
        assert_eq!(large.await[1 << 15], 7);
        assert_eq!(aligned.await.0, 7);
        nothing.await;
    });
}

#[test]
fn x11_an_executor_works_while_its_thread_ends() {
    static ANSWERS: AtomicUsize = AtomicUsize::new(0);
    struct Late;
    impl Drop for Late {
        fn drop(&mut self) {
            let executor = LocalExecutor::new();
            let task = executor.spawn(async {
                let (sender, receiver) = longhand::channel::oneshot::oneshot();
                thread::spawn(move || sender.send(7));
                receiver.await.unwrap_or(0)
            });
            ANSWERS.fetch_add(executor.run(task), Ordering::Relaxed);
        }
    }
    thread_local! {
        static LATE: Late = const { Late };
    }
    on_a_thread(|| {
        LATE.with(|_| ()); // made first, dropped last
        longhand::block_on(sleep(Duration::from_nanos(1)));
    });
    assert_eq!(ANSWERS.load(Ordering::Relaxed), 7);
}

#[test]
fn t5_a_million_timers_come_and_go() {
    let clock = ManualClock::new();
    let mut cx = Context::from_waker(Waker::noop());
    clock.enter(|| {
        for n in 1..1_000_000 {
            assert!(
                pin!(sleep(Duration::from_nanos(n)))
                    .poll(&mut cx)
                    .is_pending()
            );
        }
    });
    assert_eq!(clock.next_deadline(), None);
}

#[test]
fn a_sleep_in_another_runtime_says_what_it_needs() {
    let mut nap = pin!(sleep(Duration::from_secs(1)));
    let panic = panic_of(|| nap.as_mut().poll(&mut Context::from_waker(Waker::noop())));
    assert!(
        panic.message.contains("it needs `longhand::block_on`"),
        "{panic:?}"
    );
    // A clock that is turned there will do.
    let clock = ManualClock::new();
    let mut probe = Probe::new(sleep(Duration::from_secs(1)));
    assert!(clock.enter(|| probe.poll()).is_pending());
    clock.advance(Duration::from_secs(1));
    assert!(probe.poll().is_ready());
}
