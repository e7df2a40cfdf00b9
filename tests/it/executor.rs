//! `executor`: many tasks on one thread.

use core::cell::{Cell, RefCell};
use core::future::{Future, pending, poll_fn};
use core::task::{Poll, Waker};
use core::time::Duration;
use std::rc::Rc;
use std::sync::{Arc, mpsc};
use std::thread;

use longhand::channel::oneshot::oneshot;
use longhand::time::ManualClock;
use longhand::trace::{Counts, count};
use longhand::{LocalExecutor, Task};
use static_assertions::assert_not_impl_any;

use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::runtime::{Runtime, spawn};
use crate::support::script::Script;
use crate::support::spelling::both_spellings;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::{NOTHING, Stage};
use crate::support::storm::storm;

both_spellings!(
    tasks_run_in_the_order_in_which_they_were_woken,
    a_task_that_was_not_woken_is_not_polled,
    many_wakes_are_one_turn,
    a_task_woken_while_it_is_polled_runs_once_more,
    a_task_that_wakes_itself_waits_for_the_others_to_have_their_turn,
    a_task_that_wakes_itself_starves_no_main_future,
    a_task_that_wakes_itself_starves_no_timer,
    a_main_future_that_wakes_itself_starves_no_task,
    the_main_future_is_polled_only_when_it_was_woken,
    tasks_that_are_not_finished_go_on_in_the_next_run,
    a_main_future_that_panics_leaves_the_tasks_as_they_are,
    a_finished_task_is_not_woken_again,
    a_task_may_spawn_while_it_is_polled,
    a_task_may_spawn_in_its_drop,
    a_task_may_wake_another_in_its_drop,
    a_wake_from_another_thread_ends_the_sleep,
    a_storm_of_wakes_from_many_threads_loses_none,
    a_waker_outlives_the_executor_and_does_nothing_then,
    the_executor_drops_its_tasks_in_the_order_in_which_they_were_spawned,
    a_task_that_is_dropped_with_the_executor_may_spawn_and_wake,
    a_task_that_panics_in_its_drop_leaves_the_others_to_be_dropped,
    a_task_may_run_the_executor,
    a_task_that_is_woken_while_it_runs_the_executor_has_another_turn,
    a_task_may_run_another_executor,
    a_run_inside_of_a_run_leaves_the_outer_one_awake,
    sleeps_follow_a_clock_that_is_turned_between_two_stalls,
    spawned_outside_of_an_executor_it_panics_and_says_so,
    ten_thousand_tasks_leave_nothing_behind,
);

/// A task for each name, which is pending for ever.
fn spawn_each<S: Runtime>(
    executor: &LocalExecutor<'_>,
    stage: &Stage,
    names: impl IntoIterator<Item = &'static str>,
) {
    for name in names {
        spawn::<S, _>(executor, Script::<()>::new(stage, name)).detach();
    }
}

fn tasks_run_in_the_order_in_which_they_were_woken<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    spawn_each::<S>(&executor, &stage, ["a", "b", "c"]);
    executor.run_until_stalled();
    assert_eq!(stage.events(), [Polled("a"), Polled("b"), Polled("c")]);
    stage.wake("c");
    stage.wake("a");
    spawn_each::<S>(&executor, &stage, ["d"]);
    stage.wake("b");
    executor.run_until_stalled();
    let events = [Polled("c"), Polled("a"), Polled("d"), Polled("b")];
    assert_eq!(stage.events(), events);
}

fn a_task_that_was_not_woken_is_not_polled<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    spawn_each::<S>(&executor, &stage, ["a", "b"]);
    executor.run_until_stalled();
    stage.events();
    assert!(!executor.tick());
    stage.wake("b");
    assert!(executor.tick());
    assert!(!executor.tick());
    assert_eq!(stage.events(), [Polled("b")]);
}

fn many_wakes_are_one_turn<S: Runtime>() {
    let executor = LocalExecutor::new();
    let (counts, waker) = (Counts::default(), Rc::new(RefCell::new(None::<Waker>)));
    let kept = waker.clone();
    let task = poll_fn(move |cx| {
        kept.replace(Some(cx.waker().clone()));
        Poll::<()>::Pending
    });
    spawn::<S, _>(&executor, count(&counts, task)).detach();
    executor.run_until_stalled();
    let waker = waker.take().expect("it has been polled");
    for polls in 2..5 {
        for _ in 0..1_000 {
            waker.wake_by_ref();
            Waker::wake(waker.clone());
        }
        executor.run_until_stalled();
        assert_eq!(counts.polls(), polls);
    }
}

