//! `race_ok`: the first of several futures that succeeds, or the errors of all.

use core::task::Poll;

use crate::contest::contest;
use crate::contract::contract;
use crate::keeping::{keeping, shows_its_state};
use crate::support::combinator::RaceOk;
use crate::support::many::{RaceOkArray, RaceOkThree, RaceOkVec};
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::spelling::{AsAsyncFn, ByHand, Spelling, both_spellings};
use crate::support::stage::Event::{AnswerDropped, Dropped, Polled};
use crate::support::stage::Stage;
use crate::support::verdict::failing;

contract!(contract_by_hand: RaceOk<ByHand>);
contract!(contract_as_async_fn: RaceOk<AsAsyncFn>);
contest!(contest_by_hand: RaceOk<ByHand>);
contest!(contest_as_async_fn: RaceOk<AsAsyncFn>);
keeping!(keeping_by_hand: RaceOk<ByHand>);
keeping!(keeping_as_async_fn: RaceOk<AsAsyncFn>);
contract!(contract_of_an_array_by_hand: RaceOkArray<ByHand>);
contract!(contract_of_an_array_as_async_fn: RaceOkArray<AsAsyncFn>);
contract!(contract_of_a_vec_by_hand: RaceOkVec<ByHand>);
contract!(contract_of_a_vec_as_async_fn: RaceOkVec<AsAsyncFn>);
contract!(contract_of_three_by_hand: RaceOkThree<ByHand>);
keeping!(keeping_of_three_by_hand: RaceOkThree<ByHand>);
contract!(contract_of_three_as_async_fn: RaceOkThree<AsAsyncFn>);
keeping!(keeping_of_three_as_async_fn: RaceOkThree<AsAsyncFn>);

both_spellings!(
    the_value_is_the_winners,
    an_error_is_no_answer_while_another_child_runs,
    a_value_drops_the_error_that_is_kept,
);

fn the_value_is_the_winners<S: Spelling>() {
    for (winner, value) in [("a", 1), ("b", 2)] {
        let stage = Stage::new();
        let child = |name, value| {
            Script::new(&stage, name)
                .pending(1)
                .ready(Ok::<_, ()>(value))
        };
        let mut probe = Probe::new(S::race_ok((child("a", 1), child("b", 2))));
        assert_eq!(probe.poll(), Poll::Pending);
        stage.wake(winner);
        assert_eq!(probe.poll(), Poll::Ready(Ok(value)));
    }
}

fn an_error_is_no_answer_while_another_child_runs<S: Spelling>() {
    let stage = Stage::new();
    let a = Script::new(&stage, "a").ready(Err("refused"));
    let b = Script::new(&stage, "b")
        .pending(1)
        .ready(Ok::<_, u16>("a page"));
    let mut probe = Probe::new(S::race_ok((a, b)));
    assert_eq!(probe.poll(), Poll::Pending);
    assert_eq!(stage.events(), [Polled("a"), Dropped("a"), Polled("b")]);
    stage.wake("b");
    assert_eq!(probe.poll(), Poll::Ready(Ok("a page")));
}

fn a_value_drops_the_error_that_is_kept<S: Spelling>() {
    let stage = Stage::new();
    let fails = |name| Script::new(&stage, name).ready(Err(Answer::new(&stage, name)));
    let succeeds = |name| {
        Script::new(&stage, name)
            .pending(1)
            .ready(Ok::<_, Answer>(7))
    };

    let mut probe = Probe::new(S::race_ok((fails("a"), succeeds("b"))));
    assert!(probe.poll().is_pending());
    stage.events();
    stage.wake("b");
    assert!(matches!(probe.poll(), Poll::Ready(Ok(7))));
    let events = [Polled("b"), AnswerDropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);

    let mut probe = Probe::new(S::race_ok((succeeds("a"), fails("b"))));
    assert!(probe.poll().is_pending());
    stage.events();
    stage.wake("a");
    assert!(matches!(probe.poll(), Poll::Ready(Ok(7))));
    let events = [Polled("a"), Dropped("a"), AnswerDropped("b")];
    assert_eq!(stage.events(), events);
}

#[test]
fn it_shows_its_name_and_its_state() {
    shows_its_state("RaceOk", |a, b| {
        longhand::race_ok((failing::<_, ()>(a), failing(b)))
    });
}
