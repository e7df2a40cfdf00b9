//! `try_join`: all answers of several futures, or the first error.

use core::task::Poll;

use crate::contract::contract;
use crate::keeping::{keeping, shows_its_state};
use crate::support::combinator::TryJoin;
use crate::support::many::{TryJoinArray, TryJoinThree, TryJoinVec};
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::spelling::{AsAsyncFn, ByHand, Spelling, both_spellings};
use crate::support::stage::Event::{AnswerDropped, Dropped, Polled};
use crate::support::stage::Stage;
use crate::support::verdict::fine;

contract!(contract_by_hand: TryJoin<ByHand>);
contract!(contract_as_async_fn: TryJoin<AsAsyncFn>);
keeping!(keeping_by_hand: TryJoin<ByHand>);
keeping!(keeping_as_async_fn: TryJoin<AsAsyncFn>);
contract!(contract_of_an_array_by_hand: TryJoinArray<ByHand>);
contract!(contract_of_an_array_as_async_fn: TryJoinArray<AsAsyncFn>);
contract!(contract_of_a_vec_by_hand: TryJoinVec<ByHand>);
contract!(contract_of_a_vec_as_async_fn: TryJoinVec<AsAsyncFn>);
contract!(contract_of_three_by_hand: TryJoinThree<ByHand>);
keeping!(keeping_of_three_by_hand: TryJoinThree<ByHand>);
contract!(contract_of_three_as_async_fn: TryJoinThree<AsAsyncFn>);
keeping!(keeping_of_three_as_async_fn: TryJoinThree<AsAsyncFn>);

both_spellings!(
    an_error_of_the_first_leaves_the_second_unpolled,
    an_error_of_the_second_ends_the_first,
    an_error_drops_the_value_that_is_kept,
    of_two_errors_the_first_in_time_is_given,
);

fn an_error_of_the_first_leaves_the_second_unpolled<S: Spelling>() {
    let stage = Stage::new();
    let a = Script::new(&stage, "a").ready(Err::<(), _>("no"));
    let b = Script::new(&stage, "b").ready(Ok::<(), _>(()));
    let mut probe = Probe::new(S::try_join((a, b)));
    assert_eq!(probe.poll(), Poll::Ready(Err("no")));
    assert_eq!(stage.events(), [Polled("a"), Dropped("a"), Dropped("b")]);
}

fn an_error_of_the_second_ends_the_first<S: Spelling>() {
    let stage = Stage::new();
    let a = Script::<Result<(), _>>::new(&stage, "a");
    let b = Script::new(&stage, "b").ready(Err::<(), _>("no"));
    let mut probe = Probe::new(S::try_join((a, b)));
    assert_eq!(probe.poll(), Poll::Ready(Err("no")));
    let events = [Polled("a"), Polled("b"), Dropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);
}

fn an_error_drops_the_value_that_is_kept<S: Spelling>() {
    let stage = Stage::new();
    let succeeds = |name| Script::new(&stage, name).ready(Ok(Answer::new(&stage, name)));
    let fails = |name| {
        Script::new(&stage, name)
            .pending(1)
            .ready(Err::<Answer, _>("no"))
    };

    let mut probe = Probe::new(S::try_join((succeeds("a"), fails("b"))));
    assert!(probe.poll().is_pending());
    stage.events();
    stage.wake("b");
    assert!(matches!(probe.poll(), Poll::Ready(Err("no"))));
    let events = [Polled("b"), AnswerDropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);

    let mut probe = Probe::new(S::try_join((fails("a"), succeeds("b"))));
    assert!(probe.poll().is_pending());
    stage.events();
    stage.wake("a");
    assert!(matches!(probe.poll(), Poll::Ready(Err("no"))));
    let events = [Polled("a"), Dropped("a"), AnswerDropped("b")];
    assert_eq!(stage.events(), events);
}

fn of_two_errors_the_first_in_time_is_given<S: Spelling>() {
    for (early, error) in [("a", 1), ("b", 2)] {
        let stage = Stage::new();
        let a = Script::new(&stage, "a").pending(1).ready(Err::<(), _>(1));
        let b = Script::new(&stage, "b").pending(1).ready(Err::<(), _>(2));
        let mut probe = Probe::new(S::try_join((a, b)));
        assert_eq!(probe.poll(), Poll::Pending);
        stage.wake(early);
        assert_eq!(probe.poll(), Poll::Ready(Err(error)));
    }
}

#[test]
fn it_shows_its_name_and_its_state() {
    shows_its_state("TryJoin", |a, b| {
        longhand::try_join((fine::<_, ()>(a), fine(b)))
    });
}
