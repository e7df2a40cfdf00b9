//! `channel::mpsc`: many values from many senders to one receiver.

mod cancelling;
mod faults;
mod model;
mod ring;
mod values;
mod wakers;

use core::error::Error;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use futures_core::FusedFuture;
use futures_core::stream::{FusedStream, Stream};
use longhand::channel::mpsc::{
    Receiver, SendError, TryRecvError, TrySendError, bounded, unbounded,
};
use std::thread;

use crate::support::ends::Ends;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;

both_spellings!(
    values_arrive_in_the_order_in_which_they_were_sent,
    a_value_wakes_the_receiver,
    a_full_channel_makes_a_sender_wait,
    senders_that_wait_are_served_in_the_order_in_which_they_came,
    nobody_goes_before_those_who_wait,
    the_receiver_gets_none_when_the_senders_are_gone_and_all_is_received,
    the_last_sender_to_leave_wakes_the_receiver,
    none_is_said_again_and_again,
    a_close_refuses_what_comes_later_and_keeps_what_is_there,
    a_close_gives_those_who_wait_their_values_back,
    a_close_is_learned_of_by_those_who_wait_for_it,
    the_receivers_drop_gives_those_who_wait_their_values_back,
    a_value_is_sent_from_its_slot,
    an_empty_slot_has_nothing_to_send,
    a_slot_has_its_value_again_if_the_channel_is_closed,
    a_permit_is_room_that_nobody_else_has,
    a_permit_that_is_dropped_serves_the_next,
    a_permit_that_is_dropped_serves_a_value_and_wakes_the_receiver,
    permits_are_served_in_line_with_values,
    what_is_reserved_can_be_sent_after_the_close,
    a_permit_gives_its_value_back_when_the_receiver_is_gone,
    the_last_permit_to_go_wakes_a_closed_receiver,
    many_are_received_at_once_up_to_the_limit,
    many_of_none_is_none,
    receiving_many_serves_all_whom_it_makes_room_for,
    polled_after_completion_it_panics,
);

fn values_arrive_in_the_order_in_which_they_were_sent<S: Ends>() {
    for capacity in [100, usize::MAX] {
        let (sender, mut receiver) = bounded(capacity);
        for n in 0..100 {
            assert_eq!(Probe::new(S::send(&sender, n)).poll(), Poll::Ready(Ok(())));
        }
        for n in 0..100 {
            let received = Probe::new(S::recv(&mut receiver)).poll();
            assert_eq!(received, Poll::Ready(Some(n)));
        }
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    }
}

fn a_value_wakes_the_receiver<S: Ends>() {
    let (sender, mut receiver) = bounded(2);
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    assert_eq!(receiving.wakes(), 0);
    assert_eq!(sender.try_send(7), Ok(()));
    assert_eq!(sender.try_send(8), Ok(()));
    assert_eq!(receiving.wakes(), 1);
    assert_eq!(receiving.poll(), Poll::Ready(Some(7)));
}

fn a_full_channel_makes_a_sender_wait<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(1), Ok(()));
    let mut sending = Probe::new(S::send(&sender, 2));
    assert_eq!(sending.poll(), Poll::Pending);
    assert_eq!((sending.wakes(), receiver.len()), (0, 1));
    assert_eq!(receiver.try_recv(), Ok(1));
    assert_eq!(sending.wakes(), 1);
    assert_eq!(sending.poll(), Poll::Ready(Ok(())));
    assert_eq!(receiver.try_recv(), Ok(2));
}

fn senders_that_wait_are_served_in_the_order_in_which_they_came<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut waiting: Vec<_> = (1..6).map(|n| Probe::new(S::send(&sender, n))).collect();
    for sending in &mut waiting {
        assert_eq!(sending.poll(), Poll::Pending);
    }
    for (n, sending) in waiting.iter_mut().enumerate() {
        assert_eq!(sending.wakes(), 0);
        assert_eq!(receiver.try_recv(), Ok(n));
        assert_eq!(sending.wakes(), 1);
        assert_eq!(sending.poll(), Poll::Ready(Ok(())));
    }
    assert_eq!(receiver.try_recv(), Ok(5));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
}

