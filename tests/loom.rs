//! Every interleaving of the oneshot's atomics, tried one by one.
//!
//! `RUSTFLAGS="--cfg longhand_loom" cargo test --release --test loom`
#![cfg(longhand_loom)]
#![expect(
    unsafe_code,
    reason = "a model shows by unguarded memory what happens before what"
)]

mod models;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc as StdArc;
use std::task::{Context, Poll, Waker};

use loom::cell::UnsafeCell;
use loom::future::block_on;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use longhand::channel::Lent;
use longhand::channel::oneshot::{Closed, Receiver, Sender, Slot, TryRecvError, oneshot};
use longhand::shorthand;

use models::{Counter, Message};

fn poll<F: Future + Unpin>(future: &mut F, counter: &StdArc<Counter>) -> Poll<F::Output> {
    let waker = Waker::from(counter.clone());
    pin!(future).poll(&mut Context::from_waker(&waker))
}

#[test]
fn a_value_sent_while_it_is_awaited_arrives() {
    loom::model(|| {
        let (sender, receiver) = oneshot();
        let sending = thread::spawn(move || sender.send(7).unwrap());
        assert_eq!(block_on(receiver), Ok(7));
        sending.join().unwrap();
    });
}

#[test]
fn a_value_sent_while_the_shorthand_awaits_it_arrives() {
    loom::model(|| {
        let (sender, mut receiver) = oneshot();
        let sending = thread::spawn(move || sender.send(7).unwrap());
        assert_eq!(block_on(shorthand::oneshot::recv(&mut receiver)), Ok(7));
        sending.join().unwrap();
    });
}

#[test]
fn a_sender_dropped_while_it_is_awaited_wakes_the_receiver() {
    loom::model(|| {
        let (sender, receiver) = oneshot::<u8>();
        let dropping = thread::spawn(move || drop(sender));
        assert_eq!(block_on(receiver), Err(Closed));
        dropping.join().unwrap();
    });
}

