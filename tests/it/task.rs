//! `task`: the handle of a future that runs on its own.
//!
//! The executor is turned by hand, one tick at a time, and the handle is polled by hand.

use core::cell::{Cell, RefCell};
use core::future::{Future, pending};
use core::task::Poll;
use std::rc::Rc;

use longhand::{LocalExecutor, Task};
use static_assertions::{assert_impl_all, assert_not_impl_any};

use crate::support::actor::{Actor, Deed};
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::runtime::{Runtime, spawn};
use crate::support::script::{Answer, Script};
use crate::support::spelling::both_spellings;
use crate::support::stage::Event::{AnswerDropped, Dropped, Polled};
use crate::support::stage::{NOTHING, Stage};

both_spellings!(
    awaiting_the_handle_gives_the_answer,
    a_task_runs_though_its_handle_is_not_polled,
    a_detached_task_runs_on,
    a_detached_tasks_answer_is_dropped,
    a_tasks_future_is_gone_before_its_handle_is_ready,
    a_panicked_tasks_future_is_gone_before_its_handle_is_ready,
    a_cancelled_tasks_future_is_gone_before_its_handle_is_ready,
    dropping_the_handle_cancels_at_the_next_turn_without_a_poll,
    dropping_the_handle_of_a_finished_task_drops_the_answer,
    cancelling_waits_until_the_future_is_gone,
    cancelling_a_finished_task_gives_its_answer,
    cancelling_before_the_first_turn_never_polls,
    a_cancellation_that_is_not_awaited_is_one_all_the_same,
    a_cancelled_task_that_is_woken_is_not_polled_again,
    a_task_may_drop_its_own_handle,
    a_task_that_answers_though_it_was_cancelled_meanwhile_drops_the_answer,
    it_says_whether_it_is_finished,
    a_panic_goes_on_in_whoever_awaits_the_handle,
    a_panic_may_be_taken_as_an_error,
    a_panic_goes_on_in_whoever_awaits_the_cancellation,
    a_panic_harms_no_other_task,
    a_future_that_panics_in_its_drop_is_a_task_that_panics,
    a_cancelled_future_that_panics_in_its_drop_is_a_task_that_panics,
    a_future_that_panics_in_its_poll_and_in_its_drop_harms_nobody,
    a_detached_answer_that_panics_in_its_drop_harms_nobody,
    polled_after_completion_it_panics_however_often,
    misuse_is_blamed_on_the_line_that_polls,
    awaited_after_its_executor_was_dropped_it_panics,
    cancelled_after_its_executor_was_dropped_it_has_no_answer,
    a_handle_that_waits_is_woken_when_the_executor_is_dropped,
    a_finished_tasks_answer_outlives_the_executor,
    awaiting_a_borrowed_handle_is_lossless,
    the_handles_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    a_clone_that_panics_leaves_the_task_to_be_awaited,
    a_wake_that_panics_leaves_the_answer_to_be_taken,
    a_wake_that_panics_leaves_nothing_of_the_task_behind,
);

fn awaiting_the_handle_gives_the_answer<S: Runtime>() {
    let executor = LocalExecutor::new();
    let mut handle = Probe::new(spawn::<S, _>(&executor, async { 7 }));
    assert_eq!(handle.poll(), Poll::Pending);
    assert!(executor.tick());
    assert_eq!(handle.wakes(), 1);
    assert_eq!(handle.poll(), Poll::Ready(7));
}

fn a_task_runs_though_its_handle_is_not_polled<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::new(&stage, "task").ready(7));
    assert_eq!(stage.events(), NOTHING);
    assert!(executor.tick());
    assert_eq!(stage.events(), [Polled("task"), Dropped("task")]);
    assert_eq!(Probe::new(task).poll(), Poll::Ready(7));
}

fn a_detached_task_runs_on<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = Script::new(&stage, "task").pending(1).ready(());
    spawn::<S, _>(&executor, task).detach();
    executor.run_until_stalled();
    assert_eq!(stage.events(), [Polled("task")]);
    stage.wake("task");
    executor.run_until_stalled();
    assert_eq!(stage.events(), [Polled("task"), Dropped("task")]);
}

