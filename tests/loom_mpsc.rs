//! Interleavings of the channels for many values, tried one by one.
//!
//! `RUSTFLAGS="--cfg longhand_loom" cargo test --release --test loom_mpsc`
//!
//! Those with few preemptions: `paths/` says how many.
#![cfg(longhand_loom)]
#![expect(
    unsafe_code,
    reason = "a model shows by unguarded memory what happens before what"
)]

mod models;
mod paths;

use std::pin::pin;
use std::sync::Arc as StdArc;
use std::task::Poll;

use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use longhand::channel::mpsc::{Ring, SendError, TryRecvError, bounded, unbounded};
use longhand::channel::rendezvous;
use longhand::shorthand;

use models::{Counter, Message};
use paths::{Unguarded, block_on, poll, three, touch, two};

#[test]
fn a_value_sent_while_it_is_awaited_arrives() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        let sending = thread::spawn(move || sender.try_send(7).unwrap());
        assert_eq!(block_on(receiver.recv()), Some(7));
        assert_eq!(block_on(receiver.recv()), None);
        sending.join().unwrap();
    });
}

#[test]
fn a_value_sent_while_the_shorthand_awaits_it_arrives() {
    two(|| {
        let (sender, mut receiver) = unbounded();
        let sending = thread::spawn(move || sender.try_send(7).unwrap());
        assert_eq!(block_on(shorthand::mpsc::recv(&mut receiver)), Some(7));
        sending.join().unwrap();
    });
}

#[test]
fn a_value_sent_while_it_is_tried_for_is_received_once() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        let sending = thread::spawn(move || sender.try_send(7).unwrap());
        let early = receiver.try_recv();
        sending.join().unwrap();
        match early {
            Ok(value) => assert_eq!((value, receiver.try_recv()), (7, Err(TryRecvError::Closed))),
            Err(_) => assert_eq!(receiver.try_recv(), Ok(7)),
        }
    });
}

#[test]
fn values_sent_at_once_both_arrive() {
    two(|| {
        let (sender, mut receiver) = bounded(2);
        let other = sender.clone();
        let sending = thread::spawn(move || other.try_send(7).unwrap());
        sender.try_send(7).unwrap();
        drop(sender);
        assert_eq!(block_on(receiver.recv()), Some(7));
        assert_eq!(block_on(receiver.recv()), Some(7));
        assert_eq!(block_on(receiver.recv()), None);
        sending.join().unwrap();
    });
}

#[test]
fn who_comes_while_another_waits_is_served_as_well() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        sender.try_send(0).unwrap();
        let other = sender.clone();
        let sending = thread::spawn(move || block_on(other.send(1)).unwrap());
        let counter = Counter::new();
        let mut waiting = pin!(sender.send(2));
        assert!(poll(waiting.as_mut(), &counter).is_pending());
        assert_eq!(block_on(receiver.recv()), Some(0));
        let first = block_on(receiver.recv());
        let second = block_on(receiver.recv());
        assert!([(Some(1), Some(2)), (Some(2), Some(1))].contains(&(first, second)));
        assert_eq!(counter.wakes(), 1);
        sending.join().unwrap();
    });
}

#[test]
fn two_senders_values_arrive() {
    three(|| {
        let (sender, mut receiver) = bounded(2);
        let senders = [sender.clone(), sender];
        let sending = senders.map(|sender| thread::spawn(move || sender.try_send(7).unwrap()));
        assert_eq!(block_on(receiver.recv()), Some(7));
        assert_eq!(block_on(receiver.recv()), Some(7));
        assert_eq!(block_on(receiver.recv()), None);
        for it in sending {
            it.join().unwrap();
        }
    });
}

