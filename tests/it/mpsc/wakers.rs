//! Wakers that are replaced, that panic, and that reach into the channel they are called by.

use core::cell::RefCell;
use core::task::Poll;
use std::rc::Rc;

use longhand::channel::mpsc::{SendError, bounded};

use crate::support::actor::{Actor, Deed};
use crate::support::ends::Ends;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;

both_spellings!(
    the_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    what_is_there_is_received_without_a_clone,
    no_waker_is_kept_when_all_are_gone,
    a_clone_that_panics_leaves_the_earlier_waker_in_its_place,
    a_wake_that_panics_loses_no_value_that_was_sent,
    a_wake_that_panics_does_not_keep_the_others_from_being_woken,
    a_wake_may_receive_what_it_was_called_for,
    a_wake_may_send_again,
    a_wake_may_drop_the_receiver,
    a_value_sent_while_the_receivers_waker_is_cloned_is_received_at_once,
    room_that_comes_while_a_senders_waker_is_cloned_is_taken_at_once,
    room_that_is_had_at_once_is_not_lost_if_the_waker_panics,
    a_send_whose_receiver_panics_when_it_is_woken_has_sent,
    a_value_goes_with_the_panic_of_the_sender_who_is_served_for_it,
);

fn the_latest_waker_is_woken_and_no_other<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    let first = receiving.waker().clone();
    receiving.change_waker();
    assert_eq!(receiving.poll(), Poll::Pending);
    assert!(!first.will_wake(receiving.waker()));
    assert_eq!(sender.try_send(0), Ok(()));
    assert_eq!(receiving.wakes(), 1);
    drop(receiving);

    let mut sending = Probe::new(S::send(&sender, 1));
    let mut closed = Probe::new(S::closed(&sender));
    assert!(sending.poll().is_pending() && closed.poll().is_pending());
    sending.change_waker();
    closed.change_waker();
    assert!(sending.poll().is_pending() && closed.poll().is_pending());
    assert_eq!((sending.clones(), closed.clones()), (1, 1));
    assert_eq!(receiver.try_recv(), Ok(0));
    receiver.close();
    assert_eq!((sending.wakes(), closed.wakes()), (1, 1));
    assert_eq!((sending.clones(), closed.clones()), (0, 0));
}

fn a_waker_that_is_known_is_not_cloned_again<S: Ends>() {
    let (receiving, sending) = (Actor::new(), Actor::new());
    let (sender, mut receiver) = bounded(1);
    for _ in 0..3 {
        assert_eq!(receiving.poll(S::recv(&mut receiver)), Poll::Pending);
    }
    assert_eq!(receiving.times(Deed::Clone), 1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut send = Box::pin(S::send(&sender, 1));
    for _ in 0..3 {
        assert_eq!(sending.poll(send.as_mut()), Poll::Pending);
    }
    assert_eq!(sending.times(Deed::Clone), 1);
}

fn what_is_there_is_received_without_a_clone<S: Ends>() {
    let (receiving, sending) = (Actor::new(), Actor::new());
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sending.poll(S::send(&sender, 0)), Poll::Ready(Ok(())));
    assert_eq!(sending.times(Deed::Clone), 0);
    let mut send = Box::pin(S::send(&sender, 1));
    assert_eq!(sending.poll(send.as_mut()), Poll::Pending);
    for n in 0..2 {
        assert_eq!(receiving.poll(S::recv(&mut receiver)), Poll::Ready(Some(n)));
    }
    drop(send);
    drop(sender);
    assert_eq!(receiving.poll(S::recv(&mut receiver)), Poll::Ready(None));
    assert_eq!(receiving.times(Deed::Clone), 0);
}

fn no_waker_is_kept_when_all_are_gone<S: Ends>() {
    let actor = Actor::new();
    let (sender, mut receiver) = bounded::<u8>(1);
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    drop(receiver);
    assert_eq!(actor.kept(), 0, "the receiver took its waker along");
    let (sender, receiver) = (sender, bounded::<u8>(1).1);
    drop((sender, receiver));

    let (sender, _receiver) = bounded::<u8>(1);
    assert_eq!(actor.poll(S::closed(&sender)), Poll::Pending);
    assert_eq!(sender.try_send(0), Ok(()));
    assert_eq!(actor.poll(S::send(&sender, 1)), Poll::Pending);
    assert_eq!(
        actor.kept(),
        0,
        "who is dropped leaves the line with its waker"
    );
}

