//! Interleavings of those who wait for a value, for a permit and for an event, tried one by one.
//!
//! `RUSTFLAGS="--cfg longhand_loom" cargo test --release --test loom_signals`
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

use longhand::channel::watch::{Closed, watch};
use longhand::shorthand;

use models::{Counter, Message};
use paths::{Unguarded, block_on, poll, three, touch, two};

mod of_a_watch {
    use super::*;

    #[test]
    fn a_value_sent_while_it_is_waited_for_is_told() {
        two(|| {
            let (sender, mut receiver) = watch(0);
            let sending = thread::spawn(move || sender.send(1).map(|()| sender).is_ok());
            assert_eq!(block_on(receiver.changed()), Ok(()));
            assert_eq!(*receiver.borrow(), 1);
            assert!(sending.join().unwrap());
            assert_eq!(receiver.has_changed(), Err(Closed));
        });
    }

    #[test]
    fn a_value_sent_while_the_shorthand_waits_for_it_is_told() {
        two(|| {
            let (sender, mut receiver) = watch(0);
            let sending = thread::spawn(move || sender.send(1).is_ok());
            let found = shorthand::watch::wait_for(&mut receiver, |value| *value == 1);
            assert_eq!(block_on(found).map(|value| *value), Ok(1));
            assert!(sending.join().unwrap());
        });
    }

    #[test]
    fn values_sent_while_they_are_waited_for_are_told_up_to_the_last() {
        two(|| {
            let (sender, mut receiver) = watch(0);
            let sending = thread::spawn(move || {
                assert_eq!((sender.send(1), sender.send(2)), (Ok(()), Ok(())));
            });
            let mut told = 0;
            while block_on(receiver.changed()).is_ok() {
                told += 1;
            }
            assert_eq!(*receiver.borrow(), 2);
            assert!((1..=2).contains(&told), "{told}");
            sending.join().unwrap();
        });
    }

    #[test]
    fn a_sender_dropped_while_a_value_is_waited_for_ends_the_wait() {
        two(|| {
            let (sender, mut receiver) = watch(0);
            let leaving = thread::spawn(move || drop(sender));
            assert_eq!(block_on(receiver.changed()), Err(Closed));
            leaving.join().unwrap();
        });
    }

    #[test]
    fn two_who_wait_are_both_told() {
        three(|| {
            let (sender, receiver) = watch(0);
            let receivers = [receiver.clone(), receiver];
            let waiting = receivers.map(|mut receiver| {
                thread::spawn(move || {
                    assert_eq!(block_on(receiver.changed()), Ok(()));
                    *receiver.borrow()
                })
            });
            assert_eq!(sender.send(1), Ok(()));
            for it in waiting {
                assert_eq!(it.join().unwrap(), 1);
            }
        });
    }

    #[test]
    fn one_who_leaves_while_all_are_told_leaves_the_other_to_be_told() {
        two(|| {
            let (sender, mut leaving) = watch(0);
            let mut staying = leaving.clone();
            let (first, second) = (Counter::new(), Counter::new());
            let mut waiting = Box::pin(leaving.changed());
            let mut other = pin!(staying.changed());
            assert!(poll(waiting.as_mut(), &first).is_pending());
            assert!(poll(other.as_mut(), &second).is_pending());
            let sending = thread::spawn(move || assert_eq!(sender.send(1), Ok(())));
            drop(waiting);
            sending.join().unwrap();
            assert_eq!((StdArc::strong_count(&first), second.wakes()), (1, 1));
            assert_eq!(poll(other, &second), Poll::Ready(Ok(())));
            assert_eq!(leaving.has_changed(), Ok(true), "it has seen nothing");
        });
    }

    #[test]
    fn the_last_waker_is_woken_when_wakers_change_while_a_value_is_sent() {
        two(|| {
            let (sender, mut receiver) = watch(0);
            let (first, last) = (Counter::new(), Counter::new());
            let mut changed = pin!(receiver.changed());
            assert!(poll(changed.as_mut(), &first).is_pending());
            let sending = thread::spawn(move || sender.send(1).map(|()| sender).is_ok());
            let early = poll(changed.as_mut(), &last);
            assert!(sending.join().unwrap());
            if early.is_pending() {
                assert_eq!(last.wakes(), 1);
                assert_eq!(poll(changed, &last), Poll::Ready(Ok(())));
            }
        });
    }

    #[test]
    fn who_waits_again_while_all_are_told_is_told_once() {
        two(|| {
            let (sender, mut receiver) = watch(0);
            let (first, again) = (Counter::new(), Counter::new());
            let mut changed = Box::pin(receiver.changed());
            assert!(poll(changed.as_mut(), &first).is_pending());
            let sending = thread::spawn(move || sender.send(1).map(|()| sender));
            if poll(changed.as_mut(), &first).is_ready() {
                drop(changed);
                let mut next = pin!(receiver.changed());
                assert!(poll(next.as_mut(), &again).is_pending());
                let _sender = sending.join().unwrap();
                assert_eq!(again.wakes(), 0);
            } else {
                let _sender = sending.join().unwrap();
                assert_eq!(first.wakes(), 1);
            }
        });
    }

    #[test]
    fn a_value_replaced_while_it_is_looked_at_is_dropped_once_and_after() {
        two(|| {
            let drops = Arc::new(AtomicUsize::new(0));
            let (sender, receiver) = watch(Message(drops.clone()));
            let next = Message(drops.clone());
            let sending = thread::spawn(move || {
                assert!(sender.send(next).is_ok());
                sender
            });
            let snapshot = receiver.borrow();
            let sender = sending.join().unwrap();
            assert!(drops.load(Ordering::Relaxed) <= 1);
            drop(snapshot);
            assert_eq!(drops.load(Ordering::Relaxed), 1);
            drop((sender, receiver));
            assert_eq!(drops.load(Ordering::Relaxed), 2);
        });
    }

    #[test]
    fn a_value_sent_while_the_last_receiver_leaves_comes_back_or_is_kept() {
        two(|| {
            let drops = Arc::new(AtomicUsize::new(0));
            let (sender, receiver) = watch(Message(drops.clone()));
            let next = Message(drops.clone());
            let leaving = thread::spawn(move || drop(receiver));
            drop(sender.send(next));
            leaving.join().unwrap();
            assert_eq!(drops.load(Ordering::Relaxed), 1);
            drop(sender);
            assert_eq!(drops.load(Ordering::Relaxed), 2);
        });
    }

    #[test]
    fn the_last_receiver_leaves_while_that_is_waited_for() {
        two(|| {
            let memory = Unguarded::default();
            let (sender, receiver) = watch(0);
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
    fn what_the_sender_did_before_it_sent_is_seen_after() {
        two(|| {
            let memory = Unguarded::default();
            let (sender, mut receiver) = watch(0);
            let theirs = memory.clone();
            let sending = thread::spawn(move || {
                touch(&theirs);
                assert_eq!(sender.send(1), Ok(()));
            });
            assert_eq!(block_on(receiver.changed()), Ok(()));
            touch(&memory);
            sending.join().unwrap();
        });
    }

    #[test]
    fn what_is_modified_while_a_receiver_looks_is_whole() {
        two(|| {
            let (mut sender, receiver) = watch((0, 0));
            let modifying = thread::spawn(move || sender.send_modify(|both| *both = (1, 1)));
            let (one, other) = *receiver.borrow();
            assert_eq!(one, other);
            modifying.join().unwrap();
            assert_eq!(*receiver.borrow(), (1, 1));
        });
    }
}
