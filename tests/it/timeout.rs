//! `timeout`: an answer in time, or none.

use core::error::Error;
use core::future::{pending, ready};
use core::task::Poll;

use longhand::timeout::Elapsed;

use crate::contest::{contest, shows_its_state};
use crate::contract::contract;
use crate::support::combinator::Timeout;
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::spelling::{AsAsyncFn, ByHand, Spelling, both_spellings};
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::Stage;

contract!(contract_by_hand: Timeout<ByHand>);
contract!(contract_as_async_fn: Timeout<AsAsyncFn>);
contest!(contest_by_hand: Timeout<ByHand>);
contest!(contest_as_async_fn: Timeout<AsAsyncFn>);

both_spellings!(
    an_answer_in_time_is_ok,
    an_answer_already_there_beats_the_clock,
    at_expiry_the_future_goes_before_the_limit,
    a_limit_may_be_any_future,
);

fn an_answer_in_time_is_ok<S: Spelling>() {
    let stage = Stage::new();
    let (limit, future) = (Script::new(&stage, "limit"), Script::new(&stage, "future"));
    let mut probe = Probe::new(S::timeout(limit, future.pending(1).ready(7)));
    assert_eq!(probe.poll(), Poll::Pending);
    stage.wake("future");
    assert_eq!(probe.poll(), Poll::Ready(Ok(7)));
}

fn an_answer_already_there_beats_the_clock<S: Spelling>() {
    let stage = Stage::new();
    let (limit, future) = (Script::new(&stage, "limit"), Script::new(&stage, "future"));
    let mut probe = Probe::new(S::timeout(limit.ready(()), future.ready(7)));
    assert_eq!(probe.poll(), Poll::Ready(Ok(7)));
    // The clock was not even looked at.
    let events = [Polled("future"), Dropped("future"), Dropped("limit")];
    assert_eq!(stage.events(), events);
}

fn at_expiry_the_future_goes_before_the_limit<S: Spelling>() {
    let stage = Stage::new();
    let (limit, future) = (
        Script::new(&stage, "limit"),
        Script::<u8>::new(&stage, "future"),
    );
    let mut probe = Probe::new(S::timeout(limit.pending(1).ready(()), future));
    assert_eq!(probe.poll(), Poll::Pending);
    stage.events();
    stage.wake("limit");
    assert_eq!(probe.poll(), Poll::Ready(Err(Elapsed)));
    let events = [
        Polled("future"),
        Polled("limit"),
        Dropped("future"),
        Dropped("limit"),
    ];
    assert_eq!(stage.events(), events);
}

fn a_limit_may_be_any_future<S: Spelling>() {
    let mut probe = Probe::new(S::timeout(ready(()), pending::<u8>()));
    assert_eq!(probe.poll(), Poll::Ready(Err(Elapsed)));
    let mut probe = Probe::new(S::timeout(async {}, pending::<u8>()));
    assert_eq!(probe.poll(), Poll::Ready(Err(Elapsed)));
}

#[test]
fn it_shows_its_name_and_its_state() {
    shows_its_state("Timeout", |future, limit| longhand::timeout(limit, future));
}

#[test]
fn elapsed_is_an_error_that_says_what_ran_out() {
    let error: &dyn Error = &Elapsed;
    let sentence = "the time limit ran out before the future was ready";
    assert_eq!(error.to_string(), sentence);
    assert!(error.source().is_none());
}
