//! `group`: futures that come and go.
//!
//! What went wrong in groups of other crates, and the test here that would notice it:
//!
//! | fault                                              | seen in           | noticed by                                             |
//! |----------------------------------------------------|-------------------|--------------------------------------------------------|
//! | shared, it hands out children that may not be      | RUSTSEC-2020-0062 | `auto_traits`, and `push` asks for `&mut`              |
//! | a waker of a child that has borrowed outlives that | RUSTSEC-2020-0060 | `wakes::a_waker_outlives_what_its_child_has_borrowed`  |
//! | a child that wakes itself keeps the thread         | futures-rs#2333   | `wakes::a_child_is_polled_once_a_poll_however_often_it_wakes_itself` |
//! | a child that panics in its drop is used again      | futures-rs#2886   | `dropped_it_drops_every_child_even_if_one_panics`      |
//! | a late wake touches memory that is gone            |                   | `wakes::a_wake_after_the_end_of_the_group_is_harmless` |

mod model;
mod wakers;
mod wakes;

use core::cell::RefCell;
use core::future::{Future, ready};
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

use futures_core::{FusedFuture, FusedStream, Stream};
use longhand::Group;

use crate::support::actor::{Actor, Deed};
use crate::support::allocations::allocations;
use crate::support::crowd::Crowd;
use crate::support::panics::panic_of;
use crate::support::script::{Answer, Script};
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::spelling::{ByHand, both_spellings};
use crate::support::stage::{Event, NOTHING, Stage};
use crate::support::zero::Zero;

both_spellings!(
    a_group_without_children_gives_none,
    a_push_polls_nothing,
    an_output_is_given_when_its_child_is_ready,
    outputs_come_as_children_are_ready,
    a_child_is_dropped_before_its_output_is_given,
    after_none_it_can_be_pushed_again,
    the_next_output_waited_for_anew_is_not_lost,
    a_child_may_be_pushed_while_an_output_is_handled,
    a_child_that_panics_is_dropped_and_harms_no_other,
    a_child_that_panics_in_its_drop_harms_no_other,
    cleared_it_drops_its_children_and_can_be_pushed_again,
    dropped_it_drops_each_child_in_the_order_of_the_pushes,
    dropped_it_drops_every_child_even_if_one_panics,
    an_output_that_nobody_received_is_dropped_with_its_child,
    a_child_may_be_pushed_to_another_group_by_a_drop,
);

/// One poll, with a waker that does nothing.
fn poll<S: Crowd, F: Future>(group: &mut S::Group<F>) -> Poll<Option<F::Output>> {
    pin!(S::next(group)).poll(&mut Context::from_waker(Waker::noop()))
}

fn a_group_without_children_gives_none<S: Crowd>() {
    let mut group = S::group::<Script>();
    for _ in 0..3 {
        assert_eq!(poll::<S, _>(&mut group), Poll::Ready(None));
        assert_eq!(S::len(&group), 0);
    }
}

fn a_push_polls_nothing<S: Crowd>() {
    let stage = Stage::new();
    let mut group = S::group();
    S::push(&mut group, Script::new(&stage, "a").ready(()));
    assert_eq!(stage.events(), NOTHING);
    assert_eq!(S::len(&group), 1);
}

fn an_output_is_given_when_its_child_is_ready<S: Crowd>() {
    let stage = Stage::new();
    let mut group = S::group();
    S::push(&mut group, Script::shaped(&stage, "a").pending(2).ready(7));
    for _ in 0..2 {
        assert_eq!(poll::<S, Script<i32>>(&mut group), Poll::Pending);
        assert_eq!(S::len(&group), 1);
        stage.wake("a");
    }
    assert_eq!(poll::<S, _>(&mut group), Poll::Ready(Some(7)));
    assert_eq!(S::len(&group), 0);
    assert_eq!(poll::<S, _>(&mut group), Poll::Ready(None));
}

