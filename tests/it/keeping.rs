//! What every combinator promises that waits for both children: `join`, `try_join` of children
//! that succeed, and `race_ok` of children that fail. The answer that comes first is kept in the
//! place of its child.

use core::fmt::Debug;
use core::future::poll_fn;
use core::task::Poll;

use futures_core::FusedFuture;

use crate::support::combinator::Keeper;
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::stack::deep;
use crate::support::stage::Event::{AnswerDropped, Dropped, Polled};
use crate::support::stage::Stage;
use crate::support::zero::Zero;

/// Makes a module with a test of every rule, for one combinator in one spelling.
macro_rules! keeping {
    ($module:ident: $keeper:ty) => {
        $crate::keeping::keeping! { $module: $keeper:
            answers_stand_in_the_order_of_the_children
            a_child_that_answers_is_dropped_before_the_next_is_polled
            a_child_that_has_answered_is_not_polled_again
            an_answer_is_kept_until_the_other_is_there
            cancelled_it_drops_the_answer_in_the_place_of_its_child
            a_panic_drops_the_answer_that_is_kept
            an_answer_that_panics_in_its_drop_spares_nobody
            a_child_that_panics_in_its_drop_leaves_its_answer_to_be_dropped
            a_child_that_wakes_its_sibling_waits_for_the_next_poll
            answers_of_every_shape_are_kept_beside_children_of_every_shape
            an_answer_may_have_no_size
        }
    };
    ($module:ident: $keeper:ty: $($rule:ident)*) => {
        mod $module {
            use super::*;

            $(#[test]
            fn $rule() {
                $crate::keeping::$rule::<$keeper>();
            })*
        }
    };
}
pub(crate) use keeping;

pub(crate) fn answers_stand_in_the_order_of_the_children<K: Keeper>() {
    for order in [["a", "b"], ["b", "a"]] {
        let stage = Stage::new();
        let a = Script::new(&stage, "a").pending(1).ready(1);
        let b = Script::new(&stage, "b").pending(1).ready("two");
        let mut probe = Probe::new(K::keep(a, b));
        for child in order {
            assert!(probe.poll().is_pending());
            stage.wake(child);
        }
        assert_eq!(probe.poll().map(K::both), Poll::Ready((1, "two")));
    }
}

pub(crate) fn a_child_that_answers_is_dropped_before_the_next_is_polled<K: Keeper>() {
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(K::keep(a.ready(1), b.ready(2)));
    assert_eq!(probe.poll().map(K::both), Poll::Ready((1, 2)));
    let events = [Polled("a"), Dropped("a"), Polled("b"), Dropped("b")];
    assert_eq!(stage.events(), events);
}

pub(crate) fn a_child_that_has_answered_is_not_polled_again<K: Keeper>() {
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::<()>::new(&stage, "b"));
    let mut probe = Probe::new(K::keep(a.ready(()), b));
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("a"), Dropped("a"), Polled("b")]);
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("b")]);

    let stage = Stage::new();
    let (a, b) = (Script::<()>::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(K::keep(a, b.ready(())));
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("a"), Polled("b"), Dropped("b")]);
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("a")]);
}

pub(crate) fn an_answer_is_kept_until_the_other_is_there<K: Keeper>() {
    for (early, late) in [("a", "b"), ("b", "a")] {
        let stage = Stage::new();
        let child = |name| Script::new(&stage, name).pending(1);
        let (a, b) = (child("a"), child("b"));
        let mut probe = Probe::new(K::keep(
            a.ready(Answer::new(&stage, "a")),
            b.ready(Answer::new(&stage, "b")),
        ));
        stage.wake(early);
        assert!(probe.poll().is_pending());
        stage.wake(late);
        let Poll::Ready((first, second)) = probe.poll().map(K::both) else {
            panic!("both have been woken");
        };
        assert_eq!(first, "a");
        assert_eq!(second, "b");
        assert_eq!(stage.present(), 2, "nothing is left but two answers");
    }
}

pub(crate) fn cancelled_it_drops_the_answer_in_the_place_of_its_child<K: Keeper>() {
    let stage = Stage::new();
    let mut probe = Probe::new(K::keep(answers(&stage, "a"), waits(&stage, "b")));
    assert!(probe.poll().is_pending());
    stage.events();
    drop(probe);
    assert_eq!(stage.events(), [AnswerDropped("a"), Dropped("b")]);

    let mut probe = Probe::new(K::keep(waits(&stage, "a"), answers(&stage, "b")));
    assert!(probe.poll().is_pending());
    stage.events();
    drop(probe);
    assert_eq!(stage.events(), [Dropped("a"), AnswerDropped("b")]);
}

pub(crate) fn a_panic_drops_the_answer_that_is_kept<K: Keeper>() {
    let stage = Stage::new();
    let b = waits(&stage, "b").pending(1).panics();
    let mut probe = Probe::new(K::keep(answers(&stage, "a"), b));
    assert!(probe.poll().is_pending());
    stage.events();
    stage.wake("b");
    assert_eq!(panic_of(|| probe.poll()).message, "b panics in its poll");
    let events = [Polled("b"), AnswerDropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);

    let a = waits(&stage, "a").pending(1).panics();
    let mut probe = Probe::new(K::keep(a, answers(&stage, "b")));
    assert!(probe.poll().is_pending());
    stage.events();
    stage.wake("a");
    assert_eq!(panic_of(|| probe.poll()).message, "a panics in its poll");
    let events = [Polled("a"), Dropped("a"), AnswerDropped("b")];
    assert_eq!(stage.events(), events);
}