fn a_detached_tasks_answer_is_dropped<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let answer = Answer::new(&stage, "task");
    spawn::<S, _>(&executor, async { answer }).detach();
    assert_eq!(stage.present(), 1);
    assert!(executor.tick());
    assert_eq!(stage.present(), 0);
}

fn a_tasks_future_is_gone_before_its_handle_is_ready<S: Runtime>() {
    ends_before_its_handle::<S, _>(|script| script.pending(1).ready(()), |task| task);
}

fn a_panicked_tasks_future_is_gone_before_its_handle_is_ready<S: Runtime>() {
    ends_before_its_handle::<S, _>(|script| script.pending(1).panics(), Task::into_result);
}

fn a_cancelled_tasks_future_is_gone_before_its_handle_is_ready<S: Runtime>() {
    ends_before_its_handle::<S, _>(|script| script.pending(1), Task::cancel);
}

/// Runs a task to its end, and asserts that its future is gone when its handle is woken.
fn ends_before_its_handle<S: Runtime, H>(script: fn(Script) -> Script, handle: fn(Task<()>) -> H)
where
    H: Future,
{
    let (stage, executor, actor) = (Stage::new(), LocalExecutor::new(), Actor::new());
    let task = spawn::<S, _>(&executor, script(Script::new(&stage, "task")));
    assert!(executor.tick());
    let mut handle = Box::pin(handle(task));
    assert!(actor.poll(handle.as_mut()).is_pending());
    let present = Rc::new(Cell::new(None));
    actor.act_on(Deed::Wake, {
        let (stage, present) = (stage.clone(), present.clone());
        move || present.set(Some(stage.present()))
    });
    stage.wake("task");
    executor.run_until_stalled();
    assert_eq!(present.get(), Some(0));
    assert!(actor.poll(handle).is_ready());
}

fn dropping_the_handle_cancels_at_the_next_turn_without_a_poll<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::<()>::new(&stage, "task"));
    assert!(executor.tick());
    assert_eq!(stage.events(), [Polled("task")]);
    drop(task);
    assert_eq!(stage.events(), NOTHING);
    assert!(executor.tick());
    assert_eq!(stage.events(), [Dropped("task")]);
    assert!(!executor.tick());
}

fn dropping_the_handle_of_a_finished_task_drops_the_answer<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let answer = Answer::new(&stage, "task");
    let task = spawn::<S, _>(&executor, async { answer });
    assert!(executor.tick());
    assert_eq!(stage.present(), 1);
    drop(task);
    assert_eq!(stage.present(), 0);
    assert!(!executor.tick());
}

fn cancelling_waits_until_the_future_is_gone<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::<u8>::new(&stage, "task"));
    assert!(executor.tick());
    let mut cancel = Probe::new(task.cancel());
    assert_eq!(cancel.poll(), Poll::Pending);
    assert_eq!(stage.events(), [Polled("task")]);
    assert!(executor.tick());
    assert_eq!(stage.events(), [Dropped("task")]);
    assert_eq!(cancel.wakes(), 1);
    assert_eq!(cancel.poll(), Poll::Ready(None));
}

fn cancelling_a_finished_task_gives_its_answer<S: Runtime>() {
    let executor = LocalExecutor::new();
    let task = spawn::<S, _>(&executor, async { 7 });
    assert!(executor.tick());
    assert_eq!(Probe::new(task.cancel()).poll(), Poll::Ready(Some(7)));
}

fn cancelling_before_the_first_turn_never_polls<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::new(&stage, "task").ready(7));
    let mut cancel = Probe::new(task.cancel());
    executor.run_until_stalled();
    assert_eq!(stage.events(), [Dropped("task")]);
    assert_eq!(cancel.poll(), Poll::Ready(None));
}

fn a_cancellation_that_is_not_awaited_is_one_all_the_same<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::<()>::new(&stage, "task"));
    assert!(executor.tick());
    drop(task.cancel());
    executor.run_until_stalled();
    assert_eq!(stage.events(), [Polled("task"), Dropped("task")]);
}