fn nobody_goes_before_those_who_wait<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut first = Probe::new(S::send(&sender, 1));
    assert_eq!(first.poll(), Poll::Pending);
    assert_eq!(receiver.try_recv(), Ok(0));
    assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    assert!(sender.try_reserve().is_err());
    let mut second = Probe::new(S::send(&sender, 3));
    assert_eq!(second.poll(), Poll::Pending);
    assert_eq!(receiver.try_recv(), Ok(1));
    assert_eq!(receiver.try_recv(), Ok(3));
}

fn the_receiver_gets_none_when_the_senders_are_gone_and_all_is_received<S: Ends>() {
    let (sender, mut receiver) = bounded(4);
    let other = sender.clone();
    assert_eq!(sender.try_send(1), Ok(()));
    assert_eq!(other.try_send(2), Ok(()));
    drop((sender, other));
    let mut recv = || Probe::new(S::recv(&mut receiver)).poll();
    assert_eq!(recv(), Poll::Ready(Some(1)));
    assert_eq!(recv(), Poll::Ready(Some(2)));
    assert_eq!(recv(), Poll::Ready(None));
}

fn the_last_sender_to_leave_wakes_the_receiver<S: Ends>() {
    let (sender, mut receiver) = bounded::<u8>(4);
    let other = sender.clone();
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    drop(sender);
    assert_eq!(receiving.wakes(), 0);
    drop(other);
    assert_eq!(receiving.wakes(), 1);
    assert_eq!(receiving.poll(), Poll::Ready(None));
}

fn none_is_said_again_and_again<S: Ends>() {
    let (sender, mut receiver) = bounded::<u8>(4);
    let weak = sender.downgrade();
    drop(sender);
    for _ in 0..3 {
        assert_eq!(Probe::new(S::recv(&mut receiver)).poll(), Poll::Ready(None));
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
        assert!(weak.upgrade().is_none(), "what has ended stays so");
        receiver.close();
    }
}

fn a_close_refuses_what_comes_later_and_keeps_what_is_there<S: Ends>() {
    let (sender, mut receiver) = bounded(2);
    assert_eq!(sender.try_send(1), Ok(()));
    receiver.close();
    assert!(sender.is_closed() && receiver.is_closed());
    assert_eq!(sender.try_send(2), Err(TrySendError::Closed(2)));
    let refused = Probe::new(S::send(&sender, 3)).poll();
    assert_eq!(refused, Poll::Ready(Err(SendError(3))));
    assert!(matches!(
        sender.try_reserve(),
        Err(TrySendError::Closed(()))
    ));
    let reserved = Probe::new(S::reserve(&sender)).poll();
    assert!(matches!(reserved, Poll::Ready(Err(SendError(())))));
    let mut recv = || Probe::new(S::recv(&mut receiver)).poll();
    assert_eq!(recv(), Poll::Ready(Some(1)));
    assert_eq!(recv(), Poll::Ready(None));
}

fn a_close_gives_those_who_wait_their_values_back<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut sending = Probe::new(S::send(&sender, 1));
    let mut reserving = Probe::new(S::reserve(&sender));
    assert!(sending.poll().is_pending() && reserving.poll().is_pending());
    receiver.close();
    assert_eq!((sending.wakes(), reserving.wakes()), (1, 1));
    assert_eq!(receiver.try_recv(), Ok(0));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
    assert_eq!(sending.poll(), Poll::Ready(Err(SendError(1))));
    assert!(matches!(reserving.poll(), Poll::Ready(Err(SendError(())))));
}

