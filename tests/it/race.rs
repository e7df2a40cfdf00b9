//! `race`: the answer of whichever future has one first; of a pair, an array and a `Vec`.

use core::future::{Ready, ready};
use core::task::Poll;

use crate::contest::{contest, shows_its_state};
use crate::contract::contract;
use crate::support::combinator::Race;
use crate::support::many::{RaceArray, RaceThree, RaceVec};
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::spelling::{AsAsyncFn, ByHand, Spelling, both_spellings};
use crate::support::stack::deep;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::Stage;

contract!(contract_by_hand: Race<ByHand>);
contract!(contract_as_async_fn: Race<AsAsyncFn>);
contest!(contest_by_hand: Race<ByHand>);
contest!(contest_as_async_fn: Race<AsAsyncFn>);
contract!(contract_of_an_array_by_hand: RaceArray<ByHand>);
contest!(contest_of_an_array_by_hand: RaceArray<ByHand>);
contract!(contract_of_an_array_as_async_fn: RaceArray<AsAsyncFn>);
contest!(contest_of_an_array_as_async_fn: RaceArray<AsAsyncFn>);
contract!(contract_of_a_vec_by_hand: RaceVec<ByHand>);
contest!(contest_of_a_vec_by_hand: RaceVec<ByHand>);
contract!(contract_of_a_vec_as_async_fn: RaceVec<AsAsyncFn>);
contest!(contest_of_a_vec_as_async_fn: RaceVec<AsAsyncFn>);
contract!(contract_of_three_by_hand: RaceThree<ByHand>);
contest!(contest_of_three_by_hand: RaceThree<ByHand>);
contract!(contract_of_three_as_async_fn: RaceThree<AsAsyncFn>);
contest!(contest_of_three_as_async_fn: RaceThree<AsAsyncFn>);

both_spellings!(the_answer_is_the_winners);

fn the_answer_is_the_winners<S: Spelling>() {
    for (winner, answer) in [("a", 1), ("b", 2)] {
        let stage = Stage::new();
        let child = |name| Script::new(&stage, name).pending(1);
        let mut probe = Probe::new(S::race((child("a").ready(1), child("b").ready(2))));
        assert_eq!(probe.poll(), Poll::Pending);
        stage.wake(winner);
        assert_eq!(probe.poll(), Poll::Ready(answer));
    }
}

/// What an array and a `Vec` promise for any number of children, where a pair has two.
macro_rules! many {
    ($module:ident: $many:expr, $name:literal) => {
        mod $module {
            use super::*;

            #[test]
            fn any_child_can_win_and_the_losers_are_dropped_in_index_order() {
                let stage = Stage::new();
                let children = ["a", "b", "c"].map(|name| Script::new(&stage, name).pending(1));
                let [a, b, c] = children;
                let children = [a.ready(1), b.ready(2), c.ready(3)];
                let mut probe = Probe::new(longhand::race($many(children)));
                assert_eq!(probe.poll(), Poll::Pending);
                assert_eq!(stage.events(), ["a", "b", "c"].map(Polled));
                stage.wake("c");
                stage.wake("b");
                assert_eq!(probe.poll(), Poll::Ready(2));
                let events = [
                    Polled("a"),
                    Polled("b"),
                    Dropped("a"),
                    Dropped("b"),
                    Dropped("c"),
                ];
                assert_eq!(stage.events(), events);
            }

            #[test]
            fn a_drop_that_panics_in_the_middle_spares_nobody() {
                let stage = Stage::new();
                let [a, b, c] = ["a", "b", "c"].map(|name| Script::<()>::new(&stage, name));
                let mut probe = Probe::new(longhand::race($many([a, b.panics_in_drop(), c])));
                assert!(probe.poll().is_pending());
                stage.events();
                assert_eq!(panic_of(|| drop(probe)).message, "b panics in its drop");
                assert_eq!(stage.events(), ["a", "b", "c"].map(Dropped));
            }

            #[test]
            fn one_child_is_a_race() {
                assert_eq!(
                    Probe::new(longhand::race($many([ready(7)]))).poll(),
                    Poll::Ready(7)
                );
            }

            #[test]
            fn a_thousand_children_are_a_race() {
                // An array is moved as it is, and a debug build moves it often.
                deep(|| {
                    let stage = Stage::new();
                    let mut children = [(); 1_000].map(|()| Script::new(&stage, "a"));
                    children[0] = Script::new(&stage, "b").pending(1).ready("b");
                    children.reverse();
                    let mut probe = Probe::new(longhand::race($many(children)));
                    assert_eq!(probe.poll(), Poll::Pending);
                    stage.wake("b");
                    assert_eq!(probe.poll(), Poll::Ready("b"));
                    assert_eq!(stage.present(), 0);
                });
            }

            #[test]
            fn it_shows_its_name_and_its_state() {
                shows_its_state($name, |a, b| longhand::race($many([a, b])));
            }
        }
    };
}

many!(array: |children| children, "RaceMany");
many!(vec: Vec::from, "RaceMany");

#[test]
fn it_shows_its_name_and_its_state() {
    shows_its_state("Race", |a, b| longhand::race((a, b)));
}

#[test]
fn a_race_of_an_empty_vec_panics_when_it_is_made_at_the_callers_line() {
    let nobody = Vec::<Ready<()>>::new();
    let (here, panic) = (line!(), panic_of(|| longhand::race(nobody)));
    assert_eq!(panic.message, "`race` of an empty `Vec`: nobody can win it");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}