fn a_cancelled_task_that_is_woken_is_not_polled_again<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::new(&stage, "task").pending(1).ready(7));
    assert!(executor.tick());
    let mut cancel = Probe::new(task.cancel());
    stage.wake("task");
    executor.run_until_stalled();
    stage.wake("task");
    executor.run_until_stalled();
    assert_eq!(stage.events(), [Polled("task"), Dropped("task")]);
    assert_eq!(cancel.poll(), Poll::Ready(None));
}

fn a_task_may_drop_its_own_handle<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let handle = Rc::new(RefCell::new(None));
    let (own, script) = (handle.clone(), Script::<()>::new(&stage, "task"));
    let task = spawn::<S, _>(&executor, async move {
        drop(own.take());
        script.await;
    });
    handle.replace(Some(task));
    assert!(executor.tick());
    assert_eq!(stage.events(), [Polled("task")]);
    executor.run_until_stalled();
    assert_eq!(stage.events(), [Dropped("task")]);
}

fn a_task_that_answers_though_it_was_cancelled_meanwhile_drops_the_answer<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let handle = Rc::new(RefCell::new(None));
    let (own, answer) = (handle.clone(), Answer::new(&stage, "task"));
    let task = spawn::<S, _>(&executor, async move {
        drop(own.take());
        answer
    });
    handle.replace(Some(task));
    executor.run_until_stalled();
    assert_eq!(stage.events(), [AnswerDropped("task")]);
}

fn it_says_whether_it_is_finished<S: Runtime>() {
    let executor = LocalExecutor::new();
    let mut handle = Probe::new(spawn::<S, _>(&executor, async { 7 }));
    let shows = |handle: &Probe<Task<u8>>, finished| {
        assert_eq!(handle.future().is_finished(), finished);
        let expected = format!("Task {{ finished: {finished} }}");
        assert_eq!(format!("{:?}", handle.future()), expected);
    };
    shows(&handle, false);
    assert!(executor.tick());
    shows(&handle, true);
    assert!(handle.poll().is_ready());
    shows(&handle, true);
    let panicked = spawn::<S, _>(&executor, async { panic!("out of here") });
    assert!(catch(|| executor.tick()).is_ok());
    assert!(panicked.is_finished());
    let left = spawn::<S, _>(&executor, pending::<()>());
    drop(executor);
    assert!(left.is_finished());
}

fn a_panic_goes_on_in_whoever_awaits_the_handle<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::<()>::new(&stage, "task").panics());
    assert_eq!(catch(|| executor.tick()), Ok(true));
    assert_eq!(
        panic_message(|| executor.run(task)),
        "task panics in its poll"
    );
}

fn a_panic_may_be_taken_as_an_error<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::<()>::new(&stage, "task").panics());
    assert_eq!(catch(|| executor.tick()), Ok(true));
    let error = executor.run(task.into_result()).expect_err("it panics");
    let message = error.downcast_ref::<String>().map(String::as_str);
    assert_eq!(message, Some("task panics in its poll"));
    let task = spawn::<S, _>(&executor, async { 7 });
    assert!(
        executor
            .run(task.into_result())
            .is_ok_and(|answer| answer == 7)
    );
}

fn a_panic_goes_on_in_whoever_awaits_the_cancellation<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::<()>::new(&stage, "task").panics());
    assert_eq!(catch(|| executor.tick()), Ok(true));
    let message = panic_message(|| executor.run(task.cancel()));
    assert_eq!(message, "task panics in its poll");
}

fn a_panic_harms_no_other_task<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let first = spawn::<S, _>(&executor, Script::new(&stage, "first").pending(1).ready(1));
    let second = spawn::<S, _>(&executor, Script::<()>::new(&stage, "second").panics());
    let third = spawn::<S, _>(&executor, Script::new(&stage, "third").ready(3));
    assert_eq!(catch(|| executor.run_until_stalled()), Ok(()));
    stage.wake("first");
    assert_eq!(executor.run(async { (first.await, third.await) }), (1, 3));
    assert!(second.is_finished());
}

fn a_future_that_panics_in_its_drop_is_a_task_that_panics<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let script = Script::new(&stage, "task").ready(Answer::new(&stage, "task"));
    let task = spawn::<S, _>(&executor, script.panics_in_drop());
    assert_eq!(catch(|| executor.tick()), Ok(true));
    assert_eq!(stage.present(), 0);
    assert_eq!(
        panic_message(|| executor.run(task)),
        "task panics in its drop"
    );
}