fn a_close_is_learned_of_by_those_who_wait_for_it<S: Ends>() {
    let (sender, mut receiver) = bounded::<u8>(1);
    let other = sender.clone();
    let (mut one, mut two) = (
        Probe::new(S::closed(&sender)),
        Probe::new(S::closed(&other)),
    );
    assert!(one.poll().is_pending() && two.poll().is_pending());
    assert_eq!(other.try_send(1), Ok(()));
    assert_eq!((one.wakes(), two.wakes()), (0, 0));
    receiver.close();
    receiver.close();
    assert_eq!((one.wakes(), two.wakes()), (1, 1));
    assert!(one.poll().is_ready() && two.poll().is_ready());
    assert!(Probe::new(S::closed(&sender)).poll().is_ready());
}

fn the_receivers_drop_gives_those_who_wait_their_values_back<S: Ends>() {
    let (sender, receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut sending = Probe::new(S::send(&sender, 1));
    let mut closed = Probe::new(S::closed(&sender));
    assert!(sending.poll().is_pending() && closed.poll().is_pending());
    drop(receiver);
    assert_eq!((sending.wakes(), closed.wakes()), (1, 1));
    assert_eq!(sending.poll(), Poll::Ready(Err(SendError(1))));
    assert_eq!(closed.poll(), Poll::Ready(()));
    assert_eq!((sender.len(), sender.is_closed()), (0, true));
}

fn a_value_is_sent_from_its_slot<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    let mut slot = Some(1);
    let sent = Probe::new(S::send_from(&sender, &mut slot)).poll();
    assert_eq!((sent, slot), (Poll::Ready(Ok(())), None));
    let mut slot = Some(2);
    let mut sending = Probe::new(S::send_from(&sender, &mut slot));
    assert_eq!(sending.poll(), Poll::Pending);
    assert_eq!(receiver.try_recv(), Ok(1));
    assert_eq!(sending.wakes(), 1);
    assert_eq!(sending.poll(), Poll::Ready(Ok(())));
    drop(sending);
    assert_eq!((slot, receiver.try_recv()), (None, Ok(2)));
}

fn an_empty_slot_has_nothing_to_send<S: Ends>() {
    let (sender, mut receiver) = bounded::<u8>(1);
    assert_eq!(sender.try_send(1), Ok(()));
    let mut slot = None;
    let sent = Probe::new(S::send_from(&sender, &mut slot)).poll();
    assert_eq!((sent, slot), (Poll::Ready(Ok(())), None));
    assert_eq!(receiver.try_recv(), Ok(1));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
}

fn a_slot_has_its_value_again_if_the_channel_is_closed<S: Ends>() {
    for closes_later in [false, true] {
        let (sender, mut receiver) = bounded(1);
        assert_eq!(sender.try_send(0), Ok(()));
        let mut slot = Some(1);
        let mut sending = Probe::new(S::send_from(&sender, &mut slot));
        if closes_later {
            assert_eq!(sending.poll(), Poll::Pending);
        }
        receiver.close();
        assert_eq!(sending.poll(), Poll::Ready(Err(SendError(()))));
        drop(sending);
        assert_eq!(slot, Some(1));
    }
}

fn a_permit_is_room_that_nobody_else_has<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    let reserved = Probe::new(S::reserve(&sender)).poll();
    let Poll::Ready(Ok(permit)) = reserved else {
        panic!("there is room");
    };
    assert_eq!(sender.try_send(1), Err(TrySendError::Full(1)));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    assert_eq!(permit.send(2), Ok(()));
    assert_eq!(receiving.wakes(), 1);
    assert_eq!(receiving.poll(), Poll::Ready(Some(2)));
    drop(receiving);
    assert_eq!(sender.try_send(3), Ok(()));
}

fn a_permit_that_is_dropped_serves_the_next<S: Ends>() {
    let (sender, _receiver) = bounded::<u8>(1);
    let permit = sender.try_reserve().expect("there is room");
    let mut reserving = Probe::new(S::reserve(&sender));
    let mut later = Probe::new(S::reserve(&sender));
    assert!(reserving.poll().is_pending() && later.poll().is_pending());
    drop(permit);
    assert_eq!((reserving.wakes(), later.wakes()), (1, 0));
    assert!(sender.try_reserve().is_err(), "the room is the first's");
    let next = reserving.poll();
    assert!(matches!(next, Poll::Ready(Ok(_))));
    drop(next);
    assert_eq!(later.wakes(), 1);
}