fn outputs_come_as_children_are_ready<S: Crowd>() {
    let stage = Stage::new();
    let mut group = S::group::<Script<_>>();
    for name in ["a", "b", "c"] {
        S::push(
            &mut group,
            Script::shaped(&stage, name).pending(1).ready(name),
        );
    }
    assert_eq!(poll::<S, _>(&mut group), Poll::Pending);
    for name in ["b", "c", "a"] {
        stage.wake(name);
        assert_eq!(poll::<S, _>(&mut group), Poll::Ready(Some(name)));
    }
    assert_eq!(poll::<S, _>(&mut group), Poll::Ready(None));
}

fn a_child_is_dropped_before_its_output_is_given<S: Crowd>() {
    let stage = Stage::new();
    let mut group = S::group::<Script<_>>();
    S::push(
        &mut group,
        Script::shaped(&stage, "a").ready(Answer::new(&stage, "a")),
    );
    let output = poll::<S, _>(&mut group);
    assert_eq!(stage.events(), [Event::Polled("a"), Event::Dropped("a")]);
    assert!(matches!(output, Poll::Ready(Some(answer)) if answer == "a"));
    assert_eq!(stage.events(), [Event::AnswerDropped("a")]);
}

fn after_none_it_can_be_pushed_again<S: Crowd>() {
    let mut group = S::group();
    for round in 0..3 {
        S::push(&mut group, ready(round));
        assert_eq!(poll::<S, _>(&mut group), Poll::Ready(Some(round)));
        assert_eq!(poll::<S, _>(&mut group), Poll::Ready(None));
    }
}

fn the_next_output_waited_for_anew_is_not_lost<S: Crowd>() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = S::group::<Script<_>>();
    for name in ["a", "b"] {
        S::push(
            &mut group,
            Script::shaped(&stage, name).pending(1).ready(name),
        );
    }
    assert_eq!(actor.poll(S::next(&mut group)), Poll::Pending);
    stage.wake("b");
    // Whoever waits now never polls.
    drop(S::next(&mut group));
    stage.wake("a");
    let mut outputs = [(), ()].map(|()| poll::<S, _>(&mut group));
    outputs.sort_by_key(|output| matches!(output, Poll::Ready(Some("b"))));
    assert_eq!(outputs, [Poll::Ready(Some("a")), Poll::Ready(Some("b"))]);
}

fn a_child_may_be_pushed_while_an_output_is_handled<S: Crowd>() {
    let mut group = S::group();
    S::push(&mut group, ready(3));
    let mut outputs = Vec::new();
    while let Poll::Ready(Some(output)) = poll::<S, _>(&mut group) {
        outputs.push(output);
        for less in 0..output {
            S::push(&mut group, ready(less));
        }
    }
    assert_eq!(outputs, [3, 0, 1, 2, 0, 0, 1, 0]);
}

fn a_child_that_panics_is_dropped_and_harms_no_other<S: Crowd>() {
    let stage = Stage::new();
    let mut group = S::group::<Script<_>>();
    for name in ["a", "c"] {
        S::push(
            &mut group,
            Script::shaped(&stage, name).pending(1).ready(name),
        );
    }
    S::push(&mut group, Script::shaped(&stage, "b").panics());
    let panic = panic_of(|| poll::<S, _>(&mut group));
    assert_eq!(panic.message, "b panics in its poll");
    assert_eq!(stage.events().last(), Some(&Event::Dropped("b")));
    assert_eq!((S::len(&group), stage.present()), (2, 2));
    for name in ["c", "a"] {
        stage.wake(name);
        assert_eq!(poll::<S, _>(&mut group), Poll::Ready(Some(name)));
    }
    assert_eq!(poll::<S, _>(&mut group), Poll::Ready(None));
}

fn a_child_that_panics_in_its_drop_harms_no_other<S: Crowd>() {
    let stage = Stage::new();
    let mut group = S::group::<Script<_>>();
    let answer = |name| Answer::new(&stage, name);
    S::push(
        &mut group,
        Script::shaped(&stage, "a")
            .ready(answer("a"))
            .panics_in_drop(),
    );
    S::push(&mut group, Script::shaped(&stage, "b").ready(answer("b")));
    let panic = panic_of(|| poll::<S, _>(&mut group));
    assert_eq!(panic.message, "a panics in its drop");
    // The answer went the way of its child.
    assert_eq!((S::len(&group), stage.present()), (1, 2));
    let output = poll::<S, _>(&mut group);
    assert!(matches!(output, Poll::Ready(Some(answer)) if answer == "b"));
    assert_eq!(stage.present(), 0);
}

