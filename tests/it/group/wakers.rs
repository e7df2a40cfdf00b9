//! The task's waker: kept and compared, replaced, and one that panics or reaches back.

use core::cell::RefCell;
use core::task::Poll;
use std::rc::Rc;

use longhand::Group;

use crate::support::actor::{Actor, Deed};
use crate::support::panics::panic_of;
use crate::support::script::Script;
use crate::support::stage::Stage;

fn children<const N: usize>(
    stage: &Stage,
    names: [&'static str; N],
) -> Group<Script<&'static str>> {
    names
        .map(|name| Script::shaped(stage, name).pending(1).ready(name))
        .into_iter()
        .collect()
}

#[test]
fn the_latest_waker_is_woken_and_no_other() {
    let (stage, first, last) = (Stage::new(), Actor::new(), Actor::new());
    let mut group = children(&stage, ["a"]);
    assert_eq!(first.poll(group.next()), Poll::Pending);
    assert_eq!(last.poll(group.next()), Poll::Pending);
    stage.wake("a");
    assert_eq!((first.times(Deed::Wake), last.times(Deed::Wake)), (0, 1));
    assert_eq!((first.kept(), last.kept()), (0, 1));
}

#[test]
fn a_waker_that_is_known_is_not_cloned_again() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = children(&stage, ["a", "b", "c"]);
    for name in ["a", "b", "c"] {
        assert_eq!(actor.poll(group.next()), Poll::Pending);
        stage.wake(name);
        assert_eq!(actor.poll(group.next()), Poll::Ready(Some(name)));
    }
    assert_eq!((actor.times(Deed::Clone), actor.times(Deed::Wake)), (1, 3));
}

#[test]
fn a_group_that_is_dropped_lets_go_of_the_waker() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = children(&stage, ["a"]);
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    assert_eq!(actor.kept(), 1);
    drop(group);
    assert_eq!(actor.kept(), 0); // although the stage has a child's waker
}

#[test]
fn a_clone_that_panics_leaves_the_earlier_waker_in_its_place() {
    let (stage, kept, panicking) = (Stage::new(), Actor::new(), Actor::new());
    let mut group = children(&stage, ["a"]);
    assert_eq!(kept.poll(group.next()), Poll::Pending);
    panicking.act_on(Deed::Clone, || panic!("no clone"));
    let panic = panic_of(|| panicking.poll(group.next()));
    assert_eq!(panic.message, "no clone");
    stage.wake("a");
    assert_eq!(kept.times(Deed::Wake), 1);
    assert_eq!(kept.poll(group.next()), Poll::Ready(Some("a")));
}

#[test]
fn a_waker_that_panics_when_it_is_replaced_leaves_the_new_one_in_its_place() {
    let (stage, old, new) = (Stage::new(), Actor::new(), Actor::new());
    let mut group = children(&stage, ["a"]);
    assert_eq!(old.poll(group.next()), Poll::Pending);
    old.act_on(Deed::Drop, || panic!("no drop"));
    assert_eq!(panic_of(|| new.poll(group.next())).message, "no drop");
    stage.wake("a");
    assert_eq!((old.kept(), new.times(Deed::Wake)), (0, 1));
    assert_eq!(new.poll(group.next()), Poll::Ready(Some("a")));
}

#[test]
fn a_wake_that_panics_loses_no_child() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = children(&stage, ["a", "b"]);
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    actor.act_on(Deed::Wake, || panic!("no wake"));
    assert_eq!(panic_of(|| stage.wake("a")).message, "no wake");
    stage.wake("b");
    for name in ["a", "b"] {
        assert_eq!(actor.poll(group.next()), Poll::Ready(Some(name)));
    }
    // The cell is nobody's, and takes another waker.
    let (mut group, other) = (children(&stage, ["c"]), Actor::new());
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    actor.act_on(Deed::Wake, || panic!("no wake"));
    assert_eq!(panic_of(|| stage.wake("c")).message, "no wake");
    drop(group);
    assert_eq!(actor.kept(), 1); // that of the first group
    assert_eq!(other.kept(), 0);
}

#[test]
fn a_waker_that_has_panicked_is_replaced() {
    let (stage, actor, other) = (Stage::new(), Actor::new(), Actor::new());
    let mut group = children(&stage, ["a", "b"]);
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    actor.act_on(Deed::Wake, || panic!("no wake"));
    panic_of(|| stage.wake("a"));
    assert_eq!(other.poll(group.next()), Poll::Ready(Some("a")));
    stage.wake("b");
    assert_eq!((actor.kept(), other.times(Deed::Wake)), (0, 1));
}

#[test]
fn a_waker_that_panics_when_the_group_is_dropped_leaks_nothing() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = children(&stage, ["a", "b"]);
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    stage.wake("b");
    actor.act_on(Deed::Drop, || panic!("no drop"));
    assert_eq!(panic_of(|| drop(group)).message, "no drop");
    assert_eq!((stage.present(), actor.kept()), (0, 0));
}

/// A group that its own waker can reach.
type Shared = Rc<RefCell<Option<Group<Script<&'static str>>>>>;

#[test]
fn a_wake_may_poll_the_group() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let shared: Shared = Rc::new(RefCell::new(Some(children(&stage, ["a"]))));
    let mut group = shared.borrow_mut();
    assert_eq!(
        actor.poll(group.as_mut().expect("it is there").next()),
        Poll::Pending
    );
    drop(group);
    let theirs = shared.clone();
    actor.act_on(Deed::Wake, move || {
        // Another waker, while that of the group is being called.
        let mut group = theirs.borrow_mut();
        let next = group.as_mut().expect("it is there").next();
        assert_eq!(Actor::new().poll(next), Poll::Ready(Some("a")));
    });
    stage.wake("a");
    assert_eq!(shared.borrow().as_ref().map(Group::len), Some(0));
}

#[test]
fn a_poll_with_another_waker_while_the_old_one_is_called_is_woken_at_once() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let other = Rc::new(Actor::new());
    let shared: Shared = Rc::new(RefCell::new(Some(children(&stage, ["a", "b"]))));
    let mut group = shared.borrow_mut();
    assert_eq!(
        actor.poll(group.as_mut().expect("it is there").next()),
        Poll::Pending
    );
    drop(group);
    let (theirs, waking) = (shared.clone(), other.clone());
    actor.act_on(Deed::Wake, move || {
        let mut group = theirs.borrow_mut();
        let group = group.as_mut().expect("it is there");
        assert_eq!(waking.poll(group.next()), Poll::Ready(Some("a")));
        assert_eq!(waking.poll(group.next()), Poll::Pending);
        assert_eq!(waking.times(Deed::Wake), 2); // it could not be kept, and will be back
    });
    stage.wake("a");
    let mut group = shared.borrow_mut();
    let group = group.as_mut().expect("it is there");
    assert_eq!(other.poll(group.next()), Poll::Pending);
    stage.wake("b");
    assert_eq!((actor.times(Deed::Wake), other.times(Deed::Wake)), (1, 3));
}

#[test]
fn a_wake_may_drop_the_group() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let shared: Shared = Rc::new(RefCell::new(Some(children(&stage, ["a", "b"]))));
    let mut group = shared.borrow_mut();
    assert_eq!(
        actor.poll(group.as_mut().expect("it is there").next()),
        Poll::Pending
    );
    drop(group);
    let theirs = shared.clone();
    actor.act_on(Deed::Wake, move || drop(theirs.take()));
    stage.wake("a");
    assert_eq!((stage.present(), actor.times(Deed::Wake)), (0, 1));
    stage.wake("b"); // too late
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
}