fn a_permit_that_is_dropped_serves_a_value_and_wakes_the_receiver<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    let permit = sender.try_reserve().expect("there is room");
    let mut sending = Probe::new(S::send(&sender, 7));
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert!(sending.poll().is_pending() && receiving.poll().is_pending());
    drop(permit);
    assert_eq!((sending.wakes(), receiving.wakes()), (1, 1));
    assert_eq!(receiving.poll(), Poll::Ready(Some(7)));
    assert_eq!(sending.poll(), Poll::Ready(Ok(())));
}

fn permits_are_served_in_line_with_values<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut reserving = Probe::new(S::reserve(&sender));
    let mut sending = Probe::new(S::send(&sender, 2));
    assert!(reserving.poll().is_pending() && sending.poll().is_pending());
    assert_eq!(receiver.try_recv(), Ok(0));
    assert_eq!((reserving.wakes(), sending.wakes()), (1, 0));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    let Poll::Ready(Ok(permit)) = reserving.poll() else {
        panic!("it was served");
    };
    assert_eq!(permit.send(1), Ok(()));
    assert_eq!(receiver.try_recv(), Ok(1));
    assert_eq!(sending.wakes(), 1);
    assert_eq!(receiver.try_recv(), Ok(2));
}

fn what_is_reserved_can_be_sent_after_the_close<S: Ends>() {
    let (sender, mut receiver) = bounded(2);
    let permit = sender.try_reserve().expect("there is room");
    receiver.close();
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    assert_eq!(permit.send(7), Ok(()));
    assert_eq!(receiving.wakes(), 1);
    assert_eq!(receiving.poll(), Poll::Ready(Some(7)));
    drop(receiving);
    assert_eq!(Probe::new(S::recv(&mut receiver)).poll(), Poll::Ready(None));
}

fn a_permit_gives_its_value_back_when_the_receiver_is_gone<S: Ends>() {
    let (sender, receiver) = bounded(1);
    let Poll::Ready(Ok(permit)) = Probe::new(S::reserve(&sender)).poll() else {
        panic!("there is room");
    };
    drop(receiver);
    assert_eq!(permit.send(7), Err(7));
}

fn the_last_permit_to_go_wakes_a_closed_receiver<S: Ends>() {
    let (sender, mut receiver) = bounded::<u8>(2);
    let one = sender.try_reserve().expect("there is room");
    let two = sender.try_reserve().expect("there is room");
    receiver.close();
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    drop(one);
    assert_eq!(receiving.wakes(), 0);
    drop(two);
    assert_eq!(receiving.wakes(), 1);
    assert_eq!(receiving.poll(), Poll::Ready(None));
}

fn many_are_received_at_once_up_to_the_limit<S: Ends>() {
    let (sender, mut receiver) = unbounded();
    let mut values = vec![0];
    let mut receiving = Probe::new(S::recv_many(&mut receiver, &mut values, 3));
    assert_eq!(receiving.poll(), Poll::Pending);
    for n in 1..=5 {
        assert_eq!(sender.try_send(n), Ok(()));
    }
    assert_eq!(receiving.wakes(), 1);
    assert_eq!(receiving.poll(), Poll::Ready(3));
    drop(receiving);
    drop(sender);
    let mut many = |limit| Probe::new(S::recv_many(&mut receiver, &mut values, limit)).poll();
    assert_eq!(many(100), Poll::Ready(2));
    assert_eq!(many(100), Poll::Ready(0));
    assert_eq!(values, [0, 1, 2, 3, 4, 5]);
}

