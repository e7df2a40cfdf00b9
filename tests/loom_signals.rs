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

use longhand::channel::broadcast::{RecvError, TryRecvError, broadcast};
use longhand::channel::watch::{Closed, watch};
use longhand::event::Event;
use longhand::semaphore::{self, Semaphore};
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

mod of_a_semaphore {
    use super::*;

    #[test]
    fn a_permit_released_while_it_is_waited_for_is_had() {
        two(|| {
            let semaphore = Arc::new(Semaphore::new(1));
            let theirs = semaphore.clone();
            let holding = thread::spawn(move || drop(theirs.try_acquire()));
            assert!(block_on(semaphore.acquire()).is_ok());
            holding.join().unwrap();
            assert_eq!(semaphore.available_permits(), 1);
        });
    }

    #[test]
    fn a_permit_released_while_the_shorthand_waits_for_it_is_had() {
        two(|| {
            let semaphore = Arc::new(Semaphore::new(0));
            let theirs = semaphore.clone();
            let adding = thread::spawn(move || theirs.add_permits(1));
            assert!(block_on(shorthand::semaphore::acquire(&semaphore)).is_ok());
            adding.join().unwrap();
            assert_eq!(semaphore.available_permits(), 1);
        });
    }

    #[test]
    fn one_at_a_time_has_the_only_permit() {
        two(|| {
            let (semaphore, memory) = (Arc::new(Semaphore::new(1)), Unguarded::default());
            let enter = |semaphore: Arc<Semaphore>, memory: Unguarded| {
                let permit = block_on(semaphore.acquire()).unwrap();
                touch(&memory);
                drop(permit);
            };
            let theirs = (semaphore.clone(), memory.clone());
            let entering = thread::spawn(move || enter(theirs.0, theirs.1));
            enter(semaphore, memory);
            entering.join().unwrap();
        });
    }

    #[test]
    fn two_who_wait_are_both_served() {
        three(|| {
            let semaphore = Arc::new(Semaphore::new(0));
            let waiting = [1, 2].map(|permits| {
                let semaphore = semaphore.clone();
                thread::spawn(move || block_on(semaphore.acquire_many(permits)).is_ok())
            });
            semaphore.add_permits(2);
            for it in waiting {
                assert!(it.join().unwrap());
            }
            assert_eq!(semaphore.available_permits(), 2);
        });
    }

    #[test]
    fn one_who_leaves_while_it_is_served_hands_its_permit_on() {
        two(|| {
            let semaphore = Arc::new(Semaphore::new(0));
            let (first, second) = (Counter::new(), Counter::new());
            let mut leaving = Box::pin(semaphore.acquire());
            let mut next = pin!(semaphore.acquire());
            assert!(poll(leaving.as_mut(), &first).is_pending());
            assert!(poll(next.as_mut(), &second).is_pending());
            let theirs = semaphore.clone();
            let adding = thread::spawn(move || theirs.add_permits(1));
            drop(leaving);
            adding.join().unwrap();
            assert_eq!((StdArc::strong_count(&first), second.wakes()), (1, 1));
            assert!(matches!(poll(next, &second), Poll::Ready(Ok(_))));
        });
    }

    #[test]
    fn one_who_leaves_the_head_of_the_line_while_permits_come_lets_the_next_be_served() {
        two(|| {
            let semaphore = Arc::new(Semaphore::new(0));
            let (first, second) = (Counter::new(), Counter::new());
            let mut leaving = Box::pin(semaphore.acquire_many(2));
            let mut next = pin!(semaphore.acquire());
            assert!(poll(leaving.as_mut(), &first).is_pending());
            assert!(poll(next.as_mut(), &second).is_pending());
            let theirs = semaphore.clone();
            let adding = thread::spawn(move || theirs.add_permits(1));
            drop(leaving);
            adding.join().unwrap();
            assert_eq!(second.wakes(), 1);
            assert!(matches!(poll(next, &second), Poll::Ready(Ok(_))));
        });
    }

    #[test]
    fn the_last_waker_is_woken_when_wakers_change_while_it_is_served() {
        two(|| {
            let semaphore = Arc::new(Semaphore::new(0));
            let (first, last) = (Counter::new(), Counter::new());
            let mut acquiring = pin!(semaphore.acquire());
            assert!(poll(acquiring.as_mut(), &first).is_pending());
            let theirs = semaphore.clone();
            let adding = thread::spawn(move || theirs.add_permits(1));
            let early = poll(acquiring.as_mut(), &last).is_pending();
            adding.join().unwrap();
            if early {
                assert_eq!((first.wakes(), last.wakes()), (0, 1));
                assert!(matches!(poll(acquiring, &last), Poll::Ready(Ok(_))));
            }
        });
    }

