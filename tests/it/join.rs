//! `join`: all answers of several futures.

use core::future::poll_fn;
use core::task::Poll;

use futures_core::FusedFuture;

use crate::contract::contract;
use crate::support::combinator::Join;
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::spelling::{AsAsyncFn, ByHand, Spelling, both_spellings};
use crate::support::stack::deep;
use crate::support::stage::Event::{AnswerDropped, Dropped, Polled};
use crate::support::stage::Stage;
use crate::support::zero::Zero;

contract!(contract_by_hand: Join<ByHand>);
contract!(contract_as_async_fn: Join<AsAsyncFn>);

both_spellings!(
    answers_stand_in_the_order_of_the_children,
    a_child_that_answers_is_dropped_before_the_next_is_polled,
    a_child_that_has_answered_is_not_polled_again,
    an_answer_is_kept_until_the_other_is_there,
    cancelled_it_drops_the_answer_in_the_place_of_its_child,
    a_panic_drops_the_answer_that_is_kept,
    an_answer_that_panics_in_its_drop_spares_nobody,
    a_child_that_panics_in_its_drop_leaves_its_answer_to_be_dropped,
    a_child_that_wakes_its_sibling_waits_for_the_next_poll,
    answers_of_every_shape_are_kept_beside_children_of_every_shape,
    an_answer_may_have_no_size,
);

fn answers_stand_in_the_order_of_the_children<S: Spelling>() {
    for order in [["a", "b"], ["b", "a"]] {
        let stage = Stage::new();
        let a = Script::new(&stage, "a").pending(1).ready(1);
        let b = Script::new(&stage, "b").pending(1).ready("two");
        let mut probe = Probe::new(S::join((a, b)));
        for child in order {
            assert_eq!(probe.poll(), Poll::Pending);
            stage.wake(child);
        }
        assert_eq!(probe.poll(), Poll::Ready((1, "two")));
    }
}

fn a_child_that_answers_is_dropped_before_the_next_is_polled<S: Spelling>() {
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(S::join((a.ready(1), b.ready(2))));
    assert_eq!(probe.poll(), Poll::Ready((1, 2)));
    let events = [Polled("a"), Dropped("a"), Polled("b"), Dropped("b")];
    assert_eq!(stage.events(), events);
}

fn a_child_that_has_answered_is_not_polled_again<S: Spelling>() {
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::<()>::new(&stage, "b"));
    let mut probe = Probe::new(S::join((a.ready(()), b)));
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("a"), Dropped("a"), Polled("b")]);
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("b")]);

    let stage = Stage::new();
    let (a, b) = (Script::<()>::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(S::join((a, b.ready(()))));
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("a"), Polled("b"), Dropped("b")]);
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("a")]);
}

fn an_answer_is_kept_until_the_other_is_there<S: Spelling>() {
    for (early, late) in [("a", "b"), ("b", "a")] {
        let stage = Stage::new();
        let child = |name| Script::new(&stage, name).pending(1);
        let (a, b) = (child("a"), child("b"));
        let mut probe = Probe::new(S::join((
            a.ready(Answer::new(&stage, "a")),
            b.ready(Answer::new(&stage, "b")),
        )));
        stage.wake(early);
        assert!(probe.poll().is_pending());
        stage.wake(late);
        let Poll::Ready((first, second)) = probe.poll() else {
            panic!("both have been woken");
        };
        assert_eq!(first, "a");
        assert_eq!(second, "b");
        assert_eq!(stage.present(), 2, "nothing is left but two answers");
    }
}

fn cancelled_it_drops_the_answer_in_the_place_of_its_child<S: Spelling>() {
    let stage = Stage::new();
    let mut probe = Probe::new(S::join((answers(&stage, "a"), waits(&stage, "b"))));
    assert!(probe.poll().is_pending());
    stage.events();
    drop(probe);
    assert_eq!(stage.events(), [AnswerDropped("a"), Dropped("b")]);

    let mut probe = Probe::new(S::join((waits(&stage, "a"), answers(&stage, "b"))));
    assert!(probe.poll().is_pending());
    stage.events();
    drop(probe);
    assert_eq!(stage.events(), [Dropped("a"), AnswerDropped("b")]);
}