fn a_cancelled_future_that_panics_in_its_drop_is_a_task_that_panics<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let script = Script::<()>::new(&stage, "task").panics_in_drop();
    let task = spawn::<S, _>(&executor, script);
    assert!(executor.tick());
    let cancel = task.cancel();
    assert_eq!(catch(|| executor.tick()), Ok(true));
    assert_eq!(stage.events(), [Polled("task"), Dropped("task")]);
    assert_eq!(
        panic_message(|| executor.run(cancel)),
        "task panics in its drop"
    );
}

fn a_future_that_panics_in_its_poll_and_in_its_drop_harms_nobody<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let script = Script::<()>::new(&stage, "task").panics().panics_in_drop();
    let task = spawn::<S, _>(&executor, script);
    assert_eq!(catch(|| executor.tick()), Ok(true));
    assert_eq!(stage.present(), 0);
    let panic = executor.run(task.into_result()).unwrap_err();
    let message = panic.downcast_ref::<String>().map(String::as_str);
    assert_eq!(message, Some("task panics in its poll"));
}

fn a_detached_answer_that_panics_in_its_drop_harms_nobody<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let answer = Answer::new(&stage, "task").panics_in_drop();
    spawn::<S, _>(&executor, async { answer }).detach();
    assert_eq!(catch(|| executor.tick()), Ok(true));
    assert_eq!(stage.present(), 0);
}

fn polled_after_completion_it_panics_however_often<S: Runtime>() {
    let executor = LocalExecutor::new();
    let mut task = Probe::new(spawn::<S, _>(&executor, async {}));
    let mut cancel = Probe::new(spawn::<S, _>(&executor, async {}).cancel());
    let mut result = Probe::new(spawn::<S, _>(&executor, async {}).into_result());
    executor.run_until_stalled();
    assert!(task.poll().is_ready() && cancel.poll().is_ready() && result.poll().is_ready());
    let sentence = "`Task` polled after completion";
    for _ in 0..3 {
        assert_eq!(panic_message(|| task.poll()), sentence);
        assert_eq!(panic_message(|| cancel.poll()), sentence);
        assert_eq!(panic_message(|| result.poll()), sentence);
    }
}

