//! What went wrong in other channels of this kind, by its letter and number.
//!
//! | fault | is noticed by |
//! |-------|---------------|
//! | W1, W2 an old waker is kept, or one cloned in vain    | `wakers`, `loom_signals` |
//! | W3, W5 a waker panics, or uses the channel            | `wakers` |
//! | W4  a waker or a value is handled under the lock      | `wakers`, `values::a_value_that_is_dropped_may_use_the_channel` |
//! | C1  a send meets the drop of the last receiver        | below; `loom_signals` tries the orders |
//! | C2  the end is told before the last value             | below; `loom_signals` |
//! | C3  who was called and is dropped loses the call      | below; `cancelling` |
//! | C5  a receiver is dropped while it is woken           | `wakers::a_wake_may_drop_others_who_wait`, `loom_signals` |
//! | C9  a value is read where it may not be               | below; `values`, `ui-tests/threads` |
//! | C10 a value's drop panics, or uses the channel        | `values` |
//! | C12 order                                             | below |
//! | C14 numbers that come round                           | none does: 2^64 values are not sent |
//! | C15 memory is kept                                    | `values::a_channel_is_two_allocations_and_a_value_is_none` |

use core::task::Poll;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use longhand::channel::watch::{Snapshot, watch};

use crate::support::actor::Actor;
use crate::support::probe::Probe;
use crate::support::script::Answer;
use crate::support::stage::Stage;

#[test]
fn c1_a_value_sent_while_the_last_receiver_leaves_is_dropped_once() {
    for is_read in [false, true] {
        let stage = Stage::new();
        let (sender, receiver) = watch(Answer::new(&stage, "first"));
        let snapshot = is_read.then(|| receiver.borrow());
        drop(receiver);
        let sent = sender.send(Answer::new(&stage, "second"));
        assert!(sent.is_err(), "the sender is told");
        drop((sender, sent, snapshot));
        assert_eq!(stage.present(), 0);
    }
}

#[test]
fn c2_the_last_value_is_told_before_the_end() {
    let (sender, mut receiver) = watch(0);
    let mut changed = Probe::new(receiver.changed());
    assert_eq!(changed.poll(), Poll::Pending);
    assert_eq!(sender.send(1), Ok(()));
    drop(sender);
    assert_eq!(changed.wakes(), 1);
    assert_eq!(changed.poll(), Poll::Ready(Ok(())));
}

#[test]
fn c3_who_was_called_and_is_dropped_leaves_the_value_to_be_seen() {
    let (sender, mut receiver) = watch(0);
    let mut changed = Probe::new(receiver.changed());
    assert_eq!(changed.poll(), Poll::Pending);
    assert_eq!(sender.send(1), Ok(()));
    drop(changed);
    assert_eq!(receiver.has_changed(), Ok(true));
}

/// A clone counts how many are at it.
#[derive(Debug)]
struct Cloned<'a>(&'a AtomicUsize);

impl Clone for Cloned<'_> {
    fn clone(&self) -> Self {
        self.0.fetch_add(1, Ordering::Relaxed);
        Cloned(self.0)
    }
}

#[test]
fn c9_no_receiver_clones_a_value() {
    let clones = AtomicUsize::new(0);
    let (mut sender, mut receiver) = watch(Cloned(&clones));
    let mut other = receiver.clone();
    sender.send_modify(|_| ());
    let one = receiver.borrow_and_update();
    let two = other.borrow_and_update();
    assert!(Snapshot::try_unwrap(one.clone()).is_err());
    assert_eq!(clones.load(Ordering::Relaxed), 1, "the sender has, alone");
    drop((one, two));
}

#[test]
fn c12_each_receiver_sees_values_in_order_and_the_last_of_them() {
    let (sender, receiver) = watch(0);
    let threads = [(); 3].map(|()| {
        let mut receiver = receiver.clone();
        thread::spawn(move || {
            longhand::block_on(async {
                let mut last = 0;
                while receiver.changed().await.is_ok() {
                    let value = *receiver.borrow();
                    assert!(value >= last, "{value} after {last}");
                    last = value;
                }
                last
            })
        })
    });
    drop(receiver);
    (1..=2_000).for_each(|n| assert_eq!(sender.send(n), Ok(())));
    drop(sender);
    for thread in threads {
        assert_eq!(thread.join().expect("it has not panicked"), 2_000);
    }
}

/// What deadlocks where a look is a lock: it is kept over an await, over a send, and over another look.
#[test]
fn a_look_that_is_kept_keeps_nobody_waiting() {
    let actor = Actor::new();
    let (sender, mut receiver) = watch(0);
    let mut other = receiver.clone();
    let mut task = Box::pin(async move {
        let before = receiver.borrow();
        other.changed().await.expect("the sender is there");
        let (after, again) = (receiver.borrow_and_update(), receiver.borrow());
        (*before, *after, *again)
    });
    assert_eq!(actor.poll(task.as_mut()), Poll::Pending);
    let own = sender.borrow();
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!(actor.poll(task.as_mut()), Poll::Ready((0, 1, 1)));
    assert_eq!(*own, 0);
}