#[test]
fn a_value_sent_while_the_receiver_is_dropped_is_dropped_once() {
    two(|| {
        let drops = Arc::new(AtomicUsize::new(0));
        let message = Message(drops.clone());
        let (sender, receiver) = bounded(1);
        let sending = thread::spawn(move || {
            drop(sender.try_send(message));
            sender
        });
        drop(receiver);
        // The sender lives on, and the value does not wait for its end.
        let _sender = sending.join().unwrap();
        assert_eq!(drops.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn a_value_sent_while_a_receiver_that_waits_is_dropped_is_dropped_once() {
    two(|| {
        let (drops, counter) = (Arc::new(AtomicUsize::new(0)), Counter::new());
        let message = Message(drops.clone());
        let (sender, mut receiver) = bounded(1);
        assert!(poll(pin!(receiver.recv()), &counter).is_pending());
        let sending = thread::spawn(move || drop(sender.try_send(message)));
        drop(receiver);
        sending.join().unwrap();
        assert_eq!(drops.load(Ordering::Relaxed), 1);
        assert!(counter.wakes() <= 1 && StdArc::strong_count(&counter) == 1);
    });
}

#[test]
fn a_value_that_waits_while_the_receiver_is_dropped_comes_back() {
    two(|| {
        let (sender, receiver) = bounded(1);
        sender.try_send(0).unwrap();
        let sending = thread::spawn(move || block_on(sender.send(1)));
        drop(receiver);
        assert_eq!(sending.join().unwrap(), Err(SendError(1)));
    });
}

#[test]
fn a_sender_that_waits_is_served() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        sender.try_send(0).unwrap();
        let sending = thread::spawn(move || block_on(sender.send(1)).unwrap());
        assert_eq!(block_on(receiver.recv()), Some(0));
        assert_eq!(block_on(receiver.recv()), Some(1));
        sending.join().unwrap();
    });
}

#[test]
fn a_sender_that_waits_in_shorthand_is_served() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        sender.try_send(0).unwrap();
        let send = async move { shorthand::mpsc::send(&sender, 1).await };
        let sending = thread::spawn(move || block_on(send).unwrap());
        assert_eq!(block_on(receiver.recv()), Some(0));
        assert_eq!(block_on(receiver.recv()), Some(1));
        sending.join().unwrap();
    });
}

#[test]
fn two_senders_that_wait_are_both_served() {
    three(|| {
        let (sender, mut receiver) = bounded(1);
        sender.try_send(0).unwrap();
        let senders = [sender.clone(), sender];
        let sending =
            senders.map(|sender| thread::spawn(move || block_on(sender.send(1)).unwrap()));
        assert_eq!(block_on(receiver.recv()), Some(0));
        assert_eq!(block_on(receiver.recv()), Some(1));
        assert_eq!(block_on(receiver.recv()), Some(1));
        assert_eq!(block_on(receiver.recv()), None);
        for it in sending {
            it.join().unwrap();
        }
    });
}

#[test]
fn a_value_sent_while_it_closes_is_received_or_comes_back() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        sender.try_send(0).unwrap();
        let sending = thread::spawn(move || block_on(sender.send(1)));
        receiver.close();
        assert_eq!(receiver.try_recv(), Ok(0));
        let received = receiver.try_recv();
        assert_eq!(received, Err(TryRecvError::Closed));
        assert_eq!(sending.join().unwrap(), Err(SendError(1)));
    });
}

#[test]
fn a_value_tried_while_it_closes_is_received_or_comes_back() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        let sending = thread::spawn(move || sender.try_send(1).is_ok());
        receiver.close();
        let received = block_on(receiver.recv());
        assert_eq!(sending.join().unwrap(), received == Some(1));
    });
}

#[test]
fn a_permit_released_while_it_closes_ends_the_channel() {
    two(|| {
        let (sender, mut receiver) = bounded::<u8>(1);
        let releasing = thread::spawn(move || {
            let permit = sender.try_reserve();
            drop(permit);
            sender
        });
        receiver.close();
        assert_eq!(block_on(receiver.recv()), None);
        releasing.join().unwrap();
    });
}

#[test]
fn a_permit_used_while_it_closes_is_received_if_it_was_had() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        let using = thread::spawn(move || match sender.try_reserve() {
            Ok(permit) => permit.send(7).is_ok(),
            Err(_) => false,
        });
        receiver.close();
        let received = block_on(receiver.recv());
        assert_eq!(using.join().unwrap(), received == Some(7));
    });
}

#[test]
fn a_permit_released_while_others_wait_serves_them() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        let other = sender.clone();
        let sending = thread::spawn(move || block_on(other.send(7)).unwrap());
        drop(sender.try_reserve());
        assert_eq!(block_on(receiver.recv()), Some(7));
        sending.join().unwrap();
    });
}

#[test]
fn a_waiter_that_leaves_while_it_is_served_hands_its_room_on() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        sender.try_send(0).unwrap();
        let (first, second) = (Counter::new(), Counter::new());
        let mut leaving = Box::pin(sender.reserve());
        let mut next = pin!(sender.reserve());
        assert!(poll(leaving.as_mut(), &first).is_pending());
        assert!(poll(next.as_mut(), &second).is_pending());
        let receiving = thread::spawn(move || {
            assert_eq!(receiver.try_recv(), Ok(0));
            receiver
        });
        drop(leaving);
        let _receiver = receiving.join().unwrap();
        assert_eq!(second.wakes(), 1);
        assert!(matches!(poll(next, &second), Poll::Ready(Ok(_))));
    });
}

#[test]
fn a_value_that_leaves_while_it_is_served_is_somewhere_once() {
    two(|| {
        let drops = Arc::new(AtomicUsize::new(0));
        let (sender, mut receiver) = bounded(1);
        assert!(sender.try_send(Message(drops.clone())).is_ok());
        let mut leaving = Box::pin(sender.send(Message(drops.clone())));
        assert!(poll(leaving.as_mut(), &Counter::new()).is_pending());
        let receiving = thread::spawn(move || {
            drop(receiver.try_recv());
            receiver.len()
        });
        drop(leaving);
        let left = receiving.join().unwrap();
        assert!(left <= 1);
        assert_eq!(drops.load(Ordering::Relaxed), 2);
    });
}

