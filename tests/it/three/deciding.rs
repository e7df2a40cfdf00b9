//! What one of three can decide for all: an error in a `try_join`, a value in a `race_ok`.

use core::future::{Future, IntoFuture};
use core::marker::PhantomData;
use core::task::Poll;

use super::{NAMES, all_dropped, every_set_without, polled_up_to};
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::stage::Event::{AnswerDropped, Dropped};
use crate::support::stage::{NOTHING, Stage};
use crate::support::trio::{Trio, every_trio};
use crate::support::verdict::{judged, reversed};

/// Makes a test of every rule, for one combinator of each trio.
macro_rules! deciding {
    ($module:ident: $Of:ident) => {
        every_trio!($module: $Of:
            whoever_decides_the_rest_is_dropped_in_index_order
            of_those_that_would_decide_the_first_does_and_the_rest_are_not_polled
        );
    };
}

deciding!(try_join: TryJoin);
deciding!(race_ok: RaceOk);

/// A child whose `Ok` is kept, and whose `Err` decides.
type Child = Script<Result<Answer, Answer>>;

trait Decider {
    fn decide(children: [Child; 3]) -> impl Future<Output = Answer>;
}

struct TryJoin<T>(PhantomData<T>);

impl<T: Trio> Decider for TryJoin<T> {
    fn decide(children: [Child; 3]) -> impl Future<Output = Answer> {
        judged(T::try_join(children), |all| {
            all.expect_err("one has decided")
        })
    }
}

struct RaceOk<T>(PhantomData<T>);

impl<T: Trio> Decider for RaceOk<T> {
    fn decide(children: [Child; 3]) -> impl Future<Output = Answer> {
        let children = children.map(|child| reversed(child).into_future());
        judged(T::race_ok(children), |one| one.expect("one has decided"))
    }
}

fn whoever_decides_the_rest_is_dropped_in_index_order<D: Decider>() {
    for (decider, name) in NAMES.into_iter().enumerate() {
        for answered in every_set_without(decider) {
            let stage = Stage::new();
            let children = [0, 1, 2].map(|place| {
                let child = Script::new(&stage, NAMES[place]);
                let answer = || Answer::new(&stage, NAMES[place]);
                match answered[place] {
                    true => child.ready(Ok(answer())),
                    false if place == decider => child.pending(1).ready(Err(answer())),
                    false => child,
                }
            });
            let mut probe = Probe::new(D::decide(children));
            assert!(probe.poll().is_pending());
            stage.events();
            stage.wake(name);
            let Poll::Ready(answer) = probe.poll() else {
                panic!("one has decided");
            };
            assert_eq!(answer, name);
            let mut events = polled_up_to(decider, answered);
            events.extend(all_dropped(answered));
            assert_eq!(stage.events(), events);
            drop(probe);
            assert_eq!(stage.events(), NOTHING);
            assert_eq!(stage.present(), 1, "nothing is left but the answer");
        }
    }
}

fn of_those_that_would_decide_the_first_does_and_the_rest_are_not_polled<D: Decider>() {
    for (decider, name) in NAMES.into_iter().enumerate() {
        let stage = Stage::new();
        let children = NAMES.map(|child| {
            Script::new(&stage, child)
                .pending(1)
                .ready(Err(Answer::new(&stage, child)))
        });
        let mut probe = Probe::new(D::decide(children));
        for later in &NAMES[decider..] {
            stage.wake(later);
        }
        let Poll::Ready(answer) = probe.poll() else {
            panic!("one has decided");
        };
        assert_eq!(answer, name);
        let events = stage.events().into_iter();
        // Who has not been asked takes the answer along that nobody has heard.
        let events = events.filter(|event| !matches!(event, AnswerDropped(_)));
        let mut expected = polled_up_to(decider, [false; 3]);
        expected.extend(NAMES.map(Dropped));
        assert_eq!(events.collect::<Vec<_>>(), expected);
    }
}