fn many_of_none_is_none<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(1), Ok(()));
    let mut values = Vec::new();
    let received = Probe::new(S::recv_many(&mut receiver, &mut values, 0)).poll();
    assert_eq!(
        (received, values.len(), receiver.len()),
        (Poll::Ready(0), 0, 1)
    );
}

fn receiving_many_serves_all_whom_it_makes_room_for<S: Ends>() {
    let (sender, mut receiver) = bounded(2);
    assert_eq!(sender.try_send(0), Ok(()));
    assert_eq!(sender.try_send(1), Ok(()));
    let mut waiting: Vec<_> = (2..6).map(|n| Probe::new(S::send(&sender, n))).collect();
    waiting
        .iter_mut()
        .for_each(|it| assert!(it.poll().is_pending()));
    let mut values = Vec::new();
    let received = Probe::new(S::recv_many(&mut receiver, &mut values, 3)).poll();
    assert_eq!((received, values), (Poll::Ready(3), vec![0, 1, 2]));
    let wakes: Vec<_> = waiting.iter().map(Probe::wakes).collect();
    assert_eq!((wakes, receiver.len()), (vec![1, 1, 1, 0], 2));
}

fn polled_after_completion_it_panics<S: Ends>() {
    fn misuse<S: Ends, F: Future>(name: &str, future: F) {
        let mut probe = Probe::new(future);
        assert!(probe.poll().is_ready());
        for _ in 0..2 {
            let panic = panic_of(|| probe.poll());
            assert_eq!(panic.message, S::after_completion(name));
            let is_here = panic.file.ends_with("mpsc/mod.rs");
            assert_eq!(is_here, S::BLAMES_THE_CALLER, "{panic:?}");
        }
    }
    let (sender, mut receiver) = bounded(4);
    let (mut slot, mut values) = (Some(2), Vec::new());
    misuse::<S, _>("Send", S::send(&sender, 1));
    misuse::<S, _>("SendFrom", S::send_from(&sender, &mut slot));
    misuse::<S, _>("Reserve", S::reserve(&sender));
    misuse::<S, _>("Recv", S::recv(&mut receiver));
    misuse::<S, _>("RecvMany", S::recv_many(&mut receiver, &mut values, 1));
    receiver.close();
    misuse::<S, _>("UntilClosed", S::closed(&sender));
    misuse::<S, _>("Send", S::send(&sender, 3));
    assert_eq!(values, [2]);
}

#[test]
fn a_capacity_of_nought_is_blamed_on_the_caller_and_names_the_rendezvous() {
    let panic = panic_of(|| bounded::<u8>(0));
    assert!(panic.message.starts_with("`bounded` has no room"));
    assert!(panic.message.ends_with("is a `rendezvous`"));
    assert!(panic.file.ends_with("mpsc/mod.rs"), "{panic:?}");
}

#[test]
fn a_channel_says_what_is_in_it() {
    let (sender, mut receiver) = bounded(3);
    assert_eq!((sender.capacity(), receiver.capacity()), (3, 3));
    assert!(sender.is_empty() && receiver.is_empty());
    assert_eq!(sender.try_send(1), Ok(()));
    let permit = sender.try_reserve();
    assert_eq!(
        (sender.len(), receiver.len(), sender.is_empty()),
        (1, 1, false)
    );
    drop(permit);
    assert_eq!(receiver.try_recv(), Ok(1));
    assert_eq!((sender.len(), receiver.is_empty()), (0, true));
    assert_eq!(unbounded::<u8>().0.capacity(), usize::MAX);
}

#[test]
fn senders_know_their_channel() {
    let (sender, _receiver) = bounded::<u8>(1);
    let (other, _others) = bounded::<u8>(1);
    assert!(sender.same_channel(&sender.clone()));
    assert!(!sender.same_channel(&other));
    let again = sender.downgrade().clone().upgrade();
    assert!(again.is_some_and(|again| again.same_channel(&sender)));
}

