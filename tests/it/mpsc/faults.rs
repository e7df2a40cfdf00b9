//! What went wrong in channels of other crates, by letter and number.
//!
//! | fault | is noticed by |
//! |-------|---------------|
//! | C1  a send meets the drop of the receiver             | below; `loom_mpsc` tries every order |
//! | C2  a close meets a send and a receive                | `loom_mpsc` |
//! | C3  who was called and is dropped passes the call on  | below; there is one receiver, so only senders can |
//! | C4  a send that is dropped loses or doubles its value | below, `cancelling`, `model` |
//! | C5  a receiver is dropped while it is woken           | `wakers::a_wake_may_drop_the_receiver`, `loom_mpsc` |
//! | C6  the last sender leaves, and what is there is lost | below |
//! | C7  what is said of the length is wrong               | below, `ring` |
//! | C8  blocks are freed twice, or not                    | below, under AddressSanitizer |
//! | C9  a channel goes where its values may not           | `values::the_ends_go_where_their_values_may_go`, `ui-tests/threads` |
//! | C10 a value's drop panics, or uses the channel        | `values`, `ring`; nothing is cloned |
//! | C11 capacities of nought, of one, of all there are    | below, `ring`, `ui-tests/children/a_ring_has_a_slot` |
//! | C12 order                                             | below |
//! | C13 a herd is woken, or a slot is lost                | below |
//! | C14 numbers that come round                           | below, `ring`: none does, positions are within a block |
//! | C15 a burst is kept                                   | below |

use core::task::Poll;
use std::thread;

use longhand::channel::mpsc::{TryRecvError, TrySendError, bounded, unbounded};

use crate::support::allocations::{allocations, frees};
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::script::Answer;
use crate::support::stage::Stage;

#[test]
fn c1_a_value_sent_while_the_receiver_is_dropped_is_dropped_once() {
    for is_first in [false, true] {
        let stage = Stage::new();
        let (sender, receiver) = bounded(1);
        let receiver = match is_first {
            true => {
                drop(receiver);
                None
            }
            false => Some(receiver),
        };
        let sent = sender.try_send(Answer::new(&stage, "value"));
        assert_eq!(sent.is_err(), is_first, "the sender is told");
        drop((receiver, sent));
        assert_eq!(stage.present(), 0);
    }
}

#[test]
fn c3_who_was_served_and_is_dropped_passes_its_room_on() {
    let (sender, mut receiver) = bounded(1);
    assert_eq!(sender.try_send(0), Ok(()));
    let mut line = [(); 3].map(|()| Probe::new(sender.reserve()));
    line.iter_mut()
        .for_each(|it| assert!(it.poll().is_pending()));
    assert_eq!(receiver.try_recv(), Ok(0));
    let [first, second, third] = line;
    drop(first);
    assert_eq!((second.wakes(), third.wakes()), (1, 0));
    drop(second);
    assert_eq!(third.wakes(), 1);
    drop(third);
    assert_eq!(sender.try_send(1), Ok(()));
}

#[test]
fn c4_a_permit_that_is_dropped_gives_its_room_back() {
    let (sender, mut receiver) = bounded(1);
    for _ in 0..100 {
        drop(sender.try_reserve().expect("there is room"));
    }
    assert_eq!(sender.try_send(1), Ok(()));
    assert_eq!(receiver.try_recv(), Ok(1));
}

#[test]
fn c6_what_was_sent_before_the_last_sender_left_is_received() {
    let (sender, mut receiver) = unbounded();
    for n in 0..100 {
        assert_eq!(sender.clone().try_send(n), Ok(()));
    }
    drop(sender);
    for n in 0..100 {
        assert_eq!(receiver.try_recv(), Ok(n));
    }
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Closed));
}

#[test]
fn c7_the_length_is_right_at_every_border_of_a_block() {
    let (sender, mut receiver) = unbounded();
    for up_to in [1, 31, 32, 33, 63, 64, 65, 100] {
        for n in 0..up_to {
            assert_eq!((sender.len(), sender.is_empty()), (n, n == 0));
            assert_eq!(sender.try_send(n), Ok(()));
        }
        for n in 0..up_to {
            assert_eq!(receiver.len(), up_to - n);
            assert_eq!(receiver.try_recv(), Ok(n));
        }
    }
    receiver.close();
    assert_eq!((receiver.len(), receiver.is_empty()), (0, true));
}

