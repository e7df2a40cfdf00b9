//! `channel::watch`: the latest value, for any number of receivers.

mod cancelling;
mod faults;
mod model;
mod values;
mod wakers;

use core::error::Error;
use core::future::Future;
use core::task::Poll;

use futures_core::FusedFuture;
use longhand::channel::mpsc::SendError;
use longhand::channel::watch::{Closed, watch};

use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;
use crate::support::watching::Watching;

both_spellings!(
    the_first_value_counts_as_seen,
    a_value_wakes_all_who_wait,
    a_value_that_came_before_anybody_waited_is_told_once,
    of_many_values_the_latest_is_told_once,
    each_receiver_has_seen_what_it_has_seen,
    what_was_not_seen_is_told_after_the_sender_is_gone,
    a_sender_that_leaves_wakes_all_who_wait,
    a_value_that_is_waited_for_may_be_there,
    a_value_that_is_waited_for_is_found_among_others,
    a_value_that_is_waited_for_may_never_come,
    the_last_receiver_to_leave_wakes_who_waits_for_that,
    who_waits_for_the_last_receiver_is_told_even_if_another_comes,
    polled_after_completion_it_panics,
    a_predicate_that_panics_may_be_asked_again,
);

fn the_first_value_counts_as_seen<S: Watching>() {
    let (sender, mut receiver) = watch(1);
    assert_eq!(*receiver.borrow(), 1);
    assert_eq!(receiver.has_changed(), Ok(false));
    assert_eq!(Probe::new(S::changed(&mut receiver)).poll(), Poll::Pending);
    let mut late = sender.subscribe();
    assert_eq!(Probe::new(S::changed(&mut late)).poll(), Poll::Pending);
}

fn a_value_wakes_all_who_wait<S: Watching>() {
    let (sender, receiver) = watch(1);
    let mut receivers = [(); 5].map(|()| receiver.clone());
    let waiting = receivers.iter_mut().map(|it| Probe::new(S::changed(it)));
    let mut waiting: Vec<_> = waiting.collect();
    for it in &mut waiting {
        assert_eq!(it.poll(), Poll::Pending);
    }
    assert_eq!(sender.send(2), Ok(()));
    for it in &mut waiting {
        assert_eq!(it.wakes(), 1);
        assert_eq!(it.poll(), Poll::Ready(Ok(())));
    }
    drop(waiting);
    for it in &mut receivers {
        assert_eq!((it.has_changed(), *it.borrow()), (Ok(false), 2));
    }
}

fn a_value_that_came_before_anybody_waited_is_told_once<S: Watching>() {
    let (sender, mut receiver) = watch(1);
    assert_eq!(sender.send(2), Ok(()));
    assert_eq!(receiver.has_changed(), Ok(true));
    let mut changed = || Probe::new(S::changed(&mut receiver)).poll();
    assert_eq!(changed(), Poll::Ready(Ok(())));
    assert_eq!(changed(), Poll::Pending);
    assert_eq!(sender.send(2), Ok(()), "the same is another one");
    assert_eq!(changed(), Poll::Ready(Ok(())));
}

fn of_many_values_the_latest_is_told_once<S: Watching>() {
    let (sender, mut receiver) = watch(0);
    let mut waiting = Probe::new(S::changed(&mut receiver));
    assert_eq!(waiting.poll(), Poll::Pending);
    for n in 1..10 {
        assert_eq!(sender.send(n), Ok(()));
    }
    assert_eq!(waiting.wakes(), 1);
    assert_eq!(waiting.poll(), Poll::Ready(Ok(())));
    drop(waiting);
    assert_eq!(*receiver.borrow(), 9);
    assert_eq!(Probe::new(S::changed(&mut receiver)).poll(), Poll::Pending);
}