fn a_panic_drops_the_answer_that_is_kept<S: Spelling>() {
    let stage = Stage::new();
    let b = waits(&stage, "b").pending(1).panics();
    let mut probe = Probe::new(S::join((answers(&stage, "a"), b)));
    assert!(probe.poll().is_pending());
    stage.events();
    stage.wake("b");
    assert_eq!(panic_of(|| probe.poll()).message, "b panics in its poll");
    let events = [Polled("b"), AnswerDropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);

    let a = waits(&stage, "a").pending(1).panics();
    let mut probe = Probe::new(S::join((a, answers(&stage, "b"))));
    assert!(probe.poll().is_pending());
    stage.events();
    stage.wake("a");
    assert_eq!(panic_of(|| probe.poll()).message, "a panics in its poll");
    let events = [Polled("a"), Dropped("a"), AnswerDropped("b")];
    assert_eq!(stage.events(), events);
}

fn an_answer_that_panics_in_its_drop_spares_nobody<S: Spelling>() {
    let stage = Stage::new();
    let a = Script::new(&stage, "a").ready(Answer::new(&stage, "a").panics_in_drop());
    let mut probe = Probe::new(S::join((a, waits(&stage, "b"))));
    assert!(probe.poll().is_pending());
    stage.events();
    assert_eq!(
        panic_of(|| drop(probe)).message,
        "a's answer panics in its drop"
    );
    assert_eq!(stage.events(), [AnswerDropped("a"), Dropped("b")]);

    let b = Script::new(&stage, "b").ready(Answer::new(&stage, "b").panics_in_drop());
    let mut probe = Probe::new(S::join((waits(&stage, "a"), b)));
    assert!(probe.poll().is_pending());
    stage.events();
    assert_eq!(
        panic_of(|| drop(probe)).message,
        "b's answer panics in its drop"
    );
    assert_eq!(stage.events(), [Dropped("a"), AnswerDropped("b")]);
}

fn a_child_that_panics_in_its_drop_leaves_its_answer_to_be_dropped<S: Spelling>() {
    let stage = Stage::new();
    let a = answers(&stage, "a").panics_in_drop();
    let mut probe = Probe::new(S::join((a, waits(&stage, "b"))));
    assert_eq!(panic_of(|| probe.poll()).message, "a panics in its drop");
    let events = [Polled("a"), Dropped("a"), AnswerDropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);

    let b = answers(&stage, "b").panics_in_drop();
    let mut probe = Probe::new(S::join((waits(&stage, "a"), b)));
    assert_eq!(panic_of(|| probe.poll()).message, "b panics in its drop");
    let events = [
        Polled("a"),
        Polled("b"),
        Dropped("b"),
        Dropped("a"),
        AnswerDropped("b"),
    ];
    assert_eq!(stage.events(), events);
}

fn a_child_that_wakes_its_sibling_waits_for_the_next_poll<S: Spelling>() {
    let stage = Stage::new();
    let a = Script::new(&stage, "a").pending(1).ready(1);
    let b = poll_fn(|_| {
        stage.wake("a");
        Poll::Ready(2)
    });
    let mut probe = Probe::new(S::join((a, b)));
    assert_eq!(probe.poll(), Poll::Pending);
    assert_eq!(stage.events(), [Polled("a")]);
    assert_eq!(probe.wakes(), 1);
    assert_eq!(probe.poll(), Poll::Ready((1, 2)));
}

fn answers_of_every_shape_are_kept_beside_children_of_every_shape<S: Spelling>() {
    deep(|| {
        shaped::<S, (), Aligned, Aligned, ()>();
        shaped::<S, Aligned, (), (), Aligned>();
        shaped::<S, (), (), (), Aligned>();
        shaped::<S, (), Bytes<2_000>, (), Bytes<1_000>>();
        shaped::<S, (), Bytes<1_000>, (), Bytes<2_000>>();
        shaped::<S, Bytes<3>, Bytes<2_000>, Aligned, Bytes<7>>();
        shaped::<S, Bytes<2_000>, Bytes<3>, Bytes<7>, Aligned>();
        shaped::<S, (), Bytes<MIB>, (), Bytes<MIB>>();
        shaped::<S, Bytes<MIB>, (), (), Bytes<MIB>>();
    });
}

const MIB: usize = 1 << 20;