#[test]
fn c8_each_block_is_freed_once_whatever_is_left_in_it() {
    for sent in [0, 1, 31, 32, 33, 64, 65, 200] {
        for received in [0, 1, 31, 32, 33, 64, 65, 200] {
            for sender_leaves_last in [false, true] {
                let counts = (allocations(|| ()), frees(|| ()));
                assert_eq!(counts, (0, 0));
                let mut given = 0;
                let taken = allocations(|| {
                    given = frees(|| {
                        let (sender, mut receiver) = unbounded();
                        (0..sent).for_each(|n| assert_eq!(sender.try_send(n), Ok(())));
                        (0..received.min(sent))
                            .for_each(|n| assert_eq!(receiver.try_recv(), Ok(n)));
                        if sender_leaves_last {
                            drop(receiver);
                            drop(sender);
                        } else {
                            drop(sender);
                            drop(receiver);
                        }
                    });
                });
                assert_eq!(taken, given, "{sent} {received}");
            }
        }
    }
}

#[test]
fn c11_a_capacity_is_what_it_says() {
    assert!(panic_of(|| bounded::<u8>(0)).message.contains("nought"));
    for capacity in [1, 2, 3, 31, 32, 33, 100] {
        let (sender, mut receiver) = bounded(capacity);
        for round in 0..3 {
            for n in 0..capacity {
                assert_eq!(sender.try_send(n), Ok(()), "{round}");
            }
            assert_eq!(sender.try_send(0), Err(TrySendError::Full(0)));
            for n in 0..capacity {
                assert_eq!(receiver.try_recv(), Ok(n));
            }
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        }
    }
    let (sender, mut receiver) = bounded(usize::MAX);
    let permits = [(); 3].map(|()| sender.try_reserve().expect("there is room"));
    assert_eq!(sender.try_send(1), Ok(()));
    drop(permits);
    assert_eq!(receiver.try_recv(), Ok(1));
}

#[test]
fn c12_each_senders_values_arrive_in_order_and_none_is_lost_or_doubled() {
    for capacity in [1, 3, usize::MAX] {
        let (sender, mut receiver) = bounded(capacity);
        let threads = [0, 1, 2].map(|thread| {
            let sender = sender.clone();
            thread::spawn(move || {
                for n in 0..500 {
                    sender.send_blocking((thread, n)).expect("it is open");
                }
            })
        });
        drop(sender);
        let mut next = [0; 3];
        while let Some((thread, n)) = receiver.recv_blocking() {
            let expected: &mut usize = &mut next[thread];
            assert_eq!(n, *expected);
            *expected += 1;
        }
        assert_eq!(next, [500; 3]);
        for thread in threads {
            thread.join().expect("it has not panicked");
        }
    }
}

#[test]
fn c13_one_who_waits_is_woken_for_each_slot() {
    let (sender, mut receiver) = bounded(3);
    (0..3).for_each(|n| assert_eq!(sender.try_send(n), Ok(())));
    let mut waiting: Vec<_> = (3..10).map(|n| Probe::new(sender.send(n))).collect();
    waiting
        .iter_mut()
        .for_each(|it| assert!(it.poll().is_pending()));
    for n in 0..7 {
        let woken = waiting.iter().map(Probe::wakes).sum::<usize>();
        assert_eq!(woken, n);
        assert_eq!(receiver.try_recv(), Ok(n));
    }
    waiting
        .iter_mut()
        .for_each(|it| assert_eq!(it.poll(), Poll::Ready(Ok(()))));
}

#[test]
fn c14_a_channel_goes_on_after_many_more_values_than_it_holds() {
    for capacity in [1, 5, 33] {
        let (sender, mut receiver) = bounded(capacity);
        for n in 0..10_000 {
            if n >= capacity {
                assert_eq!(receiver.try_recv(), Ok(n - capacity));
            }
            assert_eq!(sender.try_send(n), Ok(()));
        }
    }
}

#[test]
fn c15_a_burst_is_given_back_when_it_is_over() {
    let (sender, mut receiver) = unbounded();
    let taken = allocations(|| {
        (0..10_000).for_each(|n| assert_eq!(sender.try_send(n), Ok(())));
    });
    assert!(taken > 300, "{taken} blocks");
    let given = frees(|| while receiver.try_recv().is_ok() {});
    // One is in use and one is kept.
    assert_eq!(given, taken - 2);
    // In blocks of 32: what is kept is enough for what comes and goes.
    let count = allocations(|| {
        for n in 0..1_000 {
            assert_eq!(sender.try_send(n), Ok(()));
            assert_eq!(sender.try_send(n), Ok(()));
            assert!(receiver.try_recv().is_ok() && receiver.try_recv().is_ok());
        }
    });
    assert_eq!(count, 0);
}
