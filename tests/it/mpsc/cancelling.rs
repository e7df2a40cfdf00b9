//! What is lost when a future is dropped, after each of its polls: what its label says.

use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::Poll;

use longhand::channel::mpsc::{Receiver, Sender, TryRecvError, TrySendError, bounded};
use longhand::test::Grade::{LosesData, LosesPlace, Lossless};
use longhand::test::cancel_after_every_poll;
use longhand::{fuse, join};

use crate::support::ends::Ends;
use crate::support::probe::Probe;
use crate::support::script::Answer;
use crate::support::spelling::both_spellings;
use crate::support::stage::Stage;

both_spellings!(
    every_future_of_the_receiver_has_its_grade,
    every_future_of_a_sender_has_its_grade,
    receiving_is_lossless,
    receiving_many_is_lossless,
    sending_takes_its_value_along_unless_it_was_sent,
    sending_from_a_slot_loses_its_place_alone,
    sending_from_a_slot_that_was_served_has_sent,
    reserving_loses_its_place_alone,
    reserving_that_was_served_hands_its_room_on,
    waiting_for_the_close_is_lossless,
    one_who_leaves_the_middle_of_the_line_leaves_the_others_in_order,
    whoever_is_dropped_before_the_first_poll_has_done_nothing,
);

/// A receiver whose values, 7 and 8, come one after the other.
fn two_to_come() -> (Receiver<u8>, impl FnMut()) {
    let (sender, receiver) = bounded(2);
    let mut values = [7, 8].into_iter();
    let step = move || {
        if let Some(value) = values.next() {
            sender.try_send(value).expect("there is room");
        }
    };
    (receiver, step)
}

fn every_future_of_the_receiver_has_its_grade<S: Ends>() {
    let recv = async |receiver: &mut Receiver<u8>| S::recv(receiver).await;
    cancel_after_every_poll(two_to_come, recv).assert(Lossless);
    let recv_many = async |receiver: &mut Receiver<u8>| {
        let mut values = Vec::new();
        S::recv_many(receiver, &mut values, 2).await;
        values
    };
    cancel_after_every_poll(two_to_come, recv_many).assert(Lossless);
}

/// A sender whose channel is full, what it may send, and another that comes to wait behind it. In each step a
/// value is received, until the receiver closes.
fn a_line<S: Ends>() -> (Line, impl FnMut()) {
    let (sender, mut receiver) = bounded(1);
    sender.try_send(0).expect("there is room");
    let other = sender.clone();
    let behind = fuse(async move {
        let _ = S::send(&other, 9).await;
    });
    let mut left = 3;
    let step = move || {
        let _ = receiver.try_recv();
        left -= 1;
        if left == 0 {
            receiver.close();
        }
    };
    ((sender, Some(7), Box::pin(behind)), step)
}

type Line = (Sender<u8>, Option<u8>, Pin<Box<dyn Future<Output = ()>>>);

/// Waits while another comes to wait behind.
async fn before<F: Future>(first: F, behind: &mut Pin<Box<dyn Future<Output = ()>>>) -> F::Output {
    let comes = poll_fn(|cx| {
        let _ = behind.as_mut().poll(cx);
        Poll::Ready(())
    });
    join((first, comes)).await.0
}

fn every_future_of_a_sender_has_its_grade<S: Ends>() {
    let send = async |(sender, value, _): &mut Line| match value.take() {
        Some(value) => S::send(sender, value).await.is_ok(),
        None => false,
    };
    cancel_after_every_poll(a_line::<S>, send).assert(LosesData);
    let send_from =
        async |(sender, slot, behind): &mut Line| before(S::send_from(sender, slot), behind).await;
    cancel_after_every_poll(a_line::<S>, send_from).assert(LosesPlace);
    let reserve =
        async |(sender, _, behind): &mut Line| before(S::reserve(sender), behind).await.is_ok();
    cancel_after_every_poll(a_line::<S>, reserve).assert(LosesPlace);
    let closed = async |(sender, ..): &mut Line| {
        S::closed(sender).await;
        sender.is_closed()
    };
    cancel_after_every_poll(a_line::<S>, closed).assert(Lossless);
}

fn receiving_is_lossless<S: Ends>() {
    for polls in 0..3 {
        for is_woken in [false, true] {
            let (sender, mut receiver) = bounded(1);
            let mut receiving = Probe::new(S::recv(&mut receiver));
            for _ in 0..polls {
                assert_eq!(receiving.poll(), Poll::Pending);
            }
            if is_woken {
                assert_eq!(sender.try_send(7), Ok(()));
            }
            drop(receiving);
            if !is_woken {
                assert_eq!(sender.try_send(7), Ok(()));
            }
            let again = Probe::new(S::recv(&mut receiver)).poll();
            assert_eq!(again, Poll::Ready(Some(7)));
        }
    }
}

fn receiving_many_is_lossless<S: Ends>() {
    for polls in 0..3 {
        let (sender, mut receiver) = bounded(2);
        let mut values = Vec::new();
        let mut receiving = Probe::new(S::recv_many(&mut receiver, &mut values, 2));
        for _ in 0..polls {
            assert_eq!(receiving.poll(), Poll::Pending);
        }
        assert_eq!((sender.try_send(7), sender.try_send(8)), (Ok(()), Ok(())));
        drop(receiving);
        assert!(values.is_empty());
        assert_eq!((receiver.try_recv(), receiver.try_recv()), (Ok(7), Ok(8)));
    }
}

