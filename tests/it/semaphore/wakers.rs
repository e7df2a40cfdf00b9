//! Wakers that are replaced, that panic, and that reach into the semaphore they are called by.

use core::task::Poll;
use std::rc::Rc;

use longhand::semaphore::Semaphore;

use crate::support::actor::{Actor, Deed};
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::signals::Acquiring;
use crate::support::spelling::both_spellings;

both_spellings!(
    the_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    no_waker_is_kept_of_who_is_gone,
    a_clone_that_panics_leaves_the_earlier_waker_in_its_place,
    a_wake_that_panics_does_not_keep_the_others_from_being_woken,
    a_wake_may_acquire_and_release_again,
    a_wake_may_drop_the_others_who_wait,
    a_permit_that_comes_while_a_waker_is_cloned_is_had_at_once,
    a_permit_that_is_had_at_once_is_not_lost_if_the_waker_panics,
);

fn the_latest_waker_is_woken_and_no_other<S: Acquiring>() {
    let semaphore = Semaphore::new(0);
    let mut acquiring = Probe::new(S::acquire(&semaphore));
    assert!(acquiring.poll().is_pending());
    let first = acquiring.waker().clone();
    acquiring.change_waker();
    assert!(acquiring.poll().is_pending());
    assert!(!first.will_wake(acquiring.waker()));
    assert_eq!(acquiring.clones(), 1);
    semaphore.add_permits(1);
    assert_eq!((acquiring.wakes(), acquiring.clones()), (1, 0));
}

fn a_waker_that_is_known_is_not_cloned_again<S: Acquiring>() {
    let (actor, semaphore) = (Actor::new(), Semaphore::new(1));
    let permit = actor.poll(S::acquire(&semaphore));
    assert_eq!(actor.times(Deed::Clone), 0, "nobody waits");
    let mut acquiring = Box::pin(S::acquire(&semaphore));
    for _ in 0..3 {
        assert!(actor.poll(acquiring.as_mut()).is_pending());
    }
    assert_eq!(actor.times(Deed::Clone), 1);
    drop(permit);
}

fn no_waker_is_kept_of_who_is_gone<S: Acquiring>() {
    let (actor, semaphore) = (Actor::new(), Semaphore::new(0));
    assert!(actor.poll(S::acquire(&semaphore)).is_pending());
    assert_eq!(actor.kept(), 0);
}

fn a_clone_that_panics_leaves_the_earlier_waker_in_its_place<S: Acquiring>() {
    let (kept, panicking) = (Actor::new(), Actor::new());
    let semaphore = Semaphore::new(0);
    let mut acquiring = Box::pin(S::acquire(&semaphore));
    assert!(kept.poll(acquiring.as_mut()).is_pending());
    panicking.act_on(Deed::Clone, || panic!("no clone"));
    let panic = panic_of(|| panicking.poll(acquiring.as_mut()));
    assert_eq!(panic.message, "no clone");
    semaphore.add_permits(1);
    // An `async fn` has left the line with the panic.
    let woken = usize::from(S::BLAMES_THE_CALLER);
    assert_eq!((kept.times(Deed::Wake), kept.kept()), (woken, 0));
    drop(acquiring);
    assert_eq!((panicking.kept(), semaphore.available_permits()), (0, 1));
}

fn a_wake_that_panics_does_not_keep_the_others_from_being_woken<S: Acquiring>() {
    for is_closed in [false, true] {
        for panics in 0..3 {
            let (actors, semaphore) = ([(); 3].map(|()| Actor::new()), Semaphore::new(0));
            let mut waiting = [(); 3].map(|()| Box::pin(S::acquire(&semaphore)));
            for (actor, it) in actors.iter().zip(&mut waiting) {
                assert!(actor.poll(it.as_mut()).is_pending());
            }
            actors[panics].act_on(Deed::Wake, || panic!("no wake"));
            let panic = match is_closed {
                true => panic_of(|| semaphore.close()),
                false => panic_of(|| semaphore.add_permits(3)),
            };
            assert_eq!(panic.message, "no wake");
            for (actor, it) in actors.iter().zip(&mut waiting) {
                assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
                let answer = actor.poll(it.as_mut());
                assert_eq!(answer.map(|permit| permit.is_ok()), Poll::Ready(!is_closed));
            }
        }
    }
}