#[test]
fn a_senders_last_waker_is_woken_when_wakers_change_while_it_is_served() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        sender.try_send(0).unwrap();
        let (first, last) = (Counter::new(), Counter::new());
        let mut sending = pin!(sender.send(1));
        assert!(poll(sending.as_mut(), &first).is_pending());
        let receiving = thread::spawn(move || {
            assert_eq!(receiver.try_recv(), Ok(0));
            receiver
        });
        let early = poll(sending.as_mut(), &last);
        let _receiver = receiving.join().unwrap();
        if early.is_pending() {
            assert_eq!((first.wakes(), last.wakes()), (0, 1));
            assert_eq!(poll(sending, &last), Poll::Ready(Ok(())));
        }
    });
}

#[test]
fn the_receivers_last_waker_is_woken_when_wakers_change_while_a_value_is_sent() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        let (first, last) = (Counter::new(), Counter::new());
        assert!(poll(pin!(receiver.recv()), &first).is_pending());
        let sending = thread::spawn(move || sender.try_send(7).map(|()| sender).is_ok());
        let early = poll(pin!(receiver.recv()), &last);
        assert!(sending.join().unwrap());
        match early {
            Poll::Ready(value) => assert_eq!(value, Some(7)),
            Poll::Pending => {
                assert_eq!(last.wakes(), 1);
                assert_eq!(poll(pin!(receiver.recv()), &last), Poll::Ready(Some(7)));
            }
        }
    });
}

#[test]
fn what_a_served_sender_sees_comes_after_its_value_was_taken() {
    two(|| {
        let memory = Unguarded::default();
        let (sender, mut receiver) = bounded(1);
        sender.try_send(0).unwrap();
        let counter = Counter::new();
        let mut sending = Box::pin(sender.send(1));
        assert!(poll(sending.as_mut(), &counter).is_pending());
        let theirs = memory.clone();
        let receiving = thread::spawn(move || {
            touch(&theirs);
            assert_eq!(receiver.try_recv(), Ok(0));
            receiver
        });
        if poll(sending.as_mut(), &counter).is_ready() {
            touch(&memory);
            drop(sending); // its memory ends while the receiver may still be going on
        }
        receiving.join().unwrap();
    });
}

#[test]
fn what_the_sender_did_before_it_left_is_seen_after() {
    two(|| {
        let memory = Unguarded::default();
        let (sender, mut receiver) = bounded::<u8>(1);
        let theirs = memory.clone();
        let leaving = thread::spawn(move || {
            touch(&theirs);
            drop(sender);
        });
        assert_eq!(block_on(receiver.recv()), None);
        touch(&memory);
        leaving.join().unwrap();
    });
}

#[test]
fn what_the_receiver_did_before_it_left_is_seen_by_who_waits_for_that() {
    two(|| {
        let memory = Unguarded::default();
        let (sender, receiver) = bounded::<u8>(1);
        let theirs = memory.clone();
        let leaving = thread::spawn(move || {
            touch(&theirs);
            drop(receiver);
        });
        block_on(sender.closed());
        touch(&memory);
        leaving.join().unwrap();
    });
}

#[test]
fn who_stops_waiting_for_the_close_while_it_closes_leaves_nothing_behind() {
    two(|| {
        let (sender, mut receiver) = bounded::<u8>(1);
        let (first, second) = (Counter::new(), Counter::new());
        let mut leaving = Box::pin(sender.closed());
        let mut staying = pin!(sender.closed());
        assert!(poll(leaving.as_mut(), &first).is_pending());
        assert!(poll(staying.as_mut(), &second).is_pending());
        let closing = thread::spawn(move || receiver.close());
        drop(leaving);
        closing.join().unwrap();
        assert_eq!((StdArc::strong_count(&first), second.wakes()), (1, 1));
        assert!(poll(staying, &second).is_ready());
    });
}

#[test]
fn a_weak_sender_upgraded_while_the_last_one_leaves_keeps_it_open_or_does_not() {
    two(|| {
        let (sender, mut receiver) = bounded(1);
        let weak = sender.downgrade();
        let leaving = thread::spawn(move || drop(sender));
        let sent = weak.upgrade().map(|sender| sender.try_send(7).is_ok());
        assert_eq!(block_on(receiver.recv()), sent.map(|_| 7));
        leaving.join().unwrap();
    });
}

