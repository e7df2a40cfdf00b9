//! `channel::oneshot`: one value from one future to another.

mod messages;
mod sequences;
mod slot;
mod wakers;

use core::error::Error;
use core::task::Poll;

use futures_core::FusedFuture;
use longhand::channel::oneshot::{Closed, Receiver, Sender, TryRecvError, oneshot};

use crate::support::channel::Channel;
use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;

both_spellings!(
    a_value_sent_before_the_first_poll_is_received,
    a_value_sent_later_wakes_the_receiver_and_is_received,
    a_sender_dropped_unsent_wakes_the_receiver_which_says_closed,
    a_sender_dropped_before_the_first_poll_says_closed_at_once,
    a_receiver_that_has_answered_stays_closed,
    a_value_comes_back_if_the_receiver_is_closed,
    a_value_comes_back_if_the_receiver_is_dropped,
    a_value_sent_before_the_close_is_still_received,
    a_receiver_closed_before_the_value_says_closed_at_once,
    closing_twice_is_closing_once,
    waiting_for_a_value_dropped_and_made_anew_goes_on,
    the_close_wakes_a_sender_that_waits_for_it,
    the_receivers_drop_wakes_a_sender_that_waits_for_the_close,
    a_sender_learns_at_once_of_a_close_in_the_past,
    waiting_for_the_close_dropped_and_made_anew_goes_on,
    a_sender_that_has_waited_can_still_send,
    a_value_may_be_tried_for_between_polls,
);

fn recv<S: Channel, T>(receiver: &mut Receiver<T>) -> Poll<Result<T, Closed>> {
    Probe::new(S::recv(receiver)).poll()
}

fn closed<S: Channel, T>(sender: &mut Sender<T>) -> Poll<()> {
    Probe::new(S::closed(sender)).poll()
}

fn a_value_sent_before_the_first_poll_is_received<S: Channel>() {
    let (sender, mut receiver) = oneshot();
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Ok(7)));
}

fn a_value_sent_later_wakes_the_receiver_and_is_received<S: Channel>() {
    let (sender, mut receiver) = oneshot();
    let mut probe = Probe::new(S::recv(&mut receiver));
    assert_eq!(probe.poll(), Poll::Pending);
    assert_eq!(probe.wakes(), 0);
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!(probe.wakes(), 1);
    assert_eq!(probe.poll(), Poll::Ready(Ok(7)));
}

fn a_sender_dropped_unsent_wakes_the_receiver_which_says_closed<S: Channel>() {
    let (sender, mut receiver) = oneshot::<u8>();
    let mut probe = Probe::new(S::recv(&mut receiver));
    assert_eq!(probe.poll(), Poll::Pending);
    drop(sender);
    assert_eq!(probe.wakes(), 1);
    assert_eq!(probe.poll(), Poll::Ready(Err(Closed)));
}

fn a_sender_dropped_before_the_first_poll_says_closed_at_once<S: Channel>() {
    let (sender, mut receiver) = oneshot::<u8>();
    drop(sender);
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Err(Closed)));
}

fn a_receiver_that_has_answered_stays_closed<S: Channel>() {
    let (sender, mut receiver) = oneshot();
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Ok(7)));
    for _ in 0..3 {
        assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Err(Closed)));
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
        receiver.close();
    }
}

fn a_value_comes_back_if_the_receiver_is_closed<S: Channel>() {
    let (sender, mut receiver) = oneshot();
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Pending);
    receiver.close();
    assert!(sender.is_closed());
    assert_eq!(sender.send(7), Err(7));
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Err(Closed)));
}

fn a_value_comes_back_if_the_receiver_is_dropped<S: Channel>() {
    let (sender, mut receiver) = oneshot();
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Pending);
    assert!(!sender.is_closed());
    drop(receiver);
    assert!(sender.is_closed());
    assert_eq!(sender.send(7), Err(7));
}

fn a_value_sent_before_the_close_is_still_received<S: Channel>() {
    let (sender, mut receiver) = oneshot();
    assert_eq!(sender.send(7), Ok(()));
    receiver.close();
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Ok(7)));
}

fn a_receiver_closed_before_the_value_says_closed_at_once<S: Channel>() {
    let (sender, mut receiver) = oneshot::<u8>();
    receiver.close();
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Err(Closed)));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
    assert!(sender.is_closed());
}

fn closing_twice_is_closing_once<S: Channel>() {
    let (mut sender, mut receiver) = oneshot::<u8>();
    let mut probe = Probe::new(S::closed(&mut sender));
    assert_eq!(probe.poll(), Poll::Pending);
    receiver.close();
    receiver.close();
    drop(receiver);
    assert_eq!(probe.wakes(), 1);
}