fn a_wake_may_acquire_and_release_again<S: Acquiring>() {
    let (first, second) = (Actor::new(), Actor::new());
    let semaphore = Rc::new(Semaphore::new(0));
    let theirs = semaphore.clone();
    let mut both = Box::pin(async move {
        for _ in 0..3 {
            drop(S::acquire(&theirs).await.expect("it is open"));
        }
    });
    assert_eq!(first.poll(both.as_mut()), Poll::Pending);
    let mut next = Box::pin(S::acquire(&semaphore));
    assert!(second.poll(next.as_mut()).is_pending());
    // It goes on at once: it gives its permit back, which serves the next, and waits behind it.
    let actor = Actor::new();
    first.act_on(Deed::Wake, move || {
        assert_eq!(actor.poll(both.as_mut()), Poll::Pending);
        assert_eq!(actor.times(Deed::Wake), 0);
    });
    semaphore.add_permits(1);
    assert_eq!(second.times(Deed::Wake), 1);
    assert!(matches!(second.poll(next.as_mut()), Poll::Ready(Ok(_))));
    assert_eq!(semaphore.available_permits(), 1);
}

fn a_wake_may_drop_the_others_who_wait<S: Acquiring>() {
    let (first, second) = (Actor::new(), Actor::new());
    let semaphore = Rc::new(Semaphore::new(0));
    let mut acquiring = Box::pin(S::acquire(&semaphore));
    assert!(first.poll(acquiring.as_mut()).is_pending());
    let theirs = semaphore.clone();
    let mut dropped = Box::pin(async move { S::acquire(&theirs).await.is_ok() });
    assert_eq!(second.poll(dropped.as_mut()), Poll::Pending);
    first.act_on(Deed::Wake, move || drop(dropped));
    semaphore.add_permits(2);
    assert_eq!((second.times(Deed::Wake), second.kept()), (0, 0));
    assert!(matches!(first.poll(acquiring.as_mut()), Poll::Ready(Ok(_))));
    assert_eq!(semaphore.available_permits(), 2);
}

fn a_permit_that_comes_while_a_waker_is_cloned_is_had_at_once<S: Acquiring>() {
    let (actor, semaphore) = (Actor::new(), Rc::new(Semaphore::new(0)));
    let theirs = semaphore.clone();
    actor.act_on(Deed::Clone, move || theirs.add_permits(1));
    let permit = actor.poll(S::acquire(&semaphore));
    assert!(matches!(permit, Poll::Ready(Ok(_))));
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (0, 0));
}

fn a_permit_that_is_had_at_once_is_not_lost_if_the_waker_panics<S: Acquiring>() {
    for is_polled_again in [false, true] {
        let (actor, semaphore) = (Actor::new(), Rc::new(Semaphore::new(0)));
        let theirs = semaphore.clone();
        actor.act_on(Deed::Clone, move || theirs.add_permits(1));
        actor.act_on(Deed::Drop, || panic!("no drop"));
        let mut acquiring = Box::pin(S::acquire(&semaphore));
        let panic = panic_of(|| actor.poll(acquiring.as_mut()));
        assert_eq!(panic.message, "no drop");
        // An `async fn` is over with the panic.
        if is_polled_again && S::BLAMES_THE_CALLER {
            let permit = actor.poll(acquiring.as_mut());
            assert!(matches!(permit, Poll::Ready(Ok(_))));
            assert_eq!(semaphore.available_permits(), 0);
        }
        drop(acquiring);
        assert_eq!((semaphore.available_permits(), actor.kept()), (1, 0));
    }
}
