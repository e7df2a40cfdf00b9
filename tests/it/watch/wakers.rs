//! Wakers that are replaced, that panic, and that reach into the channel they are called by.

use core::cell::RefCell;
use core::task::Poll;
use std::rc::Rc;

use longhand::channel::watch::{Closed, watch};

use crate::support::actor::{Actor, Deed};
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;
use crate::support::watching::Watching;

both_spellings!(
    the_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    what_is_there_is_told_without_a_clone,
    no_waker_is_kept_of_who_is_gone,
    a_clone_that_panics_leaves_the_earlier_waker_in_its_place,
    a_wake_that_panics_does_not_keep_the_others_from_being_woken,
    a_wake_may_send_again,
    a_wake_may_wait_again_and_is_not_woken_for_the_same_value,
    a_wake_may_drop_who_was_called_and_the_sender,
    a_wake_may_drop_others_who_wait,
    a_value_sent_while_a_waker_is_cloned_is_told_at_once,
);

fn the_latest_waker_is_woken_and_no_other<S: Watching>() {
    let (sender, mut receiver) = watch(0);
    let mut changed = Probe::new(S::changed(&mut receiver));
    let mut closed = Probe::new(S::closed(&sender));
    assert!(changed.poll().is_pending() && closed.poll().is_pending());
    changed.change_waker();
    closed.change_waker();
    assert!(changed.poll().is_pending() && closed.poll().is_pending());
    assert_eq!((changed.clones(), closed.clones()), (1, 1));
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!((changed.wakes(), changed.clones()), (1, 0));
    drop(changed);
    drop(receiver);
    assert_eq!((closed.wakes(), closed.clones()), (1, 0));
}

fn a_waker_that_is_known_is_not_cloned_again<S: Watching>() {
    let actor = Actor::new();
    let (_sender, mut receiver) = watch(0);
    let mut changed = Box::pin(S::changed(&mut receiver));
    for _ in 0..3 {
        assert_eq!(actor.poll(changed.as_mut()), Poll::Pending);
    }
    assert_eq!(actor.times(Deed::Clone), 1);
}

fn what_is_there_is_told_without_a_clone<S: Watching>() {
    let actor = Actor::new();
    let (sender, mut receiver) = watch(0);
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!(actor.poll(S::changed(&mut receiver)), Poll::Ready(Ok(())));
    drop(sender);
    let closed = actor.poll(S::changed(&mut receiver));
    assert_eq!(
        (closed, actor.times(Deed::Clone)),
        (Poll::Ready(Err(Closed)), 0)
    );
}

fn no_waker_is_kept_of_who_is_gone<S: Watching>() {
    let actor = Actor::new();
    let (sender, mut receiver) = watch(0);
    assert_eq!(actor.poll(S::changed(&mut receiver)), Poll::Pending);
    assert!(
        actor
            .poll(S::wait_for(&mut receiver, |_| false))
            .is_pending()
    );
    assert_eq!(actor.poll(S::closed(&sender)), Poll::Pending);
    assert_eq!(actor.kept(), 0);
}

fn a_clone_that_panics_leaves_the_earlier_waker_in_its_place<S: Watching>() {
    let (kept, panicking) = (Actor::new(), Actor::new());
    let (sender, mut receiver) = watch(0);
    let mut changed = Box::pin(S::changed(&mut receiver));
    assert_eq!(kept.poll(changed.as_mut()), Poll::Pending);
    panicking.act_on(Deed::Clone, || panic!("no clone"));
    let panic = panic_of(|| panicking.poll(changed.as_mut()));
    assert_eq!(panic.message, "no clone");
    assert_eq!(sender.send(1), Ok(()));
    drop(changed);
    // An `async fn` has left the line with the panic.
    let woken = usize::from(S::BLAMES_THE_CALLER);
    assert_eq!((kept.times(Deed::Wake), kept.kept()), (woken, 0));
    assert_eq!(panicking.kept(), 0);
    assert_eq!(kept.poll(S::changed(&mut receiver)), Poll::Ready(Ok(())));
}