#[test]
fn both_ends_dropped_at_once_free_all_once() {
    two(|| {
        let drops = Arc::new(AtomicUsize::new(0));
        let (sender, receiver) = bounded(1);
        assert!(sender.try_send(Message(drops.clone())).is_ok());
        let dropping = thread::spawn(move || drop(sender));
        drop(receiver);
        dropping.join().unwrap();
        assert_eq!(drops.load(Ordering::Relaxed), 1);
    });
}

/// A ring that lives as long as the program, as a `static` does: the models' atomics cannot be in one.
fn a_static<T, const N: usize>() -> &'static Ring<T, N> {
    Box::leak(Box::new(Ring::new()))
}

#[test]
fn values_go_round_while_others_are_received() {
    two(|| {
        let (sender, mut receiver) = a_static::<_, 2>().try_split().unwrap();
        sender.try_send(0).unwrap();
        sender.try_send(1).unwrap();
        assert_eq!(receiver.try_recv(), Ok(0));
        let sending = thread::spawn(move || {
            sender.try_send(2).unwrap();
            block_on(sender.send(3)).unwrap();
        });
        for n in 1..4 {
            assert_eq!(block_on(receiver.recv()), Some(n));
        }
        assert_eq!(block_on(receiver.recv()), None);
        sending.join().unwrap();
    });
}

#[test]
fn a_value_that_goes_round_while_the_receiver_is_dropped_is_dropped_once() {
    two(|| {
        let drops = Arc::new(AtomicUsize::new(0));
        let message = || Message(drops.clone());
        let ring = a_static::<_, 2>();
        let (sender, mut receiver) = ring.try_split().unwrap();
        assert!(sender.try_send(message()).is_ok() && sender.try_send(message()).is_ok());
        drop(receiver.try_recv());
        let last = message();
        let sending = thread::spawn(move || drop(sender.try_send(last)));
        drop(receiver);
        sending.join().unwrap();
        assert_eq!(drops.load(Ordering::Relaxed), 3);
        assert!(ring.try_split().is_some());
    });
}

/// Splits the ring if it can be done, and passes a value on.
fn pass_on(ring: &'static Ring<u8, 1>) -> bool {
    let Some((sender, mut receiver)) = ring.try_split() else {
        return false;
    };
    sender.try_send(7).unwrap();
    assert_eq!(receiver.try_recv(), Ok(7));
    true
}

#[test]
fn a_ring_whose_ends_leave_at_once_is_lent_again_by_the_last() {
    two(|| {
        let ring = a_static();
        let (sender, receiver) = ring.try_split().unwrap();
        let leaving = thread::spawn(move || {
            let _ = sender.try_send(7);
            drop(sender);
            pass_on(ring)
        });
        drop(receiver);
        let passed = pass_on(ring);
        assert!(leaving.join().unwrap() || passed);
        assert!(pass_on(ring));
    });
}

#[test]
fn a_ring_that_two_would_split_at_once_is_lent_to_one_of_them_at_a_time() {
    two(|| {
        let ring = a_static();
        let other = thread::spawn(move || pass_on(ring));
        let passed = pass_on(ring);
        assert!(other.join().unwrap() || passed);
        assert!(pass_on(ring));
    });
}

#[test]
fn a_permit_released_while_the_receiver_of_a_ring_leaves_asks_for_no_block() {
    two(|| {
        let (sender, receiver) = a_static::<_, 1>().try_split().unwrap();
        let counter = Counter::new();
        let permit = sender.try_reserve().unwrap();
        let mut waiting = pin!(sender.send(7));
        assert!(poll(waiting.as_mut(), &counter).is_pending());
        let leaving = thread::spawn(move || drop(receiver));
        drop(permit);
        leaving.join().unwrap();
        assert_eq!(counter.wakes(), 1);
        // Served with the room before the receiver left, or refused.
        let sent = poll(waiting, &counter);
        assert!([Poll::Ready(Ok(())), Poll::Ready(Err(SendError(7)))].contains(&sent));
    });
}

#[test]
fn two_meet() {
    two(|| {
        let (sender, mut receiver) = rendezvous();
        let sending = thread::spawn(move || block_on(sender.send(7)).unwrap());
        assert_eq!(block_on(receiver.recv()), Some(7));
        assert_eq!(block_on(receiver.recv()), None);
        sending.join().unwrap();
    });
}

#[test]
fn who_leaves_a_rendezvous_while_it_is_taken_from_has_its_value_or_has_sent_it() {
    two(|| {
        let (sender, mut receiver) = rendezvous();
        let mut slot = Some(7);
        let mut sending = Box::pin(sender.send_from(&mut slot));
        assert!(poll(sending.as_mut(), &Counter::new()).is_pending());
        let receiving = thread::spawn(move || receiver.try_recv().ok());
        drop(sending);
        let received = receiving.join().unwrap();
        assert_eq!(received.xor(slot), Some(7));
    });
}
