//! `select`: the first of several futures, by position.

use core::task::Poll;

use longhand::OneOf2;

use crate::contest::{contest, shows_its_state};
use crate::contract::contract;
use crate::support::combinator::Select;
use crate::support::many::{SelectArray, SelectThree, SelectVec};
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::spelling::{AsAsyncFn, ByHand, Spelling, both_spellings};
use crate::support::stage::Stage;

contract!(contract_by_hand: Select<ByHand>);
contract!(contract_as_async_fn: Select<AsAsyncFn>);
contest!(contest_by_hand: Select<ByHand>);
contest!(contest_as_async_fn: Select<AsAsyncFn>);
contract!(contract_of_an_array_by_hand: SelectArray<ByHand>);
contest!(contest_of_an_array_by_hand: SelectArray<ByHand>);
contract!(contract_of_an_array_as_async_fn: SelectArray<AsAsyncFn>);
contest!(contest_of_an_array_as_async_fn: SelectArray<AsAsyncFn>);
contract!(contract_of_a_vec_by_hand: SelectVec<ByHand>);
contest!(contest_of_a_vec_by_hand: SelectVec<ByHand>);
contract!(contract_of_a_vec_as_async_fn: SelectVec<AsAsyncFn>);
contest!(contest_of_a_vec_as_async_fn: SelectVec<AsAsyncFn>);
contract!(contract_of_three_by_hand: SelectThree<ByHand>);
contest!(contest_of_three_by_hand: SelectThree<ByHand>);
contract!(contract_of_three_as_async_fn: SelectThree<AsAsyncFn>);
contest!(contest_of_three_as_async_fn: SelectThree<AsAsyncFn>);

both_spellings!(the_answer_says_who_won);

fn the_answer_says_who_won<S: Spelling>() {
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::<&str>::new(&stage, "b"));
    let mut probe = Probe::new(S::select((a.ready(1), b)));
    assert_eq!(probe.poll(), Poll::Ready(OneOf2::First(1)));

    let (a, b) = (Script::<u8>::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(S::select((a, b.ready("two"))));
    assert_eq!(probe.poll(), Poll::Ready(OneOf2::Second("two")));
}

#[test]
fn the_answer_can_be_asked_for_one_winner() {
    let (first, second) = (
        OneOf2::<u8, &str>::First(1),
        OneOf2::<u8, &str>::Second("two"),
    );
    assert_eq!((first.first(), first.second()), (Some(1), None));
    assert_eq!((second.first(), second.second()), (None, Some("two")));
}

#[test]
fn the_answer_can_be_had_whoever_won() {
    assert_eq!(OneOf2::<u8, u8>::First(1).into_inner(), 1);
    assert_eq!(OneOf2::<u8, u8>::Second(2).into_inner(), 2);
}

#[test]
fn it_shows_its_name_and_its_state() {
    shows_its_state("Select", |a, b| longhand::select((a, b)));
}