    #[test]
    fn who_waits_while_it_closes_is_refused() {
        two(|| {
            let semaphore = Arc::new(Semaphore::new(0));
            let theirs = semaphore.clone();
            let closing = thread::spawn(move || {
                theirs.close();
                theirs.add_permits(1);
            });
            let acquired = block_on(semaphore.acquire());
            assert_eq!(acquired.unwrap_err(), semaphore::Closed);
            closing.join().unwrap();
            assert_eq!(semaphore.available_permits(), 1);
        });
    }
}

mod of_an_event {
    use super::*;

    #[test]
    fn one_who_listens_is_told() {
        two(|| {
            let (event, memory) = (Arc::new(Event::new()), Unguarded::default());
            let theirs = (event.clone(), memory.clone());
            let telling = thread::spawn(move || {
                touch(&theirs.1);
                theirs.0.notify_one();
            });
            block_on(event.listen());
            touch(&memory);
            telling.join().unwrap();
        });
    }

    #[test]
    fn who_listens_and_then_looks_does_not_wait_in_vain() {
        two(|| {
            let (event, flag) = (Arc::new(Event::new()), Arc::new(AtomicUsize::new(0)));
            let theirs = (event.clone(), flag.clone());
            let telling = thread::spawn(move || {
                theirs.1.store(1, Ordering::Relaxed);
                theirs.0.notify_all();
            });
            loop {
                let listen = event.listen();
                if flag.load(Ordering::Relaxed) == 1 {
                    break;
                }
                block_on(listen);
            }
            telling.join().unwrap();
        });
    }

    #[test]
    fn who_listens_in_shorthand_and_then_looks_does_not_wait_in_vain() {
        two(|| {
            let (event, flag) = (Arc::new(Event::new()), Arc::new(AtomicUsize::new(0)));
            let theirs = (event.clone(), flag.clone());
            let telling = thread::spawn(move || {
                theirs.1.store(1, Ordering::Relaxed);
                theirs.0.notify_all();
            });
            loop {
                let listen = shorthand::event::listen(&event);
                if flag.load(Ordering::Relaxed) == 1 {
                    break;
                }
                block_on(listen);
            }
            telling.join().unwrap();
        });
    }

    #[test]
    fn two_who_listen_are_both_told() {
        three(|| {
            let (event, flag) = (Arc::new(Event::new()), Arc::new(AtomicUsize::new(0)));
            let listening = [(); 2].map(|()| {
                let (event, flag) = (event.clone(), flag.clone());
                thread::spawn(move || {
                    loop {
                        let listen = event.listen();
                        if flag.load(Ordering::Relaxed) == 1 {
                            break;
                        }
                        block_on(listen);
                    }
                })
            });
            flag.store(1, Ordering::Relaxed);
            event.notify_all();
            for it in listening {
                it.join().unwrap();
            }
        });
    }

    #[test]
    fn one_who_leaves_while_it_is_told_hands_it_on() {
        two(|| {
            let event = Arc::new(Event::new());
            let (first, second) = (Counter::new(), Counter::new());
            let mut leaving = Box::pin(event.listen());
            let mut next = pin!(event.listen());
            assert!(poll(leaving.as_mut(), &first).is_pending());
            assert!(poll(next.as_mut(), &second).is_pending());
            let theirs = event.clone();
            let telling = thread::spawn(move || theirs.notify_one());
            drop(leaving);
            telling.join().unwrap();
            assert_eq!((StdArc::strong_count(&first), second.wakes()), (1, 1));
            assert!(poll(next, &second).is_ready());
        });
    }

    #[test]
    fn a_notice_that_meets_a_telling_of_all_is_still_there() {
        two(|| {
            let event = Arc::new(Event::new());
            let (first, second) = (Counter::new(), Counter::new());
            let mut one = Box::pin(event.listen());
            let mut two = Box::pin(event.listen());
            assert!(poll(one.as_mut(), &first).is_pending());
            assert!(poll(two.as_mut(), &second).is_pending());
            let theirs = event.clone();
            let telling = thread::spawn(move || theirs.notify_all());
            event.notify_one();
            telling.join().unwrap();
            assert_eq!((first.wakes(), second.wakes()), (1, 1));
            // One of them has the notice, and hands it on; or nobody had it, and it is kept.
            drop((one, two));
            assert!(poll(pin!(event.listen()), &first).is_ready());
        });
    }