fn a_clone_that_panics_leaves_the_earlier_waker_in_its_place<S: Ends>() {
    let (kept, panicking) = (Actor::new(), Actor::new());
    let (sender, mut receiver) = bounded(1);
    assert_eq!(kept.poll(S::recv(&mut receiver)), Poll::Pending);
    panicking.act_on(Deed::Clone, || panic!("no clone"));
    let panic = panic_of(|| panicking.poll(S::recv(&mut receiver)));
    assert_eq!(panic.message, "no clone");
    assert_eq!(sender.try_send(7), Ok(()));
    assert_eq!(kept.times(Deed::Wake), 1);
    assert_eq!(kept.poll(S::recv(&mut receiver)), Poll::Ready(Some(7)));
    assert_eq!((kept.kept(), panicking.kept()), (1, 0));
}

fn a_wake_that_panics_loses_no_value_that_was_sent<S: Ends>() {
    let actor = Actor::new();
    let (sender, mut receiver) = bounded(1);
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    actor.act_on(Deed::Wake, || panic!("no wake"));
    assert_eq!(panic_of(|| sender.try_send(7)).message, "no wake");
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Ready(Some(7)));
    assert_eq!(actor.kept(), 1, "the receiver may wait again");
    drop(receiver);
    assert_eq!(actor.kept(), 0);
}

fn a_wake_that_panics_does_not_keep_the_others_from_being_woken<S: Ends>() {
    for is_dropped in [false, true] {
        let actors = [(); 4].map(|()| Actor::new());
        let (sender, mut receiver) = bounded(1);
        assert_eq!(sender.try_send(0), Ok(()));
        let mut one = Box::pin(S::send(&sender, 1));
        let mut two = Box::pin(S::send(&sender, 2));
        let mut closed = Box::pin(S::closed(&sender));
        let mut also = Box::pin(S::closed(&sender));
        assert_eq!(actors[0].poll(one.as_mut()), Poll::Pending);
        assert_eq!(actors[1].poll(two.as_mut()), Poll::Pending);
        assert_eq!(actors[2].poll(closed.as_mut()), Poll::Pending);
        assert_eq!(actors[3].poll(also.as_mut()), Poll::Pending);
        actors[0].act_on(Deed::Wake, || panic!("no wake"));
        let panic = match is_dropped {
            true => panic_of(|| drop(receiver)),
            false => panic_of(|| receiver.close()),
        };
        assert_eq!(panic.message, "no wake");
        assert!(actors.iter().all(|actor| actor.times(Deed::Wake) == 1));
        let back = Poll::Ready(Err(SendError(1)));
        assert_eq!(actors[0].poll(one.as_mut()), back);
        assert_eq!(actors[3].poll(also.as_mut()), Poll::Ready(()));
    }
}

fn a_wake_may_receive_what_it_was_called_for<S: Ends>() {
    let actor = Actor::new();
    let (sender, mut receiver) = bounded(1);
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    actor.act_on(Deed::Wake, move || {
        let received = Actor::new().poll(S::recv(&mut receiver));
        assert_eq!(received, Poll::Ready(Some(7)));
    });
    assert_eq!(sender.try_send(7), Ok(()));
    assert_eq!(actor.times(Deed::Wake), 1);
    assert!(sender.is_closed());
}

fn a_wake_may_send_again<S: Ends>() {
    let actor = Actor::new();
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut sending = Box::pin(S::send(&sender, 1));
    assert_eq!(actor.poll(sending.as_mut()), Poll::Pending);
    let other = sender.clone();
    // It is served before it is woken, and so the room is its own.
    actor.act_on(Deed::Wake, move || assert!(other.try_send(2).is_err()));
    assert_eq!(receiver.try_recv(), Ok(0));
    assert_eq!(actor.times(Deed::Wake), 1);
    assert_eq!(receiver.try_recv(), Ok(1));
}

fn a_wake_may_drop_the_receiver<S: Ends>() {
    let actor = Actor::new();
    let (sender, mut receiver) = bounded(1);
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    actor.act_on(Deed::Wake, move || drop(receiver));
    assert_eq!(sender.try_send(7), Ok(()));
    assert_eq!((sender.len(), sender.is_closed()), (0, true));
    assert_eq!(
        actor.kept(),
        1,
        "it is being called, and kept as long as the channel"
    );
    drop(sender);
    assert_eq!(actor.kept(), 0);

    // And with it the last sender drops the channel, in a wake that the channel calls.
    let (sender, mut receiver) = bounded::<u8>(1);
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    actor.act_on(Deed::Wake, move || drop(receiver));
    drop(sender);
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (2, 0));
}

