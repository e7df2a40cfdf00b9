//! `join`: all answers of several futures.

use crate::contract::contract;
use crate::keeping::{keeping, shows_its_state};
use crate::support::combinator::Join;
use crate::support::many::{JoinArray, JoinThree, JoinVec};
use crate::support::spelling::{AsAsyncFn, ByHand};

contract!(contract_by_hand: Join<ByHand>);
contract!(contract_as_async_fn: Join<AsAsyncFn>);
keeping!(keeping_by_hand: Join<ByHand>);
keeping!(keeping_as_async_fn: Join<AsAsyncFn>);
contract!(contract_of_an_array_by_hand: JoinArray<ByHand>);
contract!(contract_of_an_array_as_async_fn: JoinArray<AsAsyncFn>);
contract!(contract_of_a_vec_by_hand: JoinVec<ByHand>);
contract!(contract_of_a_vec_as_async_fn: JoinVec<AsAsyncFn>);
contract!(contract_of_three_by_hand: JoinThree<ByHand>);
keeping!(keeping_of_three_by_hand: JoinThree<ByHand>);
contract!(contract_of_three_as_async_fn: JoinThree<AsAsyncFn>);
keeping!(keeping_of_three_as_async_fn: JoinThree<AsAsyncFn>);

#[test]
fn it_shows_its_name_and_its_state() {
    shows_its_state("Join", |a, b| longhand::join((a, b)));
}