fn a_task_woken_while_it_is_polled_runs_once_more<S: Runtime>() {
    let (executor, counts) = (LocalExecutor::new(), Counts::default());
    let task = count(&counts, async {
        let mut is_woken = false;
        poll_fn(|cx| {
            if !is_woken {
                (0..3).for_each(|_| cx.waker().wake_by_ref());
                is_woken = true;
            }
            Poll::<()>::Pending
        })
        .await
    });
    spawn::<S, _>(&executor, task).detach();
    executor.run_until_stalled();
    assert_eq!(counts.polls(), 2);
}

/// A task that wakes itself whenever it is polled.
fn restless(counts: &Counts) -> impl Future<Output = ()> + 'static {
    let wakes_itself = poll_fn(|cx| {
        cx.waker().wake_by_ref();
        Poll::Pending
    });
    count(counts, wakes_itself)
}

fn a_task_that_wakes_itself_waits_for_the_others_to_have_their_turn<S: Runtime>() {
    let executor = LocalExecutor::new();
    let [first, second] = [Counts::default(), Counts::default()];
    spawn::<S, _>(&executor, restless(&first)).detach();
    spawn::<S, _>(&executor, restless(&second)).detach();
    for turns in 1..100 {
        assert!(executor.tick() && executor.tick());
        assert_eq!((first.polls(), second.polls()), (turns, turns));
    }
}

fn a_task_that_wakes_itself_starves_no_main_future<S: Runtime>() {
    let (executor, counts) = (LocalExecutor::new(), Counts::default());
    spawn::<S, _>(&executor, restless(&counts)).detach();
    executor.run(async {
        for _ in 0..100 {
            S::yield_now().await;
        }
    });
    assert_eq!(counts.polls(), 100);
}

fn a_task_that_wakes_itself_starves_no_timer<S: Runtime>() {
    let (executor, counts) = (LocalExecutor::new(), Counts::default());
    spawn::<S, _>(&executor, restless(&counts)).detach();
    executor.run(S::sleep(Duration::from_millis(1)));
    assert!(counts.polls() > 0);
}

fn a_main_future_that_wakes_itself_starves_no_task<S: Runtime>() {
    let (executor, counts) = (LocalExecutor::new(), Counts::default());
    let answer = executor.run(async {
        let task = async {
            for _ in 0..100 {
                S::yield_now().await;
            }
            7
        };
        longhand::race((S::spawn(task), async {
            restless(&counts).await;
            8
        }))
        .await
    });
    assert_eq!(answer, 7);
    assert_eq!(counts.polls(), 101);
}

fn the_main_future_is_polled_only_when_it_was_woken<S: Runtime>() {
    let (executor, counts) = (LocalExecutor::new(), Counts::default());
    let (sender, receiver) = oneshot();
    let task = async move {
        for _ in 0..100 {
            S::yield_now().await;
        }
        sender.send(7)
    };
    spawn::<S, _>(&executor, task).detach();
    assert_eq!(executor.run(count(&counts, receiver)), Ok(7));
    assert_eq!((counts.polls(), counts.wakes()), (2, 1));
}

fn tasks_that_are_not_finished_go_on_in_the_next_run<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::new(&stage, "task").pending(1).ready(7));
    executor.run(S::yield_now());
    assert_eq!(stage.events(), [Polled("task")]);
    stage.wake("task");
    assert_eq!(stage.events(), NOTHING);
    assert_eq!(executor.run(task), 7);
}

fn a_main_future_that_panics_leaves_the_tasks_as_they_are<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::new(&stage, "task").ready(7));
    let panic = panic_of(|| executor.run(async { panic!("out of here") }));
    assert_eq!(panic.message, "out of here");
    assert_eq!(stage.events(), NOTHING);
    assert_eq!(executor.run(task), 7);
}

