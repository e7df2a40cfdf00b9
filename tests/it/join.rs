//! `join`: all answers of several futures.

use core::fmt::Debug;
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

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
fn between_two_polls_it_may_move_if_its_children_may() {
    for waits in [[0, 1], [1, 0], [1, 1]] {
        let [a, b] = waits;
        moves(
            || longhand::join((later(a, [7_u8; 3]), later(b, [8_u64; 9]))),
            ([7; 3], [8; 9]),
        );
        moves(
            || longhand::join((later(a, [7_u64; 9]), later(b, [8_u8; 3]))),
            ([7; 9], [8; 3]),
        );
        moves(
            || longhand::join(waits.map(|polls| later(polls, [7; 9]))),
            [[7; 9]; 2],
        );
        let many = || Vec::from(waits.map(|polls| later(polls, [7; 9])));
        moves(|| longhand::join(many()), vec![[7; 9]; 2]);
    }
}

/// Between its two polls it goes somewhere else.
fn moves<F>(of: impl Fn() -> F, answers: F::Output)
where
    F: Future<Output: Debug + PartialEq> + Unpin,
{
    let mut cx = Context::from_waker(Waker::noop());
    let mut here = of();
    assert!(Pin::new(&mut here).poll(&mut cx).is_pending());
    let mut there = Box::new(here);
    assert_eq!(Pin::new(&mut *there).poll(&mut cx), Poll::Ready(answers));
}

/// A child that may move, and is pending for so many polls.
fn later<T: Copy + Unpin>(mut polls: usize, answer: T) -> impl Future<Output = T> + Unpin {
    poll_fn(move |_| match polls {
        0 => Poll::Ready(answer),
        _ => {
            polls -= 1;
            Poll::Pending
        }
    })
}

#[test]
fn it_shows_its_name_and_its_state() {
    shows_its_state("Join", |a, b| longhand::join((a, b)));
}