pub(crate) fn an_answer_that_panics_in_its_drop_spares_nobody<K: Keeper>() {
    let stage = Stage::new();
    let a = Script::new(&stage, "a").ready(Answer::new(&stage, "a").panics_in_drop());
    let mut probe = Probe::new(K::keep(a, waits(&stage, "b")));
    assert!(probe.poll().is_pending());
    stage.events();
    assert_eq!(
        panic_of(|| drop(probe)).message,
        "a's answer panics in its drop"
    );
    assert_eq!(stage.events(), [AnswerDropped("a"), Dropped("b")]);

    let b = Script::new(&stage, "b").ready(Answer::new(&stage, "b").panics_in_drop());
    let mut probe = Probe::new(K::keep(waits(&stage, "a"), b));
    assert!(probe.poll().is_pending());
    stage.events();
    assert_eq!(
        panic_of(|| drop(probe)).message,
        "b's answer panics in its drop"
    );
    assert_eq!(stage.events(), [Dropped("a"), AnswerDropped("b")]);
}

pub(crate) fn a_child_that_panics_in_its_drop_leaves_its_answer_to_be_dropped<K: Keeper>() {
    let stage = Stage::new();
    let a = answers(&stage, "a").panics_in_drop();
    let mut probe = Probe::new(K::keep(a, waits(&stage, "b")));
    assert_eq!(panic_of(|| probe.poll()).message, "a panics in its drop");
    let events = [Polled("a"), Dropped("a"), AnswerDropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);

    let b = answers(&stage, "b").panics_in_drop();
    let mut probe = Probe::new(K::keep(waits(&stage, "a"), b));
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

pub(crate) fn a_child_that_wakes_its_sibling_waits_for_the_next_poll<K: Keeper>() {
    let stage = Stage::new();
    let a = Script::new(&stage, "a").pending(1).ready(1);
    let b = poll_fn(|_| {
        stage.wake("a");
        Poll::Ready(2)
    });
    let mut probe = Probe::new(K::keep(a, b));
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("a")]);
    assert_eq!(probe.wakes(), 1);
    assert_eq!(probe.poll().map(K::both), Poll::Ready((1, 2)));
}

pub(crate) fn answers_of_every_shape_are_kept_beside_children_of_every_shape<K: Keeper>() {
    deep(|| {
        shaped::<K, (), Aligned, Aligned, ()>();
        shaped::<K, Aligned, (), (), Aligned>();
        shaped::<K, (), (), (), Aligned>();
        shaped::<K, (), Bytes<2_000>, (), Bytes<1_000>>();
        shaped::<K, (), Bytes<1_000>, (), Bytes<2_000>>();
        shaped::<K, Bytes<3>, Bytes<2_000>, Aligned, Bytes<7>>();
        shaped::<K, Bytes<2_000>, Bytes<3>, Bytes<7>, Aligned>();
        shaped::<K, (), Bytes<MIB>, (), Bytes<MIB>>();
        shaped::<K, Bytes<MIB>, (), (), Bytes<MIB>>();
    });
}

const MIB: usize = 1 << 20;

/// A child of shape `A` answers with a shape `X`, and one of shape `B` with a `Y`; each looks after
/// its own bytes.
fn shaped<K: Keeper, A: Shape, X: Shape, B: Shape, Y: Shape>() {
    for (early, late) in [("a", "b"), ("b", "a")] {
        let stage = Stage::new();
        let a = makes::<X>(Script::<(), A>::shaped(&stage, "a"), &stage, "a");
        let b = makes::<Y>(Script::<(), B>::shaped(&stage, "b"), &stage, "b");
        let mut probe = Probe::new(K::keep(a, b));
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

pub(crate) fn an_answer_may_have_no_size<K: Keeper>() {
    Zero::drops(); // another test's, on the same thread
    let stage = Stage::new();
    let a = Script::new(&stage, "a").ready(Zero::new());
    let b = Script::new(&stage, "b").pending(1).ready(Zero::new());
    let mut probe = Probe::new(K::keep(a, b));
    assert!(probe.poll().is_pending());
    assert_eq!(Zero::drops(), 0);
    stage.wake("b");
    let answers = probe.poll();
    assert_eq!(Zero::drops(), 0);
    drop(answers);
    assert_eq!(Zero::drops(), 2);
}

/// What a keeper by hand lets be seen between two polls, of children that have no `Debug`.
pub(crate) fn shows_its_state<F>(name: &str, of: impl Fn(Script, Script) -> F)
where
    F: FusedFuture + Debug,
{
    let shows = |probe: &Probe<F>, state, is_terminated| {
        let expected = format!("{name} {{ state: {state} }}");
        assert_eq!(format!("{:?}", probe.future()), expected);
        assert_eq!(probe.future().is_terminated(), is_terminated);
    };
    for (early, late, kept) in [("a", "b", "First"), ("b", "a", "Second")] {
        let stage = Stage::new();
        let child = |name| Script::new(&stage, name).pending(1).ready(());
        let mut probe = Probe::new(of(child("a"), child("b")));
        shows(&probe, "Both", false);
        stage.wake(early);
        assert!(probe.poll().is_pending());
        shows(&probe, kept, false);
        stage.wake(late);
        assert!(probe.poll().is_ready());
        shows(&probe, "Finished", true);
    }
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(of(a, b.panics()));
    assert!(catch(|| probe.poll()).is_err());
    shows(&probe, "Panicked", true);
}

/// A child that answers at once.
fn answers(stage: &Stage, name: &'static str) -> Script<Answer> {
    Script::new(stage, name).ready(Answer::new(stage, name))
}

/// A child that never answers, unless it is told otherwise.
fn waits(stage: &Stage, name: &'static str) -> Script<Answer> {
    Script::new(stage, name)
}