/// A child of shape `A` answers with a shape `X`, and one of shape `B` with a `Y`; each looks after
/// its own bytes.
fn shaped<S: Spelling, A: Shape, X: Shape, B: Shape, Y: Shape>() {
    for (early, late) in [("a", "b"), ("b", "a")] {
        let stage = Stage::new();
        let a = makes::<X>(Script::<(), A>::shaped(&stage, "a"), &stage, "a");
        let b = makes::<Y>(Script::<(), B>::shaped(&stage, "b"), &stage, "b");
        let mut probe = Probe::new(S::join((a, b)));
        assert!(probe.poll().is_pending());
        stage.wake(early);
        assert!(probe.poll().is_pending());
        assert!(probe.poll().is_pending());
        stage.wake(late);
        let answers = probe.poll();
        assert_eq!(stage.present(), 2, "nothing is left but two answers");
        drop(answers);
        assert_eq!(stage.present(), 0);
    }
}

/// Makes its answer when the child has been woken once: until then it has no room for it.
async fn makes<T: Shape>(
    child: Script<(), impl Shape>,
    stage: &Stage,
    name: &'static str,
) -> Answer<T> {
    child.pending(1).ready(()).await;
    Answer::shaped(stage, name)
}

fn an_answer_may_have_no_size<S: Spelling>() {
    Zero::drops(); // another test's, on the same thread
    let stage = Stage::new();
    let a = Script::new(&stage, "a").ready(Zero::new());
    let b = Script::new(&stage, "b").pending(1).ready(Zero::new());
    let mut probe = Probe::new(S::join((a, b)));
    assert!(probe.poll().is_pending());
    assert_eq!(Zero::drops(), 0);
    stage.wake("b");
    let answers = probe.poll();
    assert_eq!(Zero::drops(), 0);
    drop(answers);
    assert_eq!(Zero::drops(), 2);
}

#[test]
fn it_is_terminated_once_nothing_is_left_to_wait_for() {
    let stage = Stage::new();
    let (a, b) = (answers(&stage, "a"), waits(&stage, "b").pending(1));
    let mut probe = Probe::new(longhand::join((a, b.ready(Answer::new(&stage, "b")))));
    assert!(!probe.future().is_terminated());
    assert!(probe.poll().is_pending());
    assert!(!probe.future().is_terminated());
    stage.wake("b");
    assert!(probe.poll().is_ready());
    assert!(probe.future().is_terminated());

    let mut probe = Probe::new(longhand::join((
        waits(&stage, "a").panics(),
        waits(&stage, "b"),
    )));
    assert!(catch(|| probe.poll()).is_err());
    assert!(probe.future().is_terminated());
}

#[test]
fn debug_names_the_type_and_the_state_and_asks_nothing_of_the_children() {
    let stage = Stage::new();
    let child = |name| Script::new(&stage, name).pending(1);
    let join = || longhand::join((child("a").ready(()), child("b").ready(())));
    let mut probe = Probe::new(join());
    assert_eq!(format!("{:?}", probe.future()), "Join { state: Both }");
    stage.wake("a");
    assert!(probe.poll().is_pending());
    assert_eq!(format!("{:?}", probe.future()), "Join { state: First }");
    stage.wake("b");
    assert!(probe.poll().is_ready());
    assert_eq!(format!("{:?}", probe.future()), "Join { state: Finished }");

    let stage = Stage::new();
    let mut probe = Probe::new(longhand::join((waits(&stage, "a"), answers(&stage, "b"))));
    assert!(probe.poll().is_pending());
    assert_eq!(format!("{:?}", probe.future()), "Join { state: Second }");

    let mut probe = Probe::new(longhand::join((
        waits(&stage, "a").panics(),
        waits(&stage, "b"),
    )));
    assert!(catch(|| probe.poll()).is_err());
    assert_eq!(format!("{:?}", probe.future()), "Join { state: Panicked }");
}

/// A child that answers at once.
fn answers(stage: &Stage, name: &'static str) -> Script<Answer> {
    Script::new(stage, name).ready(Answer::new(stage, name))
}

/// A child that never answers, unless it is told otherwise.
fn waits(stage: &Stage, name: &'static str) -> Script<Answer> {
    Script::new(stage, name)
}