#[test]
fn a_weak_sender_does_not_keep_the_channel_open() {
    let (sender, mut receiver) = bounded::<u8>(1);
    let weak = sender.downgrade();
    let upgraded = weak.upgrade().expect("a sender is there");
    drop(sender);
    assert_eq!(upgraded.try_send(1), Ok(()));
    let mut receiving = Probe::new(async { (receiver.recv().await, receiver.recv().await) });
    assert_eq!(receiving.poll(), Poll::Pending);
    drop(upgraded);
    assert_eq!(receiving.wakes(), 1);
    assert_eq!(receiving.poll(), Poll::Ready((Some(1), None)));
    assert!(weak.upgrade().is_none());
}

#[test]
fn a_receiver_is_a_stream() {
    let (sender, mut receiver) = bounded(2);
    let next = |receiver: &mut Receiver<u8>| {
        let mut cx = Context::from_waker(Waker::noop());
        Pin::new(receiver).poll_next(&mut cx)
    };
    assert_eq!(next(&mut receiver), Poll::Pending);
    assert_eq!(sender.try_send(1), Ok(()));
    assert_eq!(receiver.size_hint(), (1, None));
    let permit = sender.try_reserve().expect("there is room");
    receiver.close();
    assert_eq!(receiver.size_hint(), (1, Some(2)));
    assert_eq!(next(&mut receiver), Poll::Ready(Some(1)));
    assert!(!receiver.is_terminated(), "a permit is out");
    drop(permit);
    assert_eq!(receiver.size_hint(), (0, Some(0)));
    assert!(receiver.is_terminated());
    assert_eq!(next(&mut receiver), Poll::Ready(None));
}

#[test]
fn futures_show_their_name_and_their_state_and_know_their_end() {
    let (sender, mut receiver) = bounded(1);
    let mut sending = Probe::new(sender.send(1));
    assert_eq!(format!("{:?}", sending.future()), "Send { state: Outside }");
    assert!(sending.poll().is_ready() && sending.future().is_terminated());
    assert_eq!(
        format!("{:?}", sending.future()),
        "Send { state: Finished }"
    );
    let mut reserving = Probe::new(sender.reserve());
    assert!(reserving.poll().is_pending() && !reserving.future().is_terminated());
    let state = format!("{:?}", reserving.future());
    assert_eq!(state, "Reserve { state: Waiting }");
    let mut receiving = Probe::new(receiver.recv());
    let state = format!("{:?}", receiving.future());
    assert_eq!(state, "Recv { state: Receiving }");
    assert!(receiving.poll().is_ready() && receiving.future().is_terminated());
    assert_eq!(format!("{sender:?}"), "Sender { closed: false }");
    drop(receiving);
    receiver.close();
    assert_eq!(format!("{receiver:?}"), "Receiver { closed: true }");
}

#[test]
fn errors_give_the_value_back_and_say_why() {
    let full = TrySendError::Full(1);
    let closed = TrySendError::Closed(2);
    assert!(full.is_full() && !full.is_closed() && !closed.is_full() && closed.is_closed());
    assert_eq!((full.into_inner(), closed.into_inner()), (1, 2));
    assert_eq!(SendError(3).into_inner(), 3);
    let said: [&dyn Error; 3] = [&full, &closed, &SendError(())];
    let said = said.map(ToString::to_string);
    let is_closed = "the channel is closed";
    assert_eq!(said, ["the channel is full", is_closed, is_closed]);
    assert_eq!(format!("{full:?} {closed:?}"), "Full(..) Closed(..)");
    assert_eq!(format!("{:?}", SendError(())), "SendError(..)");
}

#[test]
fn a_thread_may_wait_for_room_and_for_values() {
    let (sender, mut receiver) = bounded(1);
    let sending = thread::spawn(move || (0..100).try_for_each(|n| sender.send_blocking(n)));
    let received: Vec<_> = std::iter::from_fn(|| receiver.recv_blocking()).collect();
    assert_eq!(received, Vec::from_iter(0..100));
    assert_eq!(sending.join().expect("it has not panicked"), Ok(()));
}