fn cleared_it_drops_its_children_and_can_be_pushed_again<S: Crowd>() {
    let stage = Stage::new();
    let mut group = S::group::<Script<_>>();
    for name in ["a", "b", "c"] {
        S::push(
            &mut group,
            Script::shaped(&stage, name).pending(1).ready(name),
        );
    }
    assert!(poll::<S, _>(&mut group).is_pending());
    stage.wake("b");
    stage.events();
    S::clear(&mut group);
    assert_eq!(stage.events(), ["a", "b", "c"].map(Event::Dropped));
    assert_eq!(S::len(&group), 0);
    stage.wake("a"); // too late
    assert_eq!(poll::<S, _>(&mut group), Poll::Ready(None));
    S::push(&mut group, Script::shaped(&stage, "d").ready("d"));
    assert_eq!(poll::<S, _>(&mut group), Poll::Ready(Some("d")));
}

fn dropped_it_drops_each_child_in_the_order_of_the_pushes<S: Crowd>() {
    let names = ["a", "b", "c"];
    // Before the first poll, after it, and with each of them woken or finished.
    for woken in [
        None,
        Some(None),
        Some(Some("a")),
        Some(Some("b")),
        Some(Some("c")),
    ] {
        for finished in [false, true] {
            let stage = Stage::new();
            let mut group = S::group::<Script<_>>();
            for name in names {
                S::push(
                    &mut group,
                    Script::shaped(&stage, name).pending(1).ready(name),
                );
            }
            if let Some(woken) = woken {
                assert!(poll::<S, _>(&mut group).is_pending());
                woken.iter().for_each(|name| stage.wake(name));
                if finished && woken.is_some() {
                    assert_eq!(poll::<S, _>(&mut group), Poll::Ready(woken));
                }
            }
            let mut left: Vec<_> = names.into_iter().collect();
            if let (Some(Some(woken)), true) = (woken, finished) {
                left.retain(|name| *name != woken);
            }
            stage.events();
            drop(group);
            let mut dropped = stage.events();
            dropped.sort_by_key(|event| event.child());
            assert_eq!(
                dropped,
                left.into_iter().map(Event::Dropped).collect::<Vec<_>>()
            );
            assert_eq!(stage.present(), 0);
        }
    }
}

fn dropped_it_drops_every_child_even_if_one_panics<S: Crowd>() {
    for panics in ["a", "b", "c"] {
        let stage = Stage::new();
        let mut group = S::group::<Script>();
        for name in ["a", "b", "c"] {
            let child = Script::new(&stage, name);
            let child = if name == panics {
                child.panics_in_drop()
            } else {
                child
            };
            S::push(&mut group, child);
        }
        assert!(poll::<S, _>(&mut group).is_pending());
        stage.wake("b");
        let panic = panic_of(|| drop(group));
        assert_eq!(panic.message, format!("{panics} panics in its drop"));
        assert_eq!(stage.present(), 0);
    }
}

fn an_output_that_nobody_received_is_dropped_with_its_child<S: Crowd>() {
    let stage = Stage::new();
    let mut group = S::group::<Script<_>>();
    S::push(
        &mut group,
        Script::shaped(&stage, "a").ready(Answer::new(&stage, "a")),
    );
    assert_eq!(stage.present(), 2);
    drop(group);
    assert_eq!(stage.present(), 0);
}

fn a_child_may_be_pushed_to_another_group_by_a_drop<S: Crowd>() {
    struct PushesInDrop<G: FnMut()>(G);
    impl<G: FnMut()> Drop for PushesInDrop<G> {
        fn drop(&mut self) {
            (self.0)();
        }
    }

    let other = Rc::new(RefCell::new(S::group()));
    let theirs = other.clone();
    let pushes = PushesInDrop(move || S::push(&mut *theirs.borrow_mut(), ready(7)));
    let mut group = S::group();
    S::push(&mut group, async move {
        let _pushes = pushes;
    });
    assert_eq!(poll::<S, _>(&mut group), Poll::Ready(Some(())));
    assert_eq!(poll::<S, _>(&mut *other.borrow_mut()), Poll::Ready(Some(7)));
}