fn a_finished_task_is_not_woken_again<S: Runtime>() {
    let executor = LocalExecutor::new();
    let task = poll_fn(|cx| Poll::Ready(cx.waker().clone()));
    let waker = executor.run(spawn::<S, _>(&executor, task));
    waker.wake_by_ref();
    assert!(!executor.tick());
    waker.wake();
    assert!(!executor.tick());
}

fn a_task_may_spawn_while_it_is_polled<S: Runtime>() {
    let executor = LocalExecutor::new();
    let task = spawn::<S, _>(&executor, async {
        let first = S::spawn(async { S::spawn(async { 1 }).await + 1 });
        let second = S::spawn(async { 3 });
        first.await + second.await
    });
    assert_eq!(executor.run(task), 5);
}

/// Acts when it is dropped.
struct AtTheEnd<F: FnMut()>(F);

impl<F: FnMut()> Drop for AtTheEnd<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

fn a_task_may_spawn_in_its_drop<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let last_will = stage.clone();
    let at_the_end = AtTheEnd(move || {
        S::spawn(Script::new(&last_will, "heir").ready(())).detach();
    });
    let task = spawn::<S, _>(&executor, async move {
        let _at_the_end = at_the_end;
        pending::<()>().await
    });
    executor.run_until_stalled();
    drop(task);
    executor.run_until_stalled();
    assert_eq!(stage.events(), [Polled("heir"), Dropped("heir")]);
}

fn a_task_may_wake_another_in_its_drop<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let other = spawn::<S, _>(&executor, Script::new(&stage, "other").pending(1).ready(7));
    let waking = stage.clone();
    let at_the_end = AtTheEnd(move || waking.wake("other"));
    let task = spawn::<S, _>(&executor, async move {
        let _at_the_end = at_the_end;
        pending::<()>().await
    });
    executor.run_until_stalled();
    drop(task);
    executor.run_until_stalled();
    assert_eq!(Probe::new(other).poll(), Poll::Ready(7));
}

fn a_wake_from_another_thread_ends_the_sleep<S: Runtime>() {
    let executor = LocalExecutor::new();
    let (give, take) = mpsc::channel::<Waker>();
    let waking = thread::spawn(move || take.into_iter().for_each(Waker::wake));
    let mut polls = 0;
    let task = spawn::<S, _>(
        &executor,
        poll_fn(move |cx| {
            polls += 1;
            if polls > 100 {
                return Poll::Ready(polls);
            }
            give.send(cx.waker().clone()).expect("it takes wakers");
            Poll::Pending
        }),
    );
    assert_eq!(executor.run(task), 101);
    waking.join().expect("it wakes");
}

fn a_storm_of_wakes_from_many_threads_loses_none<S: Runtime>() {
    let executor = LocalExecutor::new();
    let tasks = [(); 4].map(|()| spawn::<S, _>(&executor, storm(3, 500)));
    for task in tasks {
        executor.run(task);
    }
    executor.run(storm(3, 500));
    assert_eq!(
        format!("{executor:?}"),
        "LocalExecutor { tasks: 0, runnable: 0 }"
    );
}

fn a_waker_outlives_the_executor_and_does_nothing_then<S: Runtime>() {
    let executor = LocalExecutor::new();
    let (give, take) = mpsc::channel::<Waker>();
    let task = poll_fn(move |cx| {
        give.send(cx.waker().clone()).expect("it takes wakers");
        Poll::<()>::Pending
    });
    spawn::<S, _>(&executor, task).detach();
    executor.run_until_stalled();
    drop(executor);
    let ending = thread::spawn(move || {
        let waker = take.recv().expect("it has been polled once");
        waker.wake_by_ref();
        Waker::wake(waker.clone());
        take.recv().is_err()
    });
    assert!(ending.join().expect("a wake harms nobody"));
}

fn the_executor_drops_its_tasks_in_the_order_in_which_they_were_spawned<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    spawn_each::<S>(&executor, &stage, ["a", "b"]);
    executor.run_until_stalled();
    spawn_each::<S>(&executor, &stage, ["c"]);
    stage.wake("b");
    stage.events();
    drop(executor);
    assert_eq!(stage.events(), [Dropped("a"), Dropped("b"), Dropped("c")]);
}