#[test]
fn a_value_sent_while_the_receiver_is_dropped_is_dropped_once() {
    loom::model(|| {
        let drops = Arc::new(AtomicUsize::new(0));
        let message = Message(drops.clone());
        let (sender, receiver) = oneshot();
        let sending = thread::spawn(move || drop(sender.send(message)));
        drop(receiver);
        sending.join().unwrap();
        assert_eq!(drops.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn a_value_sent_while_a_polled_receiver_is_dropped_is_dropped_once() {
    loom::model(|| {
        let drops = Arc::new(AtomicUsize::new(0));
        let message = Message(drops.clone());
        let (sender, mut receiver) = oneshot();
        assert!(poll(&mut receiver, &Counter::new()).is_pending());
        let sending = thread::spawn(move || drop(sender.send(message)));
        drop(receiver);
        sending.join().unwrap();
        assert_eq!(drops.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn a_value_sent_while_the_receiver_closes_is_received_or_comes_back() {
    loom::model(|| {
        let (sender, mut receiver) = oneshot();
        let sending = thread::spawn(move || sender.send(7));
        receiver.close();
        let received = receiver.try_recv();
        match sending.join().unwrap() {
            Ok(()) => assert_eq!(received, Ok(7)),
            Err(value) => assert_eq!((value, received), (7, Err(TryRecvError::Closed))),
        }
    });
}

#[test]
fn a_value_sent_while_it_is_tried_for_is_received_once() {
    loom::model(|| {
        let (sender, mut receiver) = oneshot();
        let sending = thread::spawn(move || sender.send(7).unwrap());
        let early = receiver.try_recv();
        sending.join().unwrap();
        match early {
            Ok(value) => assert_eq!((value, receiver.try_recv()), (7, Err(TryRecvError::Closed))),
            Err(error) => assert_eq!((error, receiver.try_recv()), (TryRecvError::Empty, Ok(7))),
        }
    });
}

#[test]
fn the_last_waker_is_woken_when_wakers_change_while_the_value_is_sent() {
    loom::model(|| {
        let (sender, mut receiver) = oneshot();
        let (first, last) = (Counter::new(), Counter::new());
        assert!(poll(&mut receiver, &first).is_pending());
        let sending = thread::spawn(move || sender.send(7).unwrap());
        let early = poll(&mut receiver, &last);
        sending.join().unwrap();
        match early {
            Poll::Ready(answer) => assert_eq!(answer, Ok(7)),
            Poll::Pending => {
                assert_eq!(last.wakes(), 1);
                assert_eq!(poll(&mut receiver, &last), Poll::Ready(Ok(7)));
            }
        }
        are_let_go([first, last]);
    });
}

#[test]
fn the_last_waker_is_woken_when_wakers_change_while_the_sender_hangs_up() {
    loom::model(|| {
        let (sender, mut receiver) = oneshot::<u8>();
        let (first, last) = (Counter::new(), Counter::new());
        assert!(poll(&mut receiver, &first).is_pending());
        let dropping = thread::spawn(move || drop(sender));
        let early = poll(&mut receiver, &last);
        dropping.join().unwrap();
        if early.is_pending() {
            assert_eq!(last.wakes(), 1);
        }
        assert_eq!(poll(&mut receiver, &last), Poll::Ready(Err(Closed)));
        are_let_go([first, last]);
    });
}

/// Memory that no atomic guards: touched by two ends in turn, it shows whether one happens before the
/// other.
type Unguarded = Arc<UnsafeCell<u8>>;

fn touch(memory: &Unguarded) {
    // SAFETY: the model itself fails if two threads touch it at once.
    memory.with_mut(|memory| unsafe { *memory += 1 });
}

/// Runs `end` on another thread while the sender waits for the close, with wakers that change.
fn the_sender_learns(end: fn(Receiver<u8>)) {
    loom::model(move || {
        let memory = Unguarded::default();
        let (mut sender, receiver) = oneshot::<u8>();
        let (first, last) = (Counter::new(), Counter::new());
        assert!(poll(&mut sender.closed(), &first).is_pending());
        let theirs = memory.clone();
        let ending = thread::spawn(move || {
            touch(&theirs);
            end(receiver);
        });
        if poll(&mut sender.closed(), &last).is_ready() {
            touch(&memory);
            ending.join().unwrap();
        } else {
            ending.join().unwrap();
            assert_eq!(last.wakes(), 1);
        }
        assert!(sender.is_closed());
        assert_eq!(sender.send(7), Err(7));
        are_let_go([first, last]);
    });
}

#[test]
fn a_sender_that_waits_for_the_close_learns_of_it() {
    the_sender_learns(|mut receiver| receiver.close());
}

#[test]
fn a_sender_that_waits_for_the_close_learns_of_the_drop() {
    the_sender_learns(drop);
}

#[test]
fn a_sender_that_begins_to_wait_while_the_receiver_closes_learns_of_it() {
    loom::model(|| {
        let memory = Unguarded::default();
        let (mut sender, receiver) = oneshot::<u8>();
        let theirs = memory.clone();
        let closing = thread::spawn(move || {
            touch(&theirs);
            drop(receiver);
        });
        block_on(sender.closed());
        touch(&memory);
        closing.join().unwrap();
    });
}

#[test]
fn what_the_sender_did_before_it_hung_up_is_seen_after() {
    loom::model(|| {
        let memory = Unguarded::default();
        let (sender, receiver) = oneshot::<u8>();
        let theirs = memory.clone();
        let dropping = thread::spawn(move || {
            touch(&theirs);
            drop(sender);
        });
        assert_eq!(block_on(receiver), Err(Closed));
        touch(&memory);
        dropping.join().unwrap();
    });
}

#[test]
fn what_the_receiver_did_before_it_closed_is_seen_by_a_sender_whose_value_comes_back() {
    loom::model(|| {
        let memory = Unguarded::default();
        let (sender, receiver) = oneshot();
        let theirs = memory.clone();
        let closing = thread::spawn(move || {
            touch(&theirs);
            drop(receiver);
        });
        if sender.send(7).is_err() {
            touch(&memory);
        }
        closing.join().unwrap();
    });
}

#[test]
fn both_ends_dropped_at_once_free_their_wakers_once() {
    loom::model(|| {
        let (mut sender, mut receiver) = oneshot::<u8>();
        let counter = Counter::new();
        assert!(poll(&mut sender.closed(), &counter).is_pending());
        assert!(poll(&mut receiver, &counter).is_pending());
        let dropping = thread::spawn(move || drop(sender));
        drop(receiver);
        dropping.join().unwrap();
        are_let_go([counter]);
    });
}

/// Both ends have waited, and then the sender sends while the receiver does `end`, which may receive.
fn both_waited(end: fn(Receiver<Message>) -> Option<Message>) {
    loom::model(move || {
        let drops = Arc::new(AtomicUsize::new(0));
        let message = Message(drops.clone());
        let (mut sender, mut receiver) = oneshot();
        let (sending, receiving) = (Counter::new(), Counter::new());
        assert!(poll(&mut sender.closed(), &sending).is_pending());
        assert!(poll(&mut receiver, &receiving).is_pending());
        let thread = thread::spawn(move || sender.send(message).err());
        let received = end(receiver);
        let returned = thread.join().unwrap();
        assert!(received.is_none() || returned.is_none());
        drop((received, returned));
        assert_eq!(drops.load(Ordering::Relaxed), 1);
        assert!(sending.wakes() + receiving.wakes() <= 1, "the first news");
        are_let_go([sending, receiving]);
    });
}

#[test]
fn a_sender_that_has_waited_sends_while_the_receiver_is_dropped() {
    both_waited(|receiver| {
        drop(receiver);
        None
    });
}

#[test]
fn a_sender_that_has_waited_sends_while_the_receiver_closes() {
    both_waited(|mut receiver| {
        receiver.close();
        receiver.try_recv().ok()
    });
}

#[test]
fn an_end_that_has_waited_finds_the_other_gone() {
    loom::model(|| {
        let memory = Unguarded::default();
        let (mut sender, receiver) = oneshot::<u8>();
        let counter = Counter::new();
        assert!(poll(&mut sender.closed(), &counter).is_pending());
        let theirs = memory.clone();
        let dropping = thread::spawn(move || {
            touch(&theirs);
            drop(receiver);
        });
        if sender.send(7).is_err() {
            touch(&memory);
        }
        dropping.join().unwrap();
        are_let_go([counter]);
    });
}

/// A slot that lives as long as the program, as a `static` does: the models' atomics cannot be in one.
fn a_static<T>() -> &'static Slot<T> {
    Box::leak(Box::new(Slot::new()))
}

/// Splits the slot if it can be done, and passes a value on.
fn pass_on(slot: &'static Slot<u8>) -> bool {
    let Some((sender, mut receiver)) = slot.try_split() else {
        return false;
    };
    assert_eq!(sender.send(7), Ok(()));
    assert_eq!(receiver.try_recv(), Ok(7));
    true
}

/// The ends of a slot do these at once, and meanwhile it may be split again; afterwards it is.
fn both_leave(send: fn(Sender<u8, Lent<'static>>), receive: fn(Receiver<u8, Lent<'static>>)) {
    loom::model(move || {
        let slot = a_static();
        let (sender, receiver) = slot.try_split().unwrap();
        let sending = thread::spawn(move || {
            send(sender);
            pass_on(slot)
        });
        receive(receiver);
        let passed = pass_on(slot);
        assert!(sending.join().unwrap() || passed, "the last to leave can");
        assert!(pass_on(slot));
    });
}

#[test]
fn a_slot_whose_value_is_received_while_it_is_sent_is_lent_again() {
    both_leave(
        |sender| assert!([Ok(()), Err(7)].contains(&sender.send(7))),
        |receiver| assert_eq!(block_on(receiver), Ok(7)),
    );
}

#[test]
fn a_slot_whose_receiver_is_dropped_while_a_value_is_sent_is_lent_again() {
    both_leave(
        |sender| assert!([Ok(()), Err(7)].contains(&sender.send(7))),
        drop,
    );
}

#[test]
fn a_slot_whose_ends_have_waited_and_are_dropped_at_once_is_lent_again() {
    both_leave(
        |mut sender| {
            let _ = poll(&mut sender.closed(), &Counter::new());
        },
        |mut receiver| {
            let _ = poll(&mut receiver, &Counter::new());
        },
    );
}

#[test]
fn a_slot_that_two_would_split_at_once_is_lent_to_one_of_them_at_a_time() {
    loom::model(|| {
        let slot = a_static();
        let other = thread::spawn(move || pass_on(slot));
        let passed = pass_on(slot);
        assert!(other.join().unwrap() || passed);
        assert!(pass_on(slot));
    });
}

/// Nobody but the model holds a waker of these any more.
fn are_let_go<const N: usize>(counters: [StdArc<Counter>; N]) {
    for counter in counters {
        assert_eq!(StdArc::strong_count(&counter), 1);
    }
}