fn a_value_sent_while_the_receivers_waker_is_cloned_is_received_at_once<S: Ends>() {
    let actor = Actor::new();
    let (sender, mut receiver) = bounded(1);
    let other = sender.clone();
    actor.act_on(Deed::Clone, move || assert_eq!(other.try_send(7), Ok(())));
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Ready(Some(7)));
    assert_eq!(actor.times(Deed::Wake), 0);
    drop(receiver);
    assert_eq!(actor.kept(), 0);
}

fn room_that_comes_while_a_senders_waker_is_cloned_is_taken_at_once<S: Ends>() {
    let actor = Actor::new();
    let (sender, receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let receiver = Rc::new(RefCell::new(receiver));
    let theirs = receiver.clone();
    actor.act_on(Deed::Clone, move || {
        assert_eq!(theirs.borrow_mut().try_recv(), Ok(0));
    });
    assert_eq!(actor.poll(S::send(&sender, 1)), Poll::Ready(Ok(())));
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (0, 0));
    assert_eq!(receiver.borrow_mut().try_recv(), Ok(1));
}

fn room_that_is_had_at_once_is_not_lost_if_the_waker_panics<S: Ends>() {
    for is_polled_again in [false, true] {
        let actor = Actor::new();
        let (sender, receiver) = bounded(1);
        assert_eq!(sender.try_send(0), Ok(()));
        let receiver = Rc::new(RefCell::new(receiver));
        let theirs = receiver.clone();
        actor.act_on(Deed::Clone, move || {
            assert_eq!(theirs.borrow_mut().try_recv(), Ok(0));
        });
        actor.act_on(Deed::Drop, || panic!("no drop"));
        let mut reserving = Box::pin(S::reserve(&sender));
        let panic = panic_of(|| actor.poll(reserving.as_mut()));
        assert_eq!(panic.message, "no drop");
        // An `async fn` is over with the panic.
        if is_polled_again && S::BLAMES_THE_CALLER {
            let permit = actor.poll(reserving.as_mut());
            assert!(matches!(permit, Poll::Ready(Ok(_))));
        }
        drop(reserving);
        assert_eq!(sender.try_send(1), Ok(()));
        drop(sender);
        let mut receiver = receiver.borrow_mut();
        assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Ready(Some(1)));
        assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Ready(None));
    }
}

fn a_send_whose_receiver_panics_when_it_is_woken_has_sent<S: Ends>() {
    let (receiving, sending) = (Actor::new(), Actor::new());
    let (sender, mut receiver) = bounded(1);
    assert_eq!(receiving.poll(S::recv(&mut receiver)), Poll::Pending);
    receiving.act_on(Deed::Wake, || panic!("no wake"));
    let mut send = Box::pin(S::send(&sender, 1));
    let panic = panic_of(|| sending.poll(send.as_mut()));
    assert_eq!(panic.message, "no wake");
    // An `async fn` is over with the panic.
    if S::BLAMES_THE_CALLER {
        assert_eq!(sending.poll(send.as_mut()), Poll::Ready(Ok(())));
    }
    drop(send);
    assert_eq!(receiver.try_recv(), Ok(1));
    assert_eq!(sender.try_send(2), Ok(()));
}

fn a_value_goes_with_the_panic_of_the_sender_who_is_served_for_it<S: Ends>() {
    for is_tried in [false, true] {
        let (actor, values) = (Actor::new(), [0, 1].map(Rc::new));
        let (sender, mut receiver) = bounded(1);
        assert!(sender.try_send(values[0].clone()).is_ok());
        let mut sending = Box::pin(S::send(&sender, values[1].clone()));
        assert!(actor.poll(sending.as_mut()).is_pending());
        actor.act_on(Deed::Wake, || panic!("no wake"));
        let panic = match is_tried {
            true => panic_of(|| receiver.try_recv()),
            false => panic_of(|| Actor::new().poll(S::recv(&mut receiver))),
        };
        assert_eq!(panic.message, "no wake");
        assert_eq!(values.each_ref().map(Rc::strong_count), [1, 2]);
        assert_eq!(receiver.try_recv(), Ok(values[1].clone()));
    }
}