fn a_task_that_is_dropped_with_the_executor_may_spawn_and_wake<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let last_will = stage.clone();
    let at_the_end = AtTheEnd(move || {
        S::spawn(Script::<()>::new(&last_will, "heir")).detach();
        last_will.wake("other");
    });
    let task = async move {
        let _at_the_end = at_the_end;
        pending::<()>().await
    };
    spawn::<S, _>(&executor, task).detach();
    spawn_each::<S>(&executor, &stage, ["other"]);
    executor.run_until_stalled();
    stage.events();
    drop(executor);
    assert_eq!(stage.events(), [Dropped("other"), Dropped("heir")]);
    assert_eq!(stage.present(), 0);
}

fn a_task_that_panics_in_its_drop_leaves_the_others_to_be_dropped<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    spawn_each::<S>(&executor, &stage, ["a"]);
    let task = Script::<()>::new(&stage, "b").panics_in_drop();
    spawn::<S, _>(&executor, task).detach();
    spawn_each::<S>(&executor, &stage, ["c"]);
    let panic = panic_of(|| drop(executor));
    assert_eq!(panic.message, "b panics in its drop");
    assert_eq!(stage.events(), [Dropped("a"), Dropped("b"), Dropped("c")]);
}

/// Spawns a task that is given the executor it runs on.
fn spawn_inside<S: Runtime, F: Future<Output: 'static> + 'static>(
    executor: &Rc<LocalExecutor<'static>>,
    future: impl FnOnce(Rc<LocalExecutor<'static>>) -> F + 'static,
) -> Task<F::Output> {
    let own = executor.clone();
    spawn::<S, _>(executor, async { future(own).await })
}

fn a_task_may_run_the_executor<S: Runtime>() {
    let executor = Rc::new(LocalExecutor::new());
    let inner = spawn::<S, _>(&executor, async { 7 });
    let task = spawn_inside::<S, _>(&executor, |own| async move { own.run(inner) });
    assert_eq!(executor.run(task), 7);
}

fn a_task_that_is_woken_while_it_runs_the_executor_has_another_turn<S: Runtime>() {
    let executor = Rc::new(LocalExecutor::new());
    let polls = Rc::new(Cell::new(0));
    let counted = polls.clone();
    let task = spawn_inside::<S, _>(&executor, |own| {
        poll_fn(move |cx| {
            counted.set(counted.get() + 1);
            if counted.get() > 1 {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            own.run_until_stalled(); // its own turn comes while it is away
            cx.waker().wake_by_ref();
            own.run_until_stalled();
            Poll::Pending
        })
    });
    executor.run_until_stalled();
    assert_eq!(polls.get(), 2);
    assert!(task.is_finished());
}

fn a_task_may_run_another_executor<S: Runtime>() {
    let (stage, outer) = (Stage::new(), LocalExecutor::new());
    let script = Script::new(&stage, "inner").ready(7);
    let task = spawn::<S, _>(&outer, async move {
        let inner = LocalExecutor::new();
        let first = inner.run(async { S::spawn(script).await });
        // Back from there, tasks are spawned here again.
        first + S::spawn(async { 1 }).await
    });
    assert_eq!(outer.run(task), 8);
}

fn a_run_inside_of_a_run_leaves_the_outer_one_awake<S: Runtime>() {
    let executor = Rc::new(LocalExecutor::new());
    let (sender, receiver) = oneshot();
    // The value is sent while the inner run sleeps elsewhere; the outer one must hear of it.
    let own = executor.clone();
    let main = async {
        let waiting = S::spawn(receiver);
        let inner = spawn_inside::<S, _>(&own, |own| async move {
            let (ended, end) = oneshot();
            let sending = thread::spawn(move || (sender.send(7), ended.send(())));
            assert_eq!(own.run(end), Ok(()));
            assert!(sending.join().is_ok_and(|sent| sent == (Ok(()), Ok(()))));
        });
        inner.await;
        waiting.await
    };
    assert_eq!(executor.run(main), Ok(7));
}

fn sleeps_follow_a_clock_that_is_turned_between_two_stalls<S: Runtime>() {
    let (clock, executor) = (ManualClock::new(), LocalExecutor::new());
    let hour = Duration::from_secs(3_600);
    let task = spawn::<S, _>(&executor, async move {
        S::sleep(hour).await;
        S::sleep(2 * hour).await;
        7
    });
    clock.enter(|| {
        executor.run_until_stalled();
        assert_eq!(clock.advance_to_next(), Some(hour));
        executor.run_until_stalled();
        clock.advance(hour);
        executor.run_until_stalled();
        assert!(!task.is_finished());
        clock.advance(hour);
        executor.run_until_stalled();
    });
    assert_eq!(Probe::new(task).poll(), Poll::Ready(7));
}

fn spawned_outside_of_an_executor_it_panics_and_says_so<S: Runtime>() {
    let panic = panic_of(|| S::spawn(async {}));
    assert_eq!(panic.message, "`spawn` called outside of a `LocalExecutor`");
    let executor = LocalExecutor::new();
    executor.run(async { S::spawn(async {}).detach() });
    assert!(catch(|| S::spawn(async {})).is_err());
}

fn ten_thousand_tasks_leave_nothing_behind<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    executor.run(async {
        for number in 0..10_000 {
            let task = S::spawn(
                Script::<()>::new(&stage, "task")
                    .pending(number % 2)
                    .ready(()),
            );
            match number % 3 {
                0 => task.detach(),
                1 => drop(task),
                _ => drop(task.cancel()),
            }
        }
    });
    executor.run_until_stalled();
    // Every third is detached, and every second of those still waits.
    assert_eq!(stage.present(), 3_334 / 2);
    drop(executor);
    assert_eq!(stage.present(), 0);
}

#[test]
fn a_task_may_borrow_what_outlives_the_executor() {
    let words = RefCell::new(vec!["one"]);
    {
        let executor = LocalExecutor::new();
        let task = executor.spawn(async {
            longhand::yield_now().await;
            words.borrow_mut().push("two");
            words.borrow().len()
        });
        assert_eq!(executor.run(task), 2);
    }
    assert_eq!(words.into_inner(), ["one", "two"]);
}

#[test]
fn a_task_spawned_through_the_executor_runs_like_any_other() {
    let (stage, executor) = (Stage::new(), LocalExecutor::default());
    let first = executor.spawn(Script::new(&stage, "first").ready(1));
    let second = executor.spawn(Script::new(&stage, "second").pending(1).ready(2));
    executor.run_until_stalled();
    stage.wake("second");
    assert_eq!(executor.run(longhand::join((first, second))), (1, 2));
    let cancelled = executor.spawn(Script::<()>::new(&stage, "third"));
    assert_eq!(executor.run(cancelled.cancel()), None);
    assert_eq!(stage.present(), 0);
}

#[test]
fn it_shows_how_many_tasks_it_has_and_how_many_of_them_were_woken() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let shows = |tasks, runnable| {
        let expected = format!("LocalExecutor {{ tasks: {tasks}, runnable: {runnable} }}");
        assert_eq!(format!("{executor:?}"), expected);
    };
    shows(0, 0);
    let first = executor.spawn(Script::new(&stage, "first").ready(()));
    let second = executor.spawn(Script::<()>::new(&stage, "second"));
    shows(2, 2);
    assert!(executor.tick());
    shows(1, 1);
    assert!(executor.tick());
    shows(1, 0);
    drop((first, second));
    shows(1, 1);
    assert!(executor.tick());
    shows(0, 0);
}

#[test]
fn an_executor_stays_on_its_thread() {
    assert_not_impl_any!(LocalExecutor<'static>: Send, Sync);
}

#[test]
fn misuse_of_spawn_is_blamed_on_the_line_that_calls_it() {
    let (here, panic) = (line!(), panic_of(|| longhand::spawn(async {})));
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
    let (here, panic) = (line!(), panic_of(|| longhand::shorthand::spawn(async {})));
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

#[test]
fn an_executor_may_end_with_its_thread() {
    thread_local! {
        static EXECUTOR: LocalExecutor<'static> = LocalExecutor::new();
    }
    let held = Arc::new(());
    let task = held.clone();
    let ending = thread::spawn(|| {
        EXECUTOR.with(|executor| {
            executor
                .spawn(async {
                    pending::<()>().await;
                    drop(task)
                })
                .detach();
            executor.run_until_stalled();
        });
    });
    ending.join().expect("it ends");
    assert_eq!(Arc::strong_count(&held), 1);
}
