//! Wakers that are replaced, that panic, and that reach into the channel they are called by.

use core::mem;
use core::task::Poll;

use longhand::channel::oneshot::{Closed, Receiver, Sender, oneshot};

use crate::support::actor::{Actor, Deed};
use crate::support::channel::Channel;
use crate::support::panics::panic_of;
use crate::support::script::Answer;
use crate::support::spelling::both_spellings;
use crate::support::stage::Stage;

both_spellings!(
    the_receivers_latest_waker_is_woken_and_no_other,
    the_senders_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    a_waker_that_is_replaced_is_let_go,
    whoever_leaves_first_lets_go_of_both_wakers,
    a_receiver_that_closes_lets_go_of_both_wakers,
    a_clone_that_panics_leaves_the_receivers_earlier_waker_in_its_place,
    a_clone_that_panics_leaves_the_senders_earlier_waker_in_its_place,
    a_waker_that_panics_when_it_is_replaced_leaves_the_new_one_in_its_place,
    a_waker_that_panics_when_its_sender_sends_loses_no_value,
    a_waker_that_panics_when_its_receiver_closes_leaves_the_channel_closed,
    a_waker_that_panics_when_its_receiver_is_dropped_leaves_the_channel_closed,
    a_wake_that_panics_in_a_send_loses_no_value,
    a_wake_that_panics_in_a_hang_up_is_over_when_the_receiver_is_polled,
    a_wake_that_panics_in_a_close_leaves_the_channel_closed,
    a_wake_that_panics_in_the_receivers_drop_leaves_the_channel_closed,
    a_wake_may_receive_the_value,
    a_wake_may_drop_the_receiver_with_the_value,
    a_hang_up_may_drop_the_receiver_it_wakes,
    a_close_may_drop_the_sender_it_wakes,
    a_receivers_drop_may_drop_the_sender_it_wakes,
    a_close_may_have_a_value_sent_which_comes_back,
    a_value_sent_while_the_receivers_waker_is_cloned_is_received_at_once,
    a_value_sent_while_an_old_waker_is_dropped_wakes_the_new_one,
    a_channel_closed_while_the_senders_waker_is_cloned_is_closed_at_once,
);

fn the_receivers_latest_waker_is_woken_and_no_other<S: Channel>() {
    let (first, last) = (Actor::new(), Actor::new());
    let (sender, mut receiver) = oneshot();
    assert_eq!(first.poll(S::recv(&mut receiver)), Poll::Pending);
    assert_eq!(last.poll(S::recv(&mut receiver)), Poll::Pending);
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!((first.times(Deed::Wake), last.times(Deed::Wake)), (0, 1));
}

fn the_senders_latest_waker_is_woken_and_no_other<S: Channel>() {
    let (first, last) = (Actor::new(), Actor::new());
    let (mut sender, mut receiver) = oneshot::<u8>();
    assert_eq!(first.poll(S::closed(&mut sender)), Poll::Pending);
    assert_eq!(last.poll(S::closed(&mut sender)), Poll::Pending);
    receiver.close();
    assert_eq!((first.times(Deed::Wake), last.times(Deed::Wake)), (0, 1));
}

fn a_waker_that_is_known_is_not_cloned_again<S: Channel>() {
    let (receiving, sending) = (Actor::new(), Actor::new());
    let (mut sender, mut receiver) = oneshot::<u8>();
    for _ in 0..3 {
        assert_eq!(receiving.poll(S::recv(&mut receiver)), Poll::Pending);
        assert_eq!(sending.poll(S::closed(&mut sender)), Poll::Pending);
    }
    assert_eq!(receiving.times(Deed::Clone), 1);
    assert_eq!(sending.times(Deed::Clone), 1);
}

