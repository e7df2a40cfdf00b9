//! What waits for all three: `join`, `try_join` of children that succeed, and `race_ok` of children
//! that fail.

use core::convert::Infallible;
use core::future::Future;
use core::marker::PhantomData;
use core::task::Poll;

use super::{NAMES, all_dropped, every_set_but_all, every_set_without, polled_up_to, wake};
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::{NOTHING, Stage};
use crate::support::trio::{Trio, every_trio};
use crate::support::verdict::judged;

/// Makes a test of every rule, for one combinator of each trio.
macro_rules! keeping {
    ($module:ident: $Of:ident) => {
        every_trio!($module: $Of:
            answers_stand_in_the_order_of_the_children_whoever_is_first
            a_child_that_answers_is_dropped_before_the_next_is_polled
            a_child_that_has_answered_is_not_polled_again
            cancelled_it_drops_futures_and_answers_in_index_order
            a_child_that_panics_takes_futures_and_answers_along_in_index_order
            a_child_that_panics_in_its_drop_leaves_its_answer_to_be_dropped_in_its_place
            cancelled_it_drops_all_even_if_a_future_panics
            cancelled_it_drops_all_even_if_an_answer_panics
        );
    };
}

keeping!(join: Join);
keeping!(try_join: TryJoin);
keeping!(race_ok: RaceOk);

/// What gives all three answers.
trait Keeper {
    fn keep<F: Future>(children: [F; 3]) -> impl Future<Output = [F::Output; 3]>;
}

struct Join<T>(PhantomData<T>);

impl<T: Trio> Keeper for Join<T> {
    fn keep<F: Future>(children: [F; 3]) -> impl Future<Output = [F::Output; 3]> {
        T::join(children)
    }
}

struct TryJoin<T>(PhantomData<T>);

impl<T: Trio> Keeper for TryJoin<T> {
    fn keep<F: Future>(children: [F; 3]) -> impl Future<Output = [F::Output; 3]> {
        let children = children.map(|child| judged(child, Ok::<_, Infallible>));
        judged(T::try_join(children), |Ok(values)| values)
    }
}

struct RaceOk<T>(PhantomData<T>);

impl<T: Trio> Keeper for RaceOk<T> {
    fn keep<F: Future>(children: [F; 3]) -> impl Future<Output = [F::Output; 3]> {
        let children = children.map(|child| judged(child, Err::<Infallible, _>));
        judged(T::race_ok(children), |Err(errors)| errors)
    }
}

fn answers_stand_in_the_order_of_the_children_whoever_is_first<K: Keeper>() {
    for first in 0..3 {
        for second in (0..3).filter(|&second| second != first) {
            let stage = Stage::new();
            let mut probe = Probe::new(K::keep(children(&stage)));
            for early in [first, second] {
                stage.wake(NAMES[early]);
                assert!(probe.poll().is_pending());
            }
            stage.wake(NAMES[3 - first - second]);
            let Poll::Ready(answers) = probe.poll() else {
                panic!("all have been woken");
            };
            assert_eq!(answers, NAMES);
            assert_eq!(stage.present(), 3, "nothing is left but three answers");
        }
    }
}

fn a_child_that_answers_is_dropped_before_the_next_is_polled<K: Keeper>() {
    for answered in every_set_but_all() {
        let stage = Stage::new();
        let mut probe = Probe::new(K::keep(children(&stage)));
        wake(&stage, answered);
        assert!(probe.poll().is_pending());
        let mut events = Vec::new();
        for (child, name) in NAMES.into_iter().enumerate() {
            events.push(Polled(name));
            if answered[child] {
                events.push(Dropped(name));
            }
        }
        assert_eq!(stage.events(), events);
    }
}

fn a_child_that_has_answered_is_not_polled_again<K: Keeper>() {
    for answered in every_set_but_all() {
        let stage = Stage::new();
        let mut probe = after_a_poll::<K>(&stage, answered);
        for _ in 0..2 {
            assert!(probe.poll().is_pending());
            assert_eq!(stage.events(), polled_up_to(2, answered));
        }
    }
}

fn cancelled_it_drops_futures_and_answers_in_index_order<K: Keeper>() {
    for answered in every_set_but_all() {
        let stage = Stage::new();
        let probe = after_a_poll::<K>(&stage, answered);
        drop(probe);
        assert_eq!(stage.events(), all_dropped(answered));
    }
}

