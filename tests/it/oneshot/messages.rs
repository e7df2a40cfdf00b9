//! Messages of every shape, and when they are dropped.

use core::cell::Cell;
use core::marker::PhantomPinned;
use core::task::Poll;
use std::rc::Rc;

use longhand::channel::oneshot::{Receiver, Sender, UntilClosed, oneshot};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

use crate::support::actor::Actor;
use crate::support::allocations::allocations;
use crate::support::channel::Channel;
use crate::support::panics::panic_of;
use crate::support::script::Answer;
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::spelling::both_spellings;
use crate::support::stack::deep;
use crate::support::stage::Stage;
use crate::support::zero::Zero;

both_spellings!(
    a_value_that_nobody_receives_is_dropped_with_the_receiver,
    a_value_that_was_received_is_the_receivers_owners,
    a_value_that_comes_back_is_the_senders_owners,
    a_value_may_have_no_size,
    a_value_may_be_aligned_to_a_cache_line,
    a_value_may_be_a_megabyte_large,
    a_value_that_panics_in_its_drop_is_dropped_once_and_frees_the_channel,
    a_value_may_be_the_sender_of_another_channel,
);

fn a_value_that_nobody_receives_is_dropped_with_the_receiver<S: Channel>() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let (sender, mut receiver) = oneshot();
    assert!(actor.poll(S::recv(&mut receiver)).is_pending());
    assert!(sender.send(Answer::new(&stage, "value")).is_ok());
    receiver.close();
    assert_eq!(stage.present(), 1);
    drop(receiver);
    assert_eq!((stage.present(), actor.kept()), (0, 0));
}

fn a_value_that_was_received_is_the_receivers_owners<S: Channel>() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let (sender, mut receiver) = oneshot();
    assert!(sender.send(Answer::new(&stage, "value")).is_ok());
    let received = actor.poll(S::recv(&mut receiver));
    drop(receiver);
    assert_eq!(stage.present(), 1);
    drop(received);
    assert_eq!(stage.present(), 0);
}

fn a_value_that_comes_back_is_the_senders_owners<S: Channel>() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let (mut sender, receiver) = oneshot();
    drop(receiver);
    assert!(actor.poll(S::closed(&mut sender)).is_ready());
    let back = sender.send(Answer::new(&stage, "value"));
    assert_eq!(stage.present(), 1);
    drop(back);
    assert_eq!(stage.present(), 0);
}

fn a_value_may_have_no_size<S: Channel>() {
    let actor = Actor::new();
    let (sender, mut receiver) = oneshot();
    assert!(actor.poll(S::recv(&mut receiver)).is_pending());
    assert!(sender.send(Zero::new()).is_ok());
    assert_eq!(Zero::drops(), 0);
    assert!(actor.poll(S::recv(&mut receiver)).is_ready());
    assert_eq!(Zero::drops(), 1);
}

fn a_value_may_be_aligned_to_a_cache_line<S: Channel>() {
    stays_intact::<S, Aligned>();
}

fn a_value_may_be_a_megabyte_large<S: Channel>() {
    deep(stays_intact::<S, Bytes<1_048_576>>);
}

/// Where it stands and what is in it is asserted by its drop.
fn stays_intact<S: Channel, B: Shape>() {
    let (stage, actor) = (Stage::new(), Actor::new());
    for is_received in [false, true] {
        let (sender, mut receiver) = oneshot();
        assert!(actor.poll(S::recv(&mut receiver)).is_pending());
        assert!(sender.send(Answer::<B>::shaped(&stage, "value")).is_ok());
        if is_received {
            assert!(actor.poll(S::recv(&mut receiver)).is_ready());
            assert_eq!(stage.present(), 0);
        }
    }
    let (sender, receiver) = oneshot();
    drop(receiver);
    assert!(sender.send(Answer::<B>::shaped(&stage, "value")).is_err());
    assert_eq!((stage.present(), actor.kept()), (0, 0));
}

fn a_value_that_panics_in_its_drop_is_dropped_once_and_frees_the_channel<S: Channel>() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let (sender, mut receiver) = oneshot();
    assert!(actor.poll(S::recv(&mut receiver)).is_pending());
    let value = Answer::new(&stage, "value").panics_in_drop();
    assert!(sender.send(value).is_ok());
    let panic = panic_of(|| drop(receiver));
    assert_eq!(panic.message, "value's answer panics in its drop");
    assert_eq!((stage.present(), actor.kept()), (0, 0));
}

fn a_value_may_be_the_sender_of_another_channel<S: Channel>() {
    let actor = Actor::new();
    let (inner_sender, mut inner_receiver) = oneshot::<u8>();
    let (outer_sender, outer_receiver) = oneshot();
    assert!(actor.poll(S::recv(&mut inner_receiver)).is_pending());
    assert!(outer_sender.send(inner_sender).is_ok());
    // Dropped with the receiver of its channel, it hangs up on its own.
    drop(outer_receiver);
    let answer = actor.poll(S::recv(&mut inner_receiver));
    assert!(matches!(answer, Poll::Ready(Err(_))));
}

#[test]
fn the_ends_go_where_their_value_may_go() {
    assert_impl_all!(Sender<u8>: Send, Sync, Unpin);
    assert_impl_all!(Receiver<u8>: Send, Sync, Unpin);
    assert_impl_all!(UntilClosed<'static, u8>: Send, Sync, Unpin);
    // What is sent is in one place at a time: it need not be `Sync`, nor `Unpin`.
    assert_impl_all!(Sender<Cell<u8>>: Send, Sync);
    assert_impl_all!(Receiver<Cell<u8>>: Send, Sync);
    assert_impl_all!(Receiver<PhantomPinned>: Unpin);
    assert_not_impl_any!(Sender<Rc<u8>>: Send, Sync);
    assert_not_impl_any!(Receiver<Rc<u8>>: Send, Sync);
    assert_not_impl_any!(UntilClosed<'static, Rc<u8>>: Send, Sync);
    assert_not_impl_any!(Sender<u8>: Clone);
    assert_not_impl_any!(Receiver<u8>: Clone);
}

#[test]
fn each_end_is_one_pointer() {
    assert_eq_size!(Sender<[u8; 1_024]>, *const ());
    assert_eq_size!(Option<Sender<[u8; 1_024]>>, *const ());
    // The receiver's own end, that it has finished, is the pointer that is none.
    assert_eq_size!(Receiver<[u8; 1_024]>, *const ());
    assert_eq_size!(UntilClosed<'static, u8>, *const ());
}

#[test]
fn a_channel_is_one_allocation() {
    let actor = Actor::new();
    let count = allocations(|| {
        let (sender, mut receiver) = oneshot();
        assert!(actor.poll(&mut receiver).is_pending());
        assert_eq!(sender.send(7), Ok(()));
        assert_eq!(receiver.try_recv(), Ok(7));
    });
    assert_eq!(count, 1);
}