fn a_waker_that_is_replaced_is_let_go<S: Channel>() {
    let (first, last) = (Actor::new(), Actor::new());
    let (mut sender, mut receiver) = oneshot::<u8>();
    assert_eq!(first.poll(S::recv(&mut receiver)), Poll::Pending);
    assert_eq!(first.poll(S::closed(&mut sender)), Poll::Pending);
    assert_eq!(first.kept(), 2);
    assert_eq!(last.poll(S::recv(&mut receiver)), Poll::Pending);
    assert_eq!(last.poll(S::closed(&mut sender)), Poll::Pending);
    assert_eq!((first.kept(), last.kept()), (0, 2));
}

fn whoever_leaves_first_lets_go_of_both_wakers<S: Channel>() {
    let leaves: [fn(Sender<u8>, Receiver<u8>); 3] = [
        |sender, _receiver| assert_eq!(sender.send(7), Ok(())),
        |sender, _receiver| drop(sender),
        |_sender, receiver| drop(receiver),
    ];
    for leave in leaves {
        let actor = Actor::new();
        let (mut sender, mut receiver) = oneshot::<u8>();
        assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
        assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Pending);
        leave(sender, receiver);
        assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
    }
}

fn a_receiver_that_closes_lets_go_of_both_wakers<S: Channel>() {
    let actor = Actor::new();
    let (mut sender, mut receiver) = oneshot::<u8>();
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Pending);
    receiver.close();
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
}

fn a_clone_that_panics_leaves_the_receivers_earlier_waker_in_its_place<S: Channel>() {
    let (kept, panicking) = (Actor::new(), Actor::new());
    let (sender, mut receiver) = oneshot();
    for _ in 0..2 {
        panicking.act_on(Deed::Clone, || panic!("no clone"));
        let panic = panic_of(|| panicking.poll(S::recv(&mut receiver)));
        assert_eq!(panic.message, "no clone");
        assert_eq!(kept.poll(S::recv(&mut receiver)), Poll::Pending);
    }
    panicking.act_on(Deed::Clone, || panic!("no clone"));
    panic_of(|| panicking.poll(S::recv(&mut receiver)));
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!(kept.times(Deed::Wake), 1);
    assert_eq!(kept.poll(S::recv(&mut receiver)), Poll::Ready(Ok(7)));
    assert_eq!((kept.kept(), panicking.kept()), (0, 0));
}

fn a_clone_that_panics_leaves_the_senders_earlier_waker_in_its_place<S: Channel>() {
    let (kept, panicking) = (Actor::new(), Actor::new());
    let (mut sender, mut receiver) = oneshot::<u8>();
    assert_eq!(kept.poll(S::closed(&mut sender)), Poll::Pending);
    panicking.act_on(Deed::Clone, || panic!("no clone"));
    let panic = panic_of(|| panicking.poll(S::closed(&mut sender)));
    assert_eq!(panic.message, "no clone");
    receiver.close();
    assert_eq!(kept.times(Deed::Wake), 1);
    assert_eq!(kept.poll(S::closed(&mut sender)), Poll::Ready(()));
}

fn a_waker_that_panics_when_it_is_replaced_leaves_the_new_one_in_its_place<S: Channel>() {
    let (old, new) = (Actor::new(), Actor::new());
    let (sender, mut receiver) = oneshot();
    assert_eq!(old.poll(S::recv(&mut receiver)), Poll::Pending);
    old.act_on(Deed::Drop, || panic!("no drop"));
    let panic = panic_of(|| new.poll(S::recv(&mut receiver)));
    assert_eq!(panic.message, "no drop");
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!((old.kept(), new.times(Deed::Wake)), (0, 1));
    assert_eq!(new.poll(S::recv(&mut receiver)), Poll::Ready(Ok(7)));
}

fn a_waker_that_panics_when_its_sender_sends_loses_no_value<S: Channel>() {
    let (stage, waiting, actor) = (Stage::new(), Actor::new(), Actor::new());
    let (mut sender, mut receiver) = oneshot();
    assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Pending);
    assert!(waiting.poll(S::recv(&mut receiver)).is_pending());
    actor.act_on(Deed::Drop, || panic!("no drop"));
    let panic = panic_of(|| sender.send(Answer::new(&stage, "value")));
    assert_eq!(panic.message, "no drop");
    assert_eq!((waiting.times(Deed::Wake), actor.kept()), (1, 0));
    let answer = waiting.poll(S::recv(&mut receiver));
    assert!(matches!(answer, Poll::Ready(Ok(value)) if value == "value"));
}

