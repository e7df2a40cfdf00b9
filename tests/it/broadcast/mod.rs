//! `channel::broadcast`: each value to every receiver.

mod faults;
mod model;
mod values;
mod wakers;

use core::error::Error;
use core::future::Future;
use core::task::Poll;

use futures_core::FusedFuture;
use longhand::channel::broadcast::{Receiver, RecvError, TryRecvError, broadcast};
use longhand::channel::mpsc::SendError;
use longhand::test::Grade::Lossless;
use longhand::test::cancel_after_every_poll;

use crate::support::broadcasting::Broadcasting;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;

both_spellings!(
    each_receiver_gets_every_value_in_order,
    a_value_wakes_all_who_wait,
    a_receiver_gets_what_is_sent_from_when_it_was_made,
    who_is_too_late_is_told_how_many_it_has_lost,
    what_is_kept_is_got_after_the_last_sender_has_left,
    the_last_sender_to_leave_wakes_all_who_wait,
    receiving_is_lossless,
    who_is_dropped_when_it_was_woken_has_taken_nothing,
    one_who_leaves_the_middle_of_the_line_leaves_the_others_in_it,
    whoever_is_dropped_before_the_first_poll_has_done_nothing,
    polled_after_completion_it_panics,
);

fn each_receiver_gets_every_value_in_order<S: Broadcasting>() {
    for capacity in [1, 2, 3, 7] {
        let (sender, receiver) = broadcast(capacity);
        let mut receivers = [receiver, sender.subscribe(), sender.subscribe()];
        for n in 0..20 {
            assert_eq!(sender.clone().send(n), Ok(()));
            for receiver in &mut receivers {
                assert_eq!(receiver.len(), 1);
                let received = Probe::new(S::recv(receiver)).poll();
                assert_eq!(received, Poll::Ready(Ok(n)));
                assert!(receiver.is_empty());
            }
        }
        for receiver in &mut receivers {
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        }
    }
}

fn a_value_wakes_all_who_wait<S: Broadcasting>() {
    let (sender, receiver) = broadcast(4);
    let mut receivers = [receiver, sender.subscribe(), sender.subscribe()];
    let waiting = receivers.iter_mut().map(|it| Probe::new(S::recv(it)));
    let mut waiting: Vec<_> = waiting.collect();
    for it in &mut waiting {
        assert_eq!(it.poll(), Poll::Pending);
    }
    assert_eq!((sender.send(1), sender.send(2)), (Ok(()), Ok(())));
    for it in &mut waiting {
        assert_eq!((it.wakes(), it.poll()), (1, Poll::Ready(Ok(1))));
    }
}

fn a_receiver_gets_what_is_sent_from_when_it_was_made<S: Broadcasting>() {
    let (sender, mut first) = broadcast(4);
    assert_eq!(sender.send(1), Ok(()));
    let mut second = sender.subscribe();
    assert_eq!(sender.send(2), Ok(()));
    let mut third = first.resubscribe();
    assert_eq!(sender.send(3), Ok(()));
    for (receiver, values) in [
        (&mut first, &[1, 2, 3][..]),
        (&mut second, &[2, 3]),
        (&mut third, &[3]),
    ] {
        for value in values {
            let received = Probe::new(S::recv(receiver)).poll();
            assert_eq!(received, Poll::Ready(Ok(*value)));
        }
        assert_eq!(Probe::new(S::recv(receiver)).poll(), Poll::Pending);
    }
}

fn who_is_too_late_is_told_how_many_it_has_lost<S: Broadcasting>() {
    let (sender, mut late) = broadcast(3);
    let mut in_time = sender.subscribe();
    for n in 0..8 {
        assert_eq!(sender.send(n), Ok(()));
        assert_eq!(in_time.try_recv(), Ok(n));
    }
    assert_eq!((late.len(), in_time.len()), (3, 0));
    let mut recv = || Probe::new(S::recv(&mut late)).poll();
    assert_eq!(recv(), Poll::Ready(Err(RecvError::Lagged(5))));
    for n in 5..8 {
        assert_eq!(recv(), Poll::Ready(Ok(n)));
    }
    assert_eq!(recv(), Poll::Pending);
}