fn a_child_that_panics_takes_futures_and_answers_along_in_index_order<K: Keeper>() {
    for (culprit, name) in NAMES.into_iter().enumerate() {
        for answered in every_set_without(culprit) {
            let stage = Stage::new();
            let mut probe = after_a_poll_but::<K>(&stage, answered, name, Script::panics);
            stage.wake(name);
            let panic = panic_of(|| probe.poll());
            assert_eq!(panic.message, format!("{name} panics in its poll"));
            let mut events = polled_up_to(culprit, answered);
            events.extend(all_dropped(answered));
            assert_eq!(stage.events(), events);
            drop(probe);
            assert_eq!(stage.events(), NOTHING);
        }
    }
}

fn a_child_that_panics_in_its_drop_leaves_its_answer_to_be_dropped_in_its_place<K: Keeper>() {
    for (culprit, name) in NAMES.into_iter().enumerate() {
        for mut answered in every_set_without(culprit) {
            let stage = Stage::new();
            let mut probe = after_a_poll_but::<K>(&stage, answered, name, |child| {
                child.ready(Answer::new(&stage, name)).panics_in_drop()
            });
            stage.wake(name);
            let panic = panic_of(|| probe.poll());
            assert_eq!(panic.message, format!("{name} panics in its drop"));
            let mut events = polled_up_to(culprit, answered);
            events.push(Dropped(name));
            answered[culprit] = true;
            events.extend(all_dropped(answered));
            assert_eq!(stage.events(), events);
            drop(probe);
            assert_eq!(stage.events(), NOTHING);
        }
    }
}

fn cancelled_it_drops_all_even_if_a_future_panics<K: Keeper>() {
    for (culprit, name) in NAMES.into_iter().enumerate() {
        for answered in every_set_without(culprit) {
            let stage = Stage::new();
            let probe = after_a_poll_but::<K>(&stage, answered, name, Script::panics_in_drop);
            let panic = panic_of(|| drop(probe));
            assert_eq!(panic.message, format!("{name} panics in its drop"));
            assert_eq!(stage.events(), all_dropped(answered));
        }
    }
}

fn cancelled_it_drops_all_even_if_an_answer_panics<K: Keeper>() {
    for (culprit, name) in NAMES.into_iter().enumerate() {
        for answered in every_set_but_all().filter(|answered| answered[culprit]) {
            let stage = Stage::new();
            let probe = after_a_poll_but::<K>(&stage, answered, name, |child| {
                child.ready(Answer::new(&stage, name).panics_in_drop())
            });
            let panic = panic_of(|| drop(probe));
            assert_eq!(panic.message, format!("{name}'s answer panics in its drop"));
            assert_eq!(stage.events(), all_dropped(answered));
        }
    }
}

type Child = Script<Answer>;

/// Children that wait for one wake each, and have an answer of their own name.
fn children(stage: &Stage) -> [Child; 3] {
    NAMES.map(|name| {
        Script::new(stage, name)
            .pending(1)
            .ready(Answer::new(stage, name))
    })
}

/// The future when it has been polled once: these have answered, and the others have no answer.
fn after_a_poll<K: Keeper>(
    stage: &Stage,
    answered: [bool; 3],
) -> Probe<impl Future<Output = [Answer; 3]>> {
    after_a_poll_but::<K>(stage, answered, "nobody", |child| child)
}

/// The same, where one of them behaves otherwise.
fn after_a_poll_but<K: Keeper>(
    stage: &Stage,
    answered: [bool; 3],
    culprit: &str,
    misbehaves: impl Fn(Child) -> Child,
) -> Probe<impl Future<Output = [Answer; 3]>> {
    let children = [0, 1, 2].map(|place| {
        let name = NAMES[place];
        let child = match answered[place] {
            true => Script::new(stage, name).ready(Answer::new(stage, name)),
            false => Script::new(stage, name).pending(1),
        };
        match name == culprit {
            true => misbehaves(child),
            false => child,
        }
    });
    let mut probe = Probe::new(K::keep(children));
    assert!(probe.poll().is_pending());
    stage.events();
    probe
}