fn misuse_is_blamed_on_the_line_that_polls<S: Runtime>() {
    let executor = LocalExecutor::new();
    let mut finished = Probe::new(spawn::<S, _>(&executor, async {}));
    executor.run_until_stalled();
    assert!(finished.poll().is_ready());
    let (here, panic) = (line!(), panic_of(|| finished.poll()));
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
    let mut left = Probe::new(spawn::<S, _>(&executor, pending::<()>()));
    drop(executor);
    let (here, panic) = (line!(), panic_of(|| left.poll()));
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

fn awaited_after_its_executor_was_dropped_it_panics<S: Runtime>() {
    let executor = LocalExecutor::new();
    let mut task = Probe::new(spawn::<S, _>(&executor, pending::<()>()));
    let mut result = Probe::new(spawn::<S, _>(&executor, pending::<()>()).into_result());
    drop(executor);
    let sentence = "`Task` awaited after its executor was dropped";
    assert_eq!(panic_message(|| task.poll()), sentence);
    assert_eq!(panic_message(|| result.poll()), sentence);
}

fn cancelled_after_its_executor_was_dropped_it_has_no_answer<S: Runtime>() {
    let executor = LocalExecutor::new();
    let task = spawn::<S, _>(&executor, pending::<()>());
    drop(executor);
    assert_eq!(Probe::new(task.cancel()).poll(), Poll::Ready(None));
}

fn a_handle_that_waits_is_woken_when_the_executor_is_dropped<S: Runtime>() {
    let (stage, executor) = (Stage::new(), LocalExecutor::new());
    let task = spawn::<S, _>(&executor, Script::<()>::new(&stage, "task"));
    let mut cancel = Probe::new(task.cancel());
    assert_eq!(cancel.poll(), Poll::Pending);
    drop(executor);
    assert_eq!(stage.events(), [Dropped("task")]);
    assert_eq!(cancel.wakes(), 1);
    assert_eq!(cancel.poll(), Poll::Ready(None));
}

fn a_finished_tasks_answer_outlives_the_executor<S: Runtime>() {
    let executor = LocalExecutor::new();
    let task = spawn::<S, _>(&executor, async { 7 });
    executor.run_until_stalled();
    drop(executor);
    assert_eq!(Probe::new(task).poll(), Poll::Ready(7));
}

fn awaiting_a_borrowed_handle_is_lossless<S: Runtime>() {
    let executor = LocalExecutor::new();
    let mut task = spawn::<S, _>(&executor, async { 7 });
    for _ in 0..3 {
        assert_eq!(Probe::new(&mut task).poll(), Poll::Pending);
    }
    executor.run_until_stalled();
    drop(Probe::new(&mut task));
    assert_eq!(Probe::new(&mut task).poll(), Poll::Ready(7));
}

fn the_handles_latest_waker_is_woken_and_no_other<S: Runtime>() {
    let (executor, first, last) = (LocalExecutor::new(), Actor::new(), Actor::new());
    let mut task = spawn::<S, _>(&executor, async { 7 });
    assert_eq!(first.poll(&mut task), Poll::Pending);
    assert_eq!(last.poll(&mut task), Poll::Pending);
    assert_eq!((first.kept(), last.kept()), (0, 1));
    executor.run_until_stalled();
    assert_eq!((first.times(Deed::Wake), last.times(Deed::Wake)), (0, 1));
    assert_eq!(last.kept(), 0);
}

fn a_waker_that_is_known_is_not_cloned_again<S: Runtime>() {
    let (executor, actor) = (LocalExecutor::new(), Actor::new());
    let mut task = spawn::<S, _>(&executor, async { 7 });
    for _ in 0..3 {
        assert_eq!(actor.poll(&mut task), Poll::Pending);
    }
    assert_eq!(actor.times(Deed::Clone), 1);
}

fn a_clone_that_panics_leaves_the_task_to_be_awaited<S: Runtime>() {
    let (executor, actor) = (LocalExecutor::new(), Actor::new());
    let mut task = spawn::<S, _>(&executor, async { 7 });
    actor.act_on(Deed::Clone, || panic!("no clone"));
    assert_eq!(panic_message(|| actor.poll(&mut task)), "no clone");
    assert_eq!(actor.poll(&mut task), Poll::Pending);
    executor.run_until_stalled();
    assert_eq!(actor.times(Deed::Wake), 1);
    assert_eq!(actor.poll(&mut task), Poll::Ready(7));
}

fn a_wake_that_panics_leaves_the_answer_to_be_taken<S: Runtime>() {
    let (executor, actor) = (LocalExecutor::new(), Actor::new());
    let mut task = spawn::<S, _>(&executor, async { 7 });
    let other = spawn::<S, _>(&executor, async { 8 });
    assert_eq!(actor.poll(&mut task), Poll::Pending);
    actor.act_on(Deed::Wake, || panic!("no wake"));
    // The waker is not the task's: its panic is whose turn it was.
    assert_eq!(panic_message(|| executor.tick()), "no wake");
    assert_eq!(actor.poll(&mut task), Poll::Ready(7));
    assert_eq!(executor.run(other), 8);
}

fn a_wake_that_panics_leaves_nothing_of_the_task_behind<S: Runtime>() {
    let (executor, actor) = (LocalExecutor::new(), Actor::new());
    let mut task = spawn::<S, _>(&executor, async { 7 });
    assert_eq!(actor.poll(&mut task), Poll::Pending);
    actor.act_on(Deed::Wake, || panic!("no wake"));
    assert_eq!(panic_message(|| executor.tick()), "no wake");
    let shown = format!("{executor:?}");
    assert_eq!(shown, "LocalExecutor { tasks: 0, runnable: 0 }");
}

#[test]
fn a_handle_stays_on_its_thread() {
    assert_not_impl_any!(Task<u8>: Send, Sync);
    assert_impl_all!(Task<core::marker::PhantomPinned>: Unpin);
}

#[track_caller]
fn panic_message<T>(act: impl FnOnce() -> T) -> String {
    panic_of(act).message
}