fn what_is_kept_is_got_after_the_last_sender_has_left<S: Broadcasting>() {
    let (sender, mut receiver) = broadcast(2);
    let other = sender.clone();
    (0..3).for_each(|n| assert_eq!(sender.send(n), Ok(())));
    drop((sender, other));
    let mut recv = || Probe::new(S::recv(&mut receiver)).poll();
    assert_eq!(recv(), Poll::Ready(Err(RecvError::Lagged(1))));
    assert_eq!(recv(), Poll::Ready(Ok(1)));
    assert_eq!(recv(), Poll::Ready(Ok(2)));
    for _ in 0..3 {
        assert_eq!(recv(), Poll::Ready(Err(RecvError::Closed)));
    }
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
    let mut late = receiver.resubscribe();
    assert_eq!(late.try_recv(), Err(TryRecvError::Closed));
}

fn the_last_sender_to_leave_wakes_all_who_wait<S: Broadcasting>() {
    let (sender, mut one) = broadcast::<u8>(2);
    let (other, mut two) = (sender.clone(), sender.subscribe());
    let mut waiting = [&mut one, &mut two].map(|it| Probe::new(S::recv(it)));
    waiting
        .iter_mut()
        .for_each(|it| assert_eq!(it.poll(), Poll::Pending));
    drop(sender);
    assert!(waiting.iter().all(|it| it.wakes() == 0));
    drop(other);
    for it in &mut waiting {
        let closed = Poll::Ready(Err(RecvError::Closed));
        assert_eq!((it.wakes(), it.poll()), (1, closed));
    }
}

fn receiving_is_lossless<S: Broadcasting>() {
    for capacity in [1, 4] {
        let to_come = || {
            let (sender, receiver) = broadcast(capacity);
            let mut values = [7, 8, 9].into_iter();
            let step = move || {
                if let Some(value) = values.next() {
                    sender.send(value).expect("there is a receiver");
                }
            };
            (receiver, step)
        };
        let recv = async |receiver: &mut Receiver<u8>| S::recv(receiver).await;
        cancel_after_every_poll(to_come, recv).assert(Lossless);
    }
}

fn who_is_dropped_when_it_was_woken_has_taken_nothing<S: Broadcasting>() {
    for polls in 0..3 {
        let (sender, mut receiver) = broadcast(2);
        let mut receiving = Probe::new(S::recv(&mut receiver));
        for _ in 0..polls {
            assert_eq!(receiving.poll(), Poll::Pending);
        }
        assert_eq!(sender.send(7), Ok(()));
        drop(receiving);
        let again = Probe::new(S::recv(&mut receiver)).poll();
        assert_eq!(again, Poll::Ready(Ok(7)));
    }
}

fn one_who_leaves_the_middle_of_the_line_leaves_the_others_in_it<S: Broadcasting>() {
    for leaves in 0..3 {
        let (sender, receiver) = broadcast(2);
        let mut receivers = [receiver, sender.subscribe(), sender.subscribe()];
        let waiting = receivers.iter_mut().map(|it| Probe::new(S::recv(it)));
        let mut waiting: Vec<_> = waiting.collect();
        for it in &mut waiting {
            assert_eq!(it.poll(), Poll::Pending);
        }
        drop(waiting.remove(leaves));
        assert_eq!(sender.send(7), Ok(()));
        for it in &mut waiting {
            assert_eq!((it.wakes(), it.poll()), (1, Poll::Ready(Ok(7))));
        }
    }
}

fn whoever_is_dropped_before_the_first_poll_has_done_nothing<S: Broadcasting>() {
    let (sender, mut receiver) = broadcast(2);
    assert_eq!(sender.send(7), Ok(()));
    drop(S::recv(&mut receiver));
    assert_eq!(receiver.try_recv(), Ok(7));
}