fn each_receiver_has_seen_what_it_has_seen<S: Watching>() {
    let (sender, mut one) = watch(1);
    let mut two = one.clone();
    assert_eq!(sender.send(2), Ok(()));
    assert_eq!(*one.borrow(), 2, "a look is not a sight");
    assert_eq!((one.has_changed(), two.has_changed()), (Ok(true), Ok(true)));
    assert_eq!(*one.borrow_and_update(), 2);
    let mut three = one.clone();
    let mut four = two.clone();
    let mut late = sender.subscribe();
    for seen in [&mut one, &mut three, &mut late] {
        assert_eq!(Probe::new(S::changed(seen)).poll(), Poll::Pending);
    }
    for unseen in [&mut two, &mut four] {
        assert_eq!(Probe::new(S::changed(unseen)).poll(), Poll::Ready(Ok(())));
    }
}

fn what_was_not_seen_is_told_after_the_sender_is_gone<S: Watching>() {
    let (sender, mut receiver) = watch(1);
    assert_eq!(sender.send(2), Ok(()));
    drop(sender);
    assert_eq!(receiver.has_changed(), Ok(true));
    let mut changed = || Probe::new(S::changed(&mut receiver)).poll();
    assert_eq!(changed(), Poll::Ready(Ok(())));
    for _ in 0..3 {
        assert_eq!(changed(), Poll::Ready(Err(Closed)));
    }
    assert_eq!(receiver.has_changed(), Err(Closed));
    assert_eq!(*receiver.borrow_and_update(), 2);
}

fn a_sender_that_leaves_wakes_all_who_wait<S: Watching>() {
    let (sender, mut one) = watch(1);
    let mut two = one.clone();
    let mut changing = Probe::new(S::changed(&mut one));
    let mut waiting = Probe::new(S::wait_for(&mut two, |value| *value > 1));
    assert!(changing.poll().is_pending() && waiting.poll().is_pending());
    drop(sender);
    assert_eq!((changing.wakes(), waiting.wakes()), (1, 1));
    assert_eq!(changing.poll(), Poll::Ready(Err(Closed)));
    assert!(matches!(waiting.poll(), Poll::Ready(Err(Closed))));
}

fn a_value_that_is_waited_for_may_be_there<S: Watching>() {
    let (sender, mut receiver) = watch(1);
    let found = Probe::new(S::wait_for(&mut receiver, |value| *value == 1)).poll();
    assert!(matches!(found, Poll::Ready(Ok(value)) if *value == 1));
    assert_eq!(sender.send(2), Ok(()));
    let found = Probe::new(S::wait_for(&mut receiver, |value| *value == 2)).poll();
    assert!(matches!(found, Poll::Ready(Ok(value)) if *value == 2));
    assert_eq!(receiver.has_changed(), Ok(false), "it has been seen");
    drop(sender);
    let found = Probe::new(S::wait_for(&mut receiver, |value| *value == 2)).poll();
    assert!(matches!(found, Poll::Ready(Ok(value)) if *value == 2));
}

fn a_value_that_is_waited_for_is_found_among_others<S: Watching>() {
    let (sender, mut receiver) = watch(0);
    let mut asked = Vec::new();
    let mut waiting = Probe::new(S::wait_for(&mut receiver, |value| {
        asked.push(*value);
        *value > 3
    }));
    assert!(waiting.poll().is_pending());
    for n in 1..4 {
        assert_eq!(sender.send(n), Ok(()));
        assert_eq!(waiting.wakes(), n);
        assert!(waiting.poll().is_pending());
        assert!(waiting.poll().is_pending(), "nobody asks twice");
    }
    assert_eq!((sender.send(4), sender.send(5)), (Ok(()), Ok(())));
    assert!(matches!(waiting.poll(), Poll::Ready(Ok(value)) if *value == 5));
    drop(waiting);
    assert_eq!(asked, [0, 1, 2, 3, 5]);
}

fn a_value_that_is_waited_for_may_never_come<S: Watching>() {
    let (sender, mut receiver) = watch(1);
    let mut waiting = Probe::new(S::wait_for(&mut receiver, |value| *value > 5));
    assert!(waiting.poll().is_pending());
    assert_eq!(sender.send(2), Ok(()));
    drop(sender);
    assert!(matches!(waiting.poll(), Poll::Ready(Err(Closed))));
    drop(waiting);
    let again = Probe::new(S::wait_for(&mut receiver, |value| *value > 5)).poll();
    assert!(matches!(again, Poll::Ready(Err(Closed))));
}

