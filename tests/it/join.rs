//! `join`: all answers of several futures.

use crate::contract::contract;
use crate::keeping::{keeping, shows_its_state};
use crate::support::combinator::Join;
use crate::support::spelling::{AsAsyncFn, ByHand};

contract!(contract_by_hand: Join<ByHand>);
contract!(contract_as_async_fn: Join<AsAsyncFn>);
keeping!(keeping_by_hand: Join<ByHand>);
keeping!(keeping_as_async_fn: Join<AsAsyncFn>);

#[test]
fn it_shows_its_name_and_its_state() {
    shows_its_state("Join", |a, b| longhand::join((a, b)));
}