fn polled_after_completion_it_panics<S: Broadcasting>() {
    fn misuse<S: Broadcasting, F: Future>(future: F) {
        let mut probe = Probe::new(future);
        assert!(probe.poll().is_ready());
        for _ in 0..2 {
            let panic = panic_of(|| probe.poll());
            assert_eq!(panic.message, S::after_completion("Recv"));
            let is_here = panic.file.ends_with("broadcast/mod.rs");
            assert_eq!(is_here, S::BLAMES_THE_CALLER, "{panic:?}");
        }
    }
    let (sender, mut receiver) = broadcast(1);
    assert_eq!((sender.send(7), sender.send(8)), (Ok(()), Ok(())));
    misuse::<S, _>(S::recv(&mut receiver));
    misuse::<S, _>(S::recv(&mut receiver));
    drop(sender);
    misuse::<S, _>(S::recv(&mut receiver));
}

#[test]
fn a_value_that_nobody_would_receive_comes_back() {
    let (sender, receiver) = broadcast(2);
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!(sender.receiver_count(), 1);
    drop(receiver);
    // Also where there is memory for it.
    for n in 2..5 {
        assert_eq!(sender.send(n), Err(SendError(n)));
    }
    let mut late = sender.subscribe();
    assert_eq!(
        (late.try_recv(), sender.receiver_count()),
        (Err(TryRecvError::Empty), 1)
    );
}

#[test]
fn a_capacity_of_nought_is_blamed_on_the_caller() {
    let panic = panic_of(|| broadcast::<u8>(0));
    assert_eq!(
        panic.message,
        "`broadcast` keeps no value in a capacity of nought"
    );
    assert!(panic.file.ends_with("broadcast/mod.rs"));
}

#[test]
fn ends_know_their_channel() {
    let (sender, receiver) = broadcast::<u8>(1);
    let (other, others) = broadcast::<u8>(1);
    assert!(sender.same_channel(&sender.clone()) && receiver.same_channel(&sender.subscribe()));
    assert!(!sender.same_channel(&other) && !receiver.same_channel(&others));
}

#[test]
fn a_future_shows_its_name_and_its_state_and_knows_its_end() {
    let (sender, mut receiver) = broadcast(2);
    assert_eq!(
        format!("{sender:?} {receiver:?}"),
        "Sender { receivers: 1 } Receiver { len: 0 }"
    );
    let mut receiving = Probe::new(receiver.recv());
    let state = format!("{:?}", receiving.future());
    assert_eq!(state, "Recv { state: Outside }");
    assert!(receiving.poll().is_pending() && !receiving.future().is_terminated());
    let state = format!("{:?}", receiving.future());
    assert_eq!(state, "Recv { state: Waiting }");
    assert_eq!(sender.send(7), Ok(()));
    assert!(receiving.poll().is_ready() && receiving.future().is_terminated());
    let state = format!("{:?}", receiving.future());
    assert_eq!(state, "Recv { state: Finished }");
}

#[test]
fn an_error_says_why() {
    let errors = [
        TryRecvError::Empty,
        TryRecvError::Lagged(3),
        TryRecvError::Closed,
    ];
    for (n, error) in errors.into_iter().enumerate() {
        let answers = [error.is_empty(), error.is_lagged(), error.is_closed()];
        assert_eq!(answers, [n == 0, n == 1, n == 2]);
    }
    let said: [&dyn Error; 5] = [
        &RecvError::Lagged(3),
        &RecvError::Closed,
        &TryRecvError::Lagged(3),
        &TryRecvError::Closed,
        &TryRecvError::Empty,
    ];
    let said = said.map(ToString::to_string);
    let is_late = "the receiver is too late for 3 values";
    let is_closed = "the channel is closed and no value is in it";
    assert_eq!(
        said,
        [
            is_late,
            is_closed,
            is_late,
            is_closed,
            "no value is there yet"
        ]
    );
}