fn the_last_receiver_to_leave_wakes_who_waits_for_that<S: Watching>() {
    let (sender, receiver) = watch(1);
    let other = receiver.clone();
    let mut waiting = [(); 3].map(|()| Probe::new(S::closed(&sender)));
    waiting
        .iter_mut()
        .for_each(|it| assert_eq!(it.poll(), Poll::Pending));
    drop(receiver);
    assert!(waiting.iter().all(|it| it.wakes() == 0));
    assert_eq!((sender.is_closed(), sender.receiver_count()), (false, 1));
    drop(other);
    assert_eq!((sender.is_closed(), sender.receiver_count()), (true, 0));
    for it in &mut waiting {
        assert_eq!((it.wakes(), it.poll()), (1, Poll::Ready(())));
    }
    assert_eq!(Probe::new(S::closed(&sender)).poll(), Poll::Ready(()));
}

fn who_waits_for_the_last_receiver_is_told_even_if_another_comes<S: Watching>() {
    let (sender, receiver) = watch(1);
    let mut waiting = Probe::new(S::closed(&sender));
    assert_eq!(waiting.poll(), Poll::Pending);
    drop(receiver);
    let again = sender.subscribe();
    assert_eq!((waiting.wakes(), waiting.poll()), (1, Poll::Ready(())));
    let mut next = Probe::new(S::closed(&sender));
    assert_eq!(next.poll(), Poll::Pending);
    drop(again);
    assert_eq!((next.wakes(), next.poll()), (1, Poll::Ready(())));
}

fn polled_after_completion_it_panics<S: Watching>() {
    fn misuse<S: Watching, F: Future>(name: &str, future: F) {
        let mut probe = Probe::new(future);
        assert!(probe.poll().is_ready());
        for _ in 0..2 {
            let panic = panic_of(|| probe.poll());
            assert_eq!(panic.message, S::after_completion(name));
            let is_here = panic.file.ends_with("watch/mod.rs");
            assert_eq!(is_here, S::BLAMES_THE_CALLER, "{panic:?}");
        }
    }
    let (sender, mut receiver) = watch(1);
    assert_eq!(sender.send(2), Ok(()));
    misuse::<S, _>("Changed", S::changed(&mut receiver));
    misuse::<S, _>("WaitFor", S::wait_for(&mut receiver, |_| true));
    drop(receiver);
    misuse::<S, _>("UntilClosed", S::closed(&sender));
    let mut receiver = sender.subscribe();
    drop(sender);
    misuse::<S, _>("Changed", S::changed(&mut receiver));
    misuse::<S, _>("WaitFor", S::wait_for(&mut receiver, |_| false));
}

fn a_predicate_that_panics_may_be_asked_again<S: Watching>() {
    let (sender, mut receiver) = watch(1);
    let mut is_first = true;
    let mut is_it = |value: &i32| {
        assert!(!std::mem::take(&mut is_first), "no answer");
        *value == 2
    };
    let panic = panic_of(|| Probe::new(S::wait_for(&mut receiver, &mut is_it)).poll());
    assert_eq!(panic.message, "no answer");
    let mut waiting = Probe::new(S::wait_for(&mut receiver, &mut is_it));
    assert!(waiting.poll().is_pending());
    assert_eq!(sender.send(2), Ok(()));
    assert!(matches!(waiting.poll(), Poll::Ready(Ok(value)) if *value == 2));
}

#[test]
fn a_value_that_nobody_would_receive_comes_back() {
    let (sender, receiver) = watch(1);
    drop(receiver);
    assert_eq!(sender.send(2), Err(SendError(2)));
    assert_eq!(*sender.borrow(), 1);
    // But it can be put there for those who come.
    assert_eq!(*sender.send_replace(3), 1);
    let late = sender.subscribe();
    assert_eq!((*late.borrow(), late.has_changed()), (3, Ok(false)));
    // Nor does one that comes back while the earlier one is read change anything.
    let snapshot = sender.borrow();
    drop(late);
    assert_eq!(sender.send(4), Err(SendError(4)));
    assert_eq!((*snapshot, *sender.borrow()), (3, 3));
}

