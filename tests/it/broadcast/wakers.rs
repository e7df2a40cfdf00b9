//! Wakers that are replaced, that panic, and that reach into the channel they are called by.

use core::cell::RefCell;
use core::task::Poll;
use std::rc::Rc;

use longhand::channel::broadcast::broadcast;

use crate::support::actor::{Actor, Deed};
use crate::support::broadcasting::Broadcasting;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;

both_spellings!(
    the_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    no_waker_is_kept_of_who_is_gone,
    a_wake_that_panics_does_not_keep_the_others_from_being_woken,
    a_wake_may_send_again,
    a_wake_may_wait_again_and_is_not_woken_for_the_same_value,
    a_wake_may_drop_others_who_wait,
    a_value_sent_while_a_waker_is_cloned_is_received_at_once,
);

fn the_latest_waker_is_woken_and_no_other<S: Broadcasting>() {
    let (sender, mut receiver) = broadcast(2);
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    receiving.change_waker();
    assert_eq!(receiving.poll(), Poll::Pending);
    assert_eq!(receiving.clones(), 1);
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!((receiving.wakes(), receiving.clones()), (1, 0));
}

fn a_waker_that_is_known_is_not_cloned_again<S: Broadcasting>() {
    let actor = Actor::new();
    let (sender, mut receiver) = broadcast(2);
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Ready(Ok(7)));
    assert_eq!(actor.times(Deed::Clone), 0);
    let mut receiving = Box::pin(S::recv(&mut receiver));
    for _ in 0..3 {
        assert_eq!(actor.poll(receiving.as_mut()), Poll::Pending);
    }
    assert_eq!(actor.times(Deed::Clone), 1);
}

fn no_waker_is_kept_of_who_is_gone<S: Broadcasting>() {
    let actor = Actor::new();
    let (_sender, mut receiver) = broadcast::<u8>(2);
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    assert_eq!(actor.kept(), 0);
}

fn a_wake_that_panics_does_not_keep_the_others_from_being_woken<S: Broadcasting>() {
    for is_closed in [false, true] {
        for panics in 0..3 {
            let actors = [(); 3].map(|()| Actor::new());
            let (sender, receiver) = broadcast(2);
            let mut receivers = [receiver, sender.subscribe(), sender.subscribe()];
            let waiting = receivers.iter_mut().map(|it| Box::pin(S::recv(it)));
            let mut waiting: Vec<_> = waiting.collect();
            for (actor, it) in actors.iter().zip(&mut waiting) {
                assert_eq!(actor.poll(it.as_mut()), Poll::Pending);
            }
            actors[panics].act_on(Deed::Wake, || panic!("no wake"));
            let panic = match is_closed {
                true => panic_of(|| drop(sender)),
                false => panic_of(|| sender.send(7)),
            };
            assert_eq!(panic.message, "no wake");
            for (actor, it) in actors.iter().zip(&mut waiting) {
                assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
                let answer = actor.poll(it.as_mut());
                assert_eq!(
                    answer.map(|received| received.ok()),
                    Poll::Ready((!is_closed).then_some(7))
                );
            }
        }
    }
}

fn a_wake_may_send_again<S: Broadcasting>() {
    let (first, second) = (Actor::new(), Actor::new());
    let (sender, mut one) = broadcast(4);
    let mut two = sender.subscribe();
    let mut receiving = Box::pin(S::recv(&mut one));
    let mut also = Box::pin(S::recv(&mut two));
    assert!(first.poll(receiving.as_mut()).is_pending() && second.poll(also.as_mut()).is_pending());
    let again = sender.clone();
    first.act_on(Deed::Wake, move || assert_eq!(again.send(2), Ok(())));
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!((first.times(Deed::Wake), second.times(Deed::Wake)), (1, 1));
    drop((receiving, also));
    for receiver in [&mut one, &mut two] {
        assert_eq!((receiver.try_recv(), receiver.try_recv()), (Ok(1), Ok(2)));
    }
}

fn a_wake_may_wait_again_and_is_not_woken_for_the_same_value<S: Broadcasting>() {
    let (actor, waiting) = (Actor::new(), Rc::new(Actor::new()));
    let (sender, mut receiver) = broadcast(4);
    let mut other = sender.subscribe();
    let mut both = Box::pin(async move { (S::recv(&mut other).await, S::recv(&mut other).await) });
    let mut receiving = Box::pin(S::recv(&mut receiver));
    assert_eq!(actor.poll(receiving.as_mut()), Poll::Pending);
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
    assert_eq!(waiting.poll(both.as_mut()), Poll::Ready((Ok(1), Ok(2))));
}

fn a_wake_may_drop_others_who_wait<S: Broadcasting>() {
    let (first, second) = (Actor::new(), Actor::new());
    let (sender, mut one) = broadcast(2);
    let mut two = sender.subscribe();
    let mut receiving = Box::pin(S::recv(&mut one));
    assert_eq!(first.poll(receiving.as_mut()), Poll::Pending);
    let mut dropped = Box::pin(async move { S::recv(&mut two).await });
    assert_eq!(second.poll(dropped.as_mut()), Poll::Pending);
    first.act_on(Deed::Wake, move || drop(dropped));
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!((second.times(Deed::Wake), second.kept()), (0, 0));
    assert_eq!(first.poll(receiving.as_mut()), Poll::Ready(Ok(7)));
}

fn a_value_sent_while_a_waker_is_cloned_is_received_at_once<S: Broadcasting>() {
    let actor = Actor::new();
    let (sender, mut receiver) = broadcast(2);
    actor.act_on(Deed::Clone, move || assert_eq!(sender.send(7), Ok(())));
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Ready(Ok(7)));
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (0, 0));
}