fn a_waker_that_panics_when_its_receiver_closes_leaves_the_channel_closed<S: Channel>() {
    receiver_with_a_waker_that_panics::<S>(|receiver| receiver.close());
}

fn a_waker_that_panics_when_its_receiver_is_dropped_leaves_the_channel_closed<S: Channel>() {
    receiver_with_a_waker_that_panics::<S>(|receiver| drop(mem::replace(receiver, oneshot().1)));
}

fn receiver_with_a_waker_that_panics<S: Channel>(close: fn(&mut Receiver<u8>)) {
    let (waiting, actor) = (Actor::new(), Actor::new());
    let (mut sender, mut receiver) = oneshot();
    assert_eq!(waiting.poll(S::closed(&mut sender)), Poll::Pending);
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    actor.act_on(Deed::Drop, || panic!("no drop"));
    let panic = panic_of(|| close(&mut receiver));
    assert_eq!(panic.message, "no drop");
    assert_eq!((waiting.times(Deed::Wake), actor.kept()), (1, 0));
    assert_eq!(sender.send(7), Err(7));
}

fn a_wake_that_panics_in_a_send_loses_no_value<S: Channel>() {
    for is_received in [false, true] {
        let (stage, actor) = (Stage::new(), Actor::new());
        let (sender, mut receiver) = oneshot();
        assert!(actor.poll(S::recv(&mut receiver)).is_pending());
        actor.act_on(Deed::Wake, || panic!("no wake"));
        let panic = panic_of(|| sender.send(Answer::new(&stage, "value")));
        assert_eq!(panic.message, "no wake");
        assert_eq!(stage.present(), 1);
        if is_received {
            let answer = actor.poll(S::recv(&mut receiver));
            assert!(matches!(answer, Poll::Ready(Ok(value)) if value == "value"));
        }
        drop(receiver);
        assert_eq!((stage.present(), actor.kept()), (0, 0));
    }
}

fn a_wake_that_panics_in_a_hang_up_is_over_when_the_receiver_is_polled<S: Channel>() {
    let actor = Actor::new();
    let (sender, mut receiver) = oneshot::<u8>();
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    actor.act_on(Deed::Wake, || panic!("no wake"));
    assert_eq!(panic_of(|| drop(sender)).message, "no wake");
    let answer = actor.poll(S::recv(&mut receiver));
    assert_eq!(answer, Poll::Ready(Err(Closed)));
    assert_eq!(actor.kept(), 0);
}

fn a_wake_that_panics_in_a_close_leaves_the_channel_closed<S: Channel>() {
    let actor = Actor::new();
    let (mut sender, mut receiver) = oneshot();
    assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Pending);
    actor.act_on(Deed::Wake, || panic!("no wake"));
    assert_eq!(panic_of(|| receiver.close()).message, "no wake");
    assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Ready(()));
    assert_eq!(sender.send(7), Err(7));
    drop(receiver);
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
}

fn a_wake_that_panics_in_the_receivers_drop_leaves_the_channel_closed<S: Channel>() {
    let actor = Actor::new();
    let (mut sender, receiver) = oneshot();
    assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Pending);
    actor.act_on(Deed::Wake, || panic!("no wake"));
    assert_eq!(panic_of(|| drop(receiver)).message, "no wake");
    assert_eq!(sender.send(7), Err(7));
    assert_eq!(actor.kept(), 0);
}

fn a_wake_may_receive_the_value<S: Channel>() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let (sender, mut receiver) = oneshot();
    assert!(actor.poll(S::recv(&mut receiver)).is_pending());
    actor.act_on(Deed::Wake, move || {
        let answer = Actor::new().poll(S::recv(&mut receiver));
        assert!(matches!(answer, Poll::Ready(Ok(value)) if value == "value"));
    });
    assert!(sender.send(Answer::new(&stage, "value")).is_ok());
    assert_eq!(actor.times(Deed::Wake), 1);
    assert_eq!((stage.present(), actor.kept()), (0, 0));
}