#[test]
fn what_is_modified_replaces_the_value() {
    let (mut sender, mut receiver) = watch(vec![1]);
    let mut waiting = Probe::new(receiver.changed());
    assert_eq!(waiting.poll(), Poll::Pending);
    let is_modified = sender.send_if_modified(|list| {
        list.push(2);
        false
    });
    assert!(!is_modified);
    assert_eq!((waiting.wakes(), &*sender.borrow()), (0, &vec![1]));
    let panic = panic_of(|| {
        sender.send_modify(|list| {
            list.push(3);
            panic!("half-way");
        });
    });
    assert_eq!(panic.message, "half-way");
    assert_eq!((waiting.wakes(), &*sender.borrow()), (0, &vec![1]));
    sender.send_modify(|list| list.push(4));
    assert_eq!((waiting.wakes(), waiting.poll()), (1, Poll::Ready(Ok(()))));
    drop(waiting);
    assert_eq!(*receiver.borrow(), [1, 4]);
    drop(receiver);
    assert!(sender.send_if_modified(|list| list.pop().is_some()));
    assert_eq!(*sender.borrow(), [1], "whether anybody listens or not");
}

#[test]
fn a_snapshot_stays_what_it_is() {
    let (sender, receiver) = watch(String::from("one"));
    let (first, again) = (receiver.borrow(), receiver.borrow());
    assert_eq!(sender.send(String::from("two")), Ok(()));
    assert_eq!(sender.send(String::from("three")), Ok(()));
    assert_eq!((&**first, &**again.clone()), ("one", "one"));
    assert_eq!(format!("{first:?}"), "\"one\"");
    use longhand::channel::watch::Snapshot;
    let first = Snapshot::try_unwrap(first).expect_err("there is another");
    drop(first);
    assert_eq!(Snapshot::try_unwrap(again).expect("there is none"), "one");
    let latest = Snapshot::try_unwrap(sender.borrow());
    assert_eq!(*latest.expect_err("it is still there"), "three");
}

#[test]
fn receivers_know_their_channel() {
    let (_sender, receiver) = watch(1);
    let (_other, others) = watch(1);
    assert!(receiver.same_channel(&receiver.clone()));
    assert!(!receiver.same_channel(&others));
}

#[test]
fn futures_show_their_name_and_their_state_and_know_their_end() {
    let (sender, mut receiver) = watch(1);
    let mut changed = Probe::new(receiver.changed());
    let state = format!("{:?}", changed.future());
    assert_eq!(state, "Changed { state: Outside }");
    assert!(changed.poll().is_pending() && !changed.future().is_terminated());
    assert_eq!(sender.send(2), Ok(()));
    let state = format!("{:?}", changed.future());
    assert_eq!(state, "Changed { state: Served }");
    assert!(changed.poll().is_ready() && changed.future().is_terminated());
    drop(changed);
    let mut found = Probe::new(receiver.wait_for(|value| *value == 2));
    let state = format!("{:?}", found.future());
    assert_eq!(state, "WaitFor { state: Outside }");
    assert!(found.poll().is_ready() && found.future().is_terminated());
    drop(found);
    let mut closed = Probe::new(sender.closed());
    assert!(closed.poll().is_pending() && !closed.future().is_terminated());
    let state = format!("{:?}", closed.future());
    assert_eq!(state, "UntilClosed { state: Waiting }");
    assert_eq!(format!("{sender:?}"), "Sender { closed: false }");
    assert_eq!(format!("{receiver:?}"), "Receiver { closed: false }");
    drop(closed);
    drop(sender);
    assert_eq!(format!("{receiver:?}"), "Receiver { closed: true }");
}

#[test]
fn an_error_says_why() {
    let said: [&dyn Error; 2] = [&Closed, &SendError(1)];
    let said = said.map(ToString::to_string);
    let gone = "the sender is gone, and no other value will come";
    assert_eq!(said, [gone, "the channel is closed"]);
}