fn sending_takes_its_value_along_unless_it_was_sent<S: Ends>() {
    for polls in 0..3 {
        for is_served in [false, true] {
            let stage = Stage::new();
            let (sender, mut receiver) = bounded(1);
            assert!(sender.try_send(Answer::new(&stage, "first")).is_ok());
            let mut sending = Probe::new(S::send(&sender, Answer::new(&stage, "second")));
            for _ in 0..polls {
                assert!(sending.poll().is_pending());
            }
            if is_served {
                assert!(receiver.try_recv().is_ok());
                assert_eq!(sending.wakes(), usize::from(polls > 0));
            }
            drop(sending);
            let was_sent = is_served && polls > 0;
            let first = usize::from(!is_served);
            assert_eq!(receiver.len(), first + usize::from(was_sent));
            assert_eq!(stage.present(), receiver.len() as isize);
            // Its turn has gone to nobody: there is room, but where its value is.
            let is_full = sender.try_send(Answer::new(&stage, "third"));
            assert_eq!(is_full.is_err(), !is_served || was_sent);
        }
    }
}

fn sending_from_a_slot_loses_its_place_alone<S: Ends>() {
    for polls in 0..3 {
        let (sender, mut receiver) = bounded(1);
        assert_eq!(sender.try_send(0), Ok(()));
        let mut slot = Some(1);
        let mut sending = Probe::new(S::send_from(&sender, &mut slot));
        for _ in 0..polls {
            assert_eq!(sending.poll(), Poll::Pending);
        }
        let mut next = Probe::new(S::send(&sender, 2));
        assert_eq!(next.poll(), Poll::Pending);
        drop(sending);
        assert_eq!(slot, Some(1));
        assert_eq!((receiver.try_recv(), receiver.try_recv()), (Ok(0), Ok(2)));
        assert_eq!(next.wakes(), 1);
    }
}

/// It may be with the channel or in the slot, but it is in one of them.
fn sending_from_a_slot_that_was_served_has_sent<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut slot = Some(1);
    let mut sending = Probe::new(S::send_from(&sender, &mut slot));
    assert_eq!(sending.poll(), Poll::Pending);
    assert_eq!(receiver.try_recv(), Ok(0));
    drop(sending);
    let received = receiver.try_recv().ok();
    assert_eq!(received.xor(slot), Some(1), "{received:?} {slot:?}");
    assert_eq!(sender.try_send(2), Ok(()), "there is room again");
}

fn reserving_loses_its_place_alone<S: Ends>() {
    for polls in 0..3 {
        let (sender, mut receiver) = bounded(1);
        assert_eq!(sender.try_send(0), Ok(()));
        let mut reserving = Probe::new(S::reserve(&sender));
        for _ in 0..polls {
            assert!(reserving.poll().is_pending());
        }
        drop(reserving);
        assert_eq!(receiver.try_recv(), Ok(0));
        assert_eq!(sender.try_send(1), Ok(()));
        assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    }
}

fn reserving_that_was_served_hands_its_room_on<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut reserving = Probe::new(S::reserve(&sender));
    let mut next = Probe::new(S::send(&sender, 1));
    assert!(reserving.poll().is_pending() && next.poll().is_pending());
    assert_eq!(receiver.try_recv(), Ok(0));
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    assert_eq!((reserving.wakes(), next.wakes()), (1, 0));
    drop(reserving);
    assert_eq!((next.wakes(), receiving.wakes()), (1, 1));
    assert_eq!(next.poll(), Poll::Ready(Ok(())));
    assert_eq!(receiving.poll(), Poll::Ready(Some(1)));
}

fn waiting_for_the_close_is_lossless<S: Ends>() {
    for polls in 0..3 {
        let (sender, mut receiver) = bounded::<u8>(1);
        let mut closed = Probe::new(S::closed(&sender));
        for _ in 0..polls {
            assert_eq!(closed.poll(), Poll::Pending);
        }
        drop(closed);
        receiver.close();
        assert_eq!(Probe::new(S::closed(&sender)).poll(), Poll::Ready(()));
    }
}

fn one_who_leaves_the_middle_of_the_line_leaves_the_others_in_order<S: Ends>() {
    for leaving in 0..3 {
        let (sender, mut receiver) = bounded(1);
        assert_eq!(sender.try_send(0), Ok(()));
        let mut waiting: Vec<_> = (1..4).map(|n| Probe::new(S::send(&sender, n))).collect();
        waiting
            .iter_mut()
            .for_each(|it| assert!(it.poll().is_pending()));
        drop(waiting.remove(leaving));
        let mut left = vec![1, 2, 3];
        left.remove(leaving);
        let received: Vec<_> = std::iter::from_fn(|| receiver.try_recv().ok()).collect();
        assert_eq!(received, [0, left[0], left[1]]);
        waiting
            .iter_mut()
            .for_each(|it| assert!(it.poll().is_ready()));
    }
}

fn whoever_is_dropped_before_the_first_poll_has_done_nothing<S: Ends>() {
    let (sender, mut receiver) = bounded(1);
    let (mut slot, mut values) = (Some(1), Vec::new());
    drop(S::send(&sender, 0));
    drop(S::send_from(&sender, &mut slot));
    drop(S::reserve(&sender));
    drop(S::closed(&sender));
    drop(S::recv(&mut receiver));
    drop(S::recv_many(&mut receiver, &mut values, 1));
    assert_eq!((slot, values.len(), receiver.len()), (Some(1), 0, 0));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    assert_eq!(sender.try_send(1), Ok(()));
}