fn a_wake_may_drop_the_receiver_with_the_value<S: Channel>() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let (sender, mut receiver) = oneshot();
    assert!(actor.poll(S::recv(&mut receiver)).is_pending());
    actor.act_on(Deed::Wake, move || drop(receiver));
    assert!(sender.send(Answer::new(&stage, "value")).is_ok());
    assert_eq!(actor.times(Deed::Wake), 1);
    assert_eq!((stage.present(), actor.kept()), (0, 0));
}

fn a_hang_up_may_drop_the_receiver_it_wakes<S: Channel>() {
    let actor = Actor::new();
    let (sender, mut receiver) = oneshot::<u8>();
    assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
    actor.act_on(Deed::Wake, move || drop(receiver));
    drop(sender);
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
}

fn a_close_may_drop_the_sender_it_wakes<S: Channel>() {
    let actor = Actor::new();
    let (mut sender, mut receiver) = oneshot::<u8>();
    assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Pending);
    actor.act_on(Deed::Wake, move || drop(sender));
    receiver.close();
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
    let answer = actor.poll(S::recv(&mut receiver));
    assert_eq!(answer, Poll::Ready(Err(Closed)));
}

fn a_receivers_drop_may_drop_the_sender_it_wakes<S: Channel>() {
    let actor = Actor::new();
    let (mut sender, receiver) = oneshot::<u8>();
    assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Pending);
    actor.act_on(Deed::Wake, move || drop(sender));
    drop(receiver);
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
}

fn a_close_may_have_a_value_sent_which_comes_back<S: Channel>() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let value = Answer::new(&stage, "value");
    let (mut sender, mut receiver) = oneshot();
    assert!(actor.poll(S::closed(&mut sender)).is_pending());
    actor.act_on(Deed::Wake, move || {
        let back = sender.send(value);
        assert!(back.is_err_and(|value| value == "value"));
    });
    receiver.close();
    assert_eq!(actor.times(Deed::Wake), 1);
    assert_eq!((stage.present(), actor.kept()), (0, 0));
}

fn a_value_sent_while_the_receivers_waker_is_cloned_is_received_at_once<S: Channel>() {
    for is_replaced in [false, true] {
        let (first, actor) = (Actor::new(), Actor::new());
        let (sender, mut receiver) = oneshot();
        if is_replaced {
            assert_eq!(first.poll(S::recv(&mut receiver)), Poll::Pending);
        }
        actor.act_on(Deed::Clone, move || assert_eq!(sender.send(7), Ok(())));
        assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Ready(Ok(7)));
        // Whoever was kept at that moment was told.
        let wakes = (first.times(Deed::Wake), actor.times(Deed::Wake));
        assert_eq!(wakes, (usize::from(is_replaced), 0));
        assert_eq!((first.kept(), actor.kept()), (0, 0));
    }
}

fn a_value_sent_while_an_old_waker_is_dropped_wakes_the_new_one<S: Channel>() {
    let (old, new) = (Actor::new(), Actor::new());
    let (sender, mut receiver) = oneshot();
    assert_eq!(old.poll(S::recv(&mut receiver)), Poll::Pending);
    old.act_on(Deed::Drop, move || assert_eq!(sender.send(7), Ok(())));
    let answer = new.poll(S::recv(&mut receiver));
    assert!(answer.is_ready() || new.times(Deed::Wake) == 1);
    assert_eq!(old.times(Deed::Wake), 0);
    assert_eq!(receiver.try_recv(), Ok(7));
}

fn a_channel_closed_while_the_senders_waker_is_cloned_is_closed_at_once<S: Channel>() {
    let actor = Actor::new();
    let (mut sender, mut receiver) = oneshot::<u8>();
    actor.act_on(Deed::Clone, move || receiver.close());
    assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Ready(()));
    assert_eq!(actor.times(Deed::Wake), 0);
}