fn a_wake_that_panics_does_not_keep_the_others_from_being_woken<S: Watching>() {
    for panics in 0..4 {
        let actors = [(); 4].map(|()| Actor::new());
        let (sender, receiver) = watch(0);
        let mut receivers = [(); 4].map(|()| receiver.clone());
        let waiting = receivers.iter_mut().map(|it| Box::pin(S::changed(it)));
        let mut waiting: Vec<_> = waiting.collect();
        for (actor, it) in actors.iter().zip(&mut waiting) {
            assert_eq!(actor.poll(it.as_mut()), Poll::Pending);
        }
        actors[panics].act_on(Deed::Wake, || panic!("no wake"));
        assert_eq!(panic_of(|| sender.send(1)).message, "no wake");
        for (actor, it) in actors.iter().zip(&mut waiting) {
            assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
            assert_eq!(actor.poll(it.as_mut()), Poll::Ready(Ok(())));
        }
        assert_eq!(*sender.borrow(), 1);
    }
}

fn a_wake_may_send_again<S: Watching>() {
    let (first, second) = (Actor::new(), Actor::new());
    let (sender, mut one) = watch(0);
    let (sender, mut two) = (Rc::new(sender), one.clone());
    let mut changed = Box::pin(S::changed(&mut one));
    let mut also = Box::pin(S::changed(&mut two));
    assert!(first.poll(changed.as_mut()).is_pending() && second.poll(also.as_mut()).is_pending());
    let again = sender.clone();
    first.act_on(Deed::Wake, move || assert_eq!(again.send(2), Ok(())));
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!((first.times(Deed::Wake), second.times(Deed::Wake)), (1, 1));
    assert!(first.poll(changed.as_mut()).is_ready() && second.poll(also.as_mut()).is_ready());
    drop((changed, also));
    assert_eq!((*one.borrow(), *two.borrow()), (2, 2));
    assert_eq!(
        (one.has_changed(), two.has_changed()),
        (Ok(false), Ok(false))
    );
}

fn a_wake_may_wait_again_and_is_not_woken_for_the_same_value<S: Watching>() {
    let (actor, waiting) = (Actor::new(), Rc::new(Actor::new()));
    let (sender, mut receiver) = watch(0);
    let mut other = receiver.clone();
    let mut both = Box::pin(async move {
        S::changed(&mut other).await?;
        S::changed(&mut other).await
    });
    let mut changed = Box::pin(S::changed(&mut receiver));
    assert_eq!(actor.poll(changed.as_mut()), Poll::Pending);
    let kept = Rc::new(RefCell::new(None));
    let (theirs, keep) = (waiting.clone(), kept.clone());
    actor.act_on(Deed::Wake, move || {
        assert_eq!(theirs.poll(both.as_mut()), Poll::Pending);
        *keep.borrow_mut() = Some(both);
    });
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!((actor.times(Deed::Wake), waiting.times(Deed::Wake)), (1, 0));
    assert_eq!(sender.send(2), Ok(()));
    assert_eq!(waiting.times(Deed::Wake), 1);
    let mut both = kept.borrow_mut().take().expect("it waits");
    assert_eq!(waiting.poll(both.as_mut()), Poll::Ready(Ok(())));
}

fn a_wake_may_drop_who_was_called_and_the_sender<S: Watching>() {
    let actor = Actor::new();
    let (sender, receiver) = watch(0);
    let mut closed = Box::pin(async move { S::closed(&sender).await });
    assert_eq!(actor.poll(closed.as_mut()), Poll::Pending);
    actor.act_on(Deed::Wake, move || drop(closed));
    drop(receiver);
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
}

fn a_wake_may_drop_others_who_wait<S: Watching>() {
    let (first, second) = (Actor::new(), Actor::new());
    let (sender, mut one) = watch(0);
    let mut two = one.clone();
    let mut changed = Box::pin(S::changed(&mut one));
    assert_eq!(first.poll(changed.as_mut()), Poll::Pending);
    let mut dropped = Box::pin(async move { S::changed(&mut two).await });
    assert_eq!(second.poll(dropped.as_mut()), Poll::Pending);
    first.act_on(Deed::Wake, move || drop(dropped));
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!((second.times(Deed::Wake), second.kept()), (0, 0));
    assert_eq!(first.poll(changed.as_mut()), Poll::Ready(Ok(())));
}

fn a_value_sent_while_a_waker_is_cloned_is_told_at_once<S: Watching>() {
    let actor = Actor::new();
    let (sender, mut receiver) = watch(0);
    actor.act_on(Deed::Clone, move || assert_eq!(sender.send(1), Ok(())));
    assert_eq!(actor.poll(S::changed(&mut receiver)), Poll::Ready(Ok(())));
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (0, 0));
}