#[test]
fn dropped_by_hand_it_keeps_to_the_order_of_the_pushes() {
    let stage = Stage::new();
    let mut group: Group<_> = ["a", "b", "c", "d"]
        .map(|name| Script::<_>::shaped(&stage, name).pending(1).ready(name))
        .into_iter()
        .collect();
    assert!(poll::<ByHand, _>(&mut group).is_pending());
    stage.wake("c");
    assert_eq!(poll::<ByHand, _>(&mut group), Poll::Ready(Some("c")));
    stage.wake("d");
    stage.events();
    drop(group);
    assert_eq!(stage.events(), ["a", "b", "d"].map(Event::Dropped));
}

#[test]
fn a_child_is_one_allocation_and_a_wake_none() {
    let actor = Actor::new();
    assert_eq!(allocations(Group::<Zero>::new), 0);
    let mut group = Group::new();
    let stage = Stage::new();
    let children =
        ["a", "b", "c"].map(|name| Script::<_>::shaped(&stage, name).pending(1).ready(name));
    let mut children = children.into_iter();
    let mut push = || allocations(|| group.push(children.next().expect("there are three")));
    assert_eq!([push(), push(), push()], [2, 1, 1]); // the first brings what is the group's own
    assert!(actor.poll(group.next()).is_pending());
    for name in ["b", "a", "c"] {
        assert_eq!(allocations(|| stage.wake(name)), 0);
    }
    stage.events(); // room for what is written down
    assert_eq!(actor.poll(group.next()), Poll::Ready(Some("b")));
    assert_eq!(actor.times(Deed::Clone), 1);
}

#[test]
fn it_says_how_many_there_are() {
    let mut group: Group<_> = [1, 2, 3].map(ready).into_iter().collect();
    assert_eq!(group.size_hint(), (3, Some(3)));
    assert_eq!(format!("{group:?}"), "Group { len: 3 }");
    assert_eq!(
        format!("{:?}", group.next()),
        "Next { group: Group { len: 3 } }"
    );
    assert!(!group.is_terminated() && !group.next().is_terminated());
    group.clear();
    assert_eq!(group.size_hint(), (0, Some(0)));
    assert!(group.is_terminated() && group.next().is_terminated());
    group.extend([4, 5].map(ready));
    assert!(!group.is_terminated());
    assert_eq!(group.len(), 2);
    assert_eq!(
        format!("{:?}", longhand::shorthand::Group::<Zero>::default()),
        "Group { len: 0 }"
    );
    assert!(Group::<Zero>::default().is_empty());
}

#[test]
fn children_of_no_size_are_dropped_once_each() {
    Zero::drops();
    let mut group: Group<_> = (0..5).map(|_| Zero::new()).collect();
    for left in [4, 3] {
        assert_eq!(poll::<ByHand, _>(&mut group), Poll::Ready(Some(())));
        assert_eq!((group.len(), Zero::drops()), (left, 1));
    }
    drop(group);
    assert_eq!(Zero::drops(), 3);
}

#[test]
fn children_may_be_large_and_aligned() {
    fn rounds<T: Shape>() {
        let stage = Stage::new();
        let child = |name| {
            Script::<&str, T>::shaped(&stage, name)
                .pending(1)
                .ready(name)
        };
        let mut group: Group<_> = ["a", "b", "c"].map(child).into_iter().collect();
        assert!(poll::<ByHand, _>(&mut group).is_pending());
        stage.wake("b");
        assert_eq!(poll::<ByHand, _>(&mut group), Poll::Ready(Some("b")));
        let mut elsewhere = Box::new(group); // the group moves, and its children do not
        stage.wake("a");
        assert_eq!(poll::<ByHand, _>(&mut elsewhere), Poll::Ready(Some("a")));
    }
    rounds::<Bytes<50_000>>();
    rounds::<Aligned>();
}