    #[test]
    fn the_last_waker_is_woken_when_wakers_change_while_it_is_told() {
        two(|| {
            let event = Arc::new(Event::new());
            let (first, last) = (Counter::new(), Counter::new());
            let mut listening = pin!(event.listen());
            assert!(poll(listening.as_mut(), &first).is_pending());
            let theirs = event.clone();
            let telling = thread::spawn(move || theirs.notify_all());
            let early = poll(listening.as_mut(), &last).is_pending();
            telling.join().unwrap();
            if early {
                assert_eq!(last.wakes(), 1);
                assert!(poll(listening, &last).is_ready());
            }
        });
    }
}

mod of_a_broadcast {
    use super::*;

    #[test]
    fn a_value_sent_while_it_is_awaited_arrives() {
        two(|| {
            let (sender, mut receiver) = broadcast(1);
            let sending = thread::spawn(move || assert_eq!(sender.send(7), Ok(())));
            assert_eq!(block_on(receiver.recv()), Ok(7));
            assert_eq!(block_on(receiver.recv()), Err(RecvError::Closed));
            sending.join().unwrap();
        });
    }

    #[test]
    fn a_value_sent_while_the_shorthand_awaits_it_arrives() {
        two(|| {
            let (sender, mut receiver) = broadcast(1);
            let sending = thread::spawn(move || assert_eq!(sender.send(7), Ok(())));
            assert_eq!(block_on(shorthand::broadcast::recv(&mut receiver)), Ok(7));
            sending.join().unwrap();
        });
    }

    #[test]
    fn two_who_wait_both_get_it() {
        three(|| {
            let (sender, receiver) = broadcast(1);
            let receivers = [sender.subscribe(), receiver];
            let waiting =
                receivers.map(|mut receiver| thread::spawn(move || block_on(receiver.recv())));
            assert_eq!(sender.send(7), Ok(()));
            for it in waiting {
                assert_eq!(it.join().unwrap(), Ok(7));
            }
        });
    }

    #[test]
    fn two_who_get_a_value_at_once_each_get_it_once() {
        two(|| {
            let drops = Arc::new(AtomicUsize::new(0));
            let (sender, mut one) = broadcast(1);
            let mut two = sender.subscribe();
            assert!(sender.send(StdArc::new(Message(drops.clone()))).is_ok());
            let getting = thread::spawn(move || assert!(one.try_recv().is_ok()));
            assert!(two.try_recv().is_ok());
            getting.join().unwrap();
            assert_eq!(drops.load(Ordering::Relaxed), 1);
        });
    }

    #[test]
    fn a_value_that_is_too_old_while_it_is_got_is_got_or_lost() {
        two(|| {
            let (sender, mut receiver) = broadcast(1);
            assert_eq!(sender.send(1), Ok(()));
            let sending = thread::spawn(move || assert_eq!(sender.send(2), Ok(())));
            match receiver.try_recv() {
                Ok(value) => assert_eq!(value, 1),
                Err(lagged) => assert_eq!(lagged, TryRecvError::Lagged(1)),
            }
            assert_eq!(block_on(receiver.recv()), Ok(2));
            sending.join().unwrap();
        });
    }

    #[test]
    fn a_value_sent_while_the_last_receiver_leaves_is_dropped_once() {
        two(|| {
            let drops = Arc::new(AtomicUsize::new(0));
            let message = StdArc::new(Message(drops.clone()));
            let (sender, receiver) = broadcast(1);
            let leaving = thread::spawn(move || drop(receiver));
            drop(sender.send(message));
            leaving.join().unwrap();
            assert_eq!(drops.load(Ordering::Relaxed), 1);
        });
    }

    #[test]
    fn the_last_sender_leaves_while_it_is_waited_for() {
        two(|| {
            let (sender, mut receiver) = broadcast::<u8>(1);
            let leaving = thread::spawn(move || drop(sender));
            assert_eq!(block_on(receiver.recv()), Err(RecvError::Closed));
            leaving.join().unwrap();
        });
    }

    #[test]
    fn one_who_leaves_while_all_are_told_leaves_the_other_to_be_told() {
        two(|| {
            let (sender, mut leaving) = broadcast(1);
            let mut staying = sender.subscribe();
            let (first, second) = (Counter::new(), Counter::new());
            let mut waiting = Box::pin(leaving.recv());
            let mut other = pin!(staying.recv());
            assert!(poll(waiting.as_mut(), &first).is_pending());
            assert!(poll(other.as_mut(), &second).is_pending());
            let sending = thread::spawn(move || assert_eq!(sender.send(7), Ok(())));
            drop(waiting);
            sending.join().unwrap();
            assert_eq!((StdArc::strong_count(&first), second.wakes()), (1, 1));
            assert_eq!(poll(other, &second), Poll::Ready(Ok(7)));
            assert_eq!(leaving.try_recv(), Ok(7), "it has taken nothing");
        });
    }
}