fn waiting_for_a_value_dropped_and_made_anew_goes_on<S: Channel>() {
    let (sender, mut receiver) = oneshot();
    for _ in 0..3 {
        assert_eq!(recv::<S, _>(&mut receiver), Poll::Pending);
    }
    assert_eq!(sender.send(7), Ok(()));
    drop(S::recv(&mut receiver));
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Ok(7)));
}

fn the_close_wakes_a_sender_that_waits_for_it<S: Channel>() {
    let (mut sender, mut receiver) = oneshot::<u8>();
    let mut probe = Probe::new(S::closed(&mut sender));
    assert_eq!(probe.poll(), Poll::Pending);
    assert_eq!(probe.wakes(), 0);
    receiver.close();
    assert_eq!(probe.wakes(), 1);
    assert_eq!(probe.poll(), Poll::Ready(()));
}

fn the_receivers_drop_wakes_a_sender_that_waits_for_the_close<S: Channel>() {
    let (mut sender, receiver) = oneshot::<u8>();
    let mut probe = Probe::new(S::closed(&mut sender));
    assert_eq!(probe.poll(), Poll::Pending);
    drop(receiver);
    assert_eq!(probe.wakes(), 1);
    assert_eq!(probe.poll(), Poll::Ready(()));
}

fn a_sender_learns_at_once_of_a_close_in_the_past<S: Channel>() {
    let (mut sender, mut receiver) = oneshot::<u8>();
    receiver.close();
    for _ in 0..3 {
        assert_eq!(closed::<S, _>(&mut sender), Poll::Ready(()));
    }
}

fn waiting_for_the_close_dropped_and_made_anew_goes_on<S: Channel>() {
    let (mut sender, mut receiver) = oneshot::<u8>();
    for _ in 0..3 {
        assert_eq!(closed::<S, _>(&mut sender), Poll::Pending);
    }
    drop(S::closed(&mut sender));
    receiver.close();
    assert_eq!(closed::<S, _>(&mut sender), Poll::Ready(()));
}

fn a_sender_that_has_waited_can_still_send<S: Channel>() {
    let (mut sender, mut receiver) = oneshot();
    assert_eq!(closed::<S, _>(&mut sender), Poll::Pending);
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Ok(7)));
}

fn a_value_may_be_tried_for_between_polls<S: Channel>() {
    let (sender, mut receiver) = oneshot();
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Pending);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!(receiver.try_recv(), Ok(7));
    assert_eq!(recv::<S, _>(&mut receiver), Poll::Ready(Err(Closed)));
}

#[test]
fn a_receiver_is_a_future_itself() {
    let (sender, receiver) = oneshot();
    let mut probe = Probe::new(receiver);
    assert_eq!(probe.poll(), Poll::Pending);
    assert!(!probe.future().is_terminated());
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!(probe.poll(), Poll::Ready(Ok(7)));
    assert!(probe.future().is_terminated());
    assert_eq!(probe.poll(), Poll::Ready(Err(Closed)));
}

#[test]
fn a_receiver_that_was_closed_unsent_is_terminated() {
    let (_sender, mut receiver) = oneshot::<u8>();
    assert!(!receiver.is_terminated());
    receiver.close();
    assert!(receiver.is_terminated());
}

#[test]
fn both_ends_show_their_name_and_their_state() {
    let (mut sender, mut receiver) = oneshot::<u8>();
    assert_eq!(format!("{sender:?}"), "Sender { closed: false }");
    assert_eq!(format!("{receiver:?}"), "Receiver { state: Waiting }");
    receiver.close();
    assert_eq!(format!("{sender:?}"), "Sender { closed: true }");
    assert_eq!(format!("{receiver:?}"), "Receiver { state: Finished }");
    let closed = format!("{:?}", sender.closed());
    assert_eq!(closed, "UntilClosed { sender: Sender { closed: true } }");
}

#[test]
fn errors_say_what_has_become_of_the_value() {
    let closed: &dyn Error = &Closed;
    let sentence = "the channel is closed and no value is in it";
    assert_eq!(closed.to_string(), sentence);
    assert_eq!(TryRecvError::Closed.to_string(), sentence);
    let empty: &dyn Error = &TryRecvError::Empty;
    assert_eq!(empty.to_string(), "no value is there yet");
    assert!(closed.source().is_none() && empty.source().is_none());
}

#[test]
fn an_error_of_a_try_is_either_empty_or_closed() {
    let states = |error: TryRecvError| (error.is_empty(), error.is_closed());
    assert_eq!(states(TryRecvError::Empty), (true, false));
    assert_eq!(states(TryRecvError::Closed), (false, true));
}
