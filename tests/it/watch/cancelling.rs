//! What is lost when a future is dropped, after each of its polls: nothing.

use core::task::Poll;

use longhand::channel::watch::{Receiver, Sender, watch};
use longhand::test::Grade::Lossless;
use longhand::test::cancel_after_every_poll;

use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;
use crate::support::watching::Watching;

both_spellings!(
    every_future_of_a_receiver_is_lossless,
    waiting_for_the_last_receiver_is_lossless,
    who_is_dropped_when_it_was_woken_has_seen_nothing,
    one_who_leaves_the_middle_of_the_line_leaves_the_others_in_it,
    whoever_is_dropped_before_the_first_poll_has_done_nothing,
);

/// A receiver to which so many values come, one after the other, and then the end.
fn values_to_come(last: u8) -> (Receiver<u8>, impl FnMut()) {
    let (sender, receiver) = watch(0);
    let (mut sender, mut next) = (Some(sender), 0);
    let step = move || {
        next += 1;
        match &sender {
            Some(sender) if next <= last => sender.send(next).expect("there is a receiver"),
            _ => sender = None,
        }
    };
    (receiver, step)
}

fn every_future_of_a_receiver_is_lossless<S: Watching>() {
    let changed = async |receiver: &mut Receiver<u8>| {
        let changed = S::changed(receiver).await;
        (changed, *receiver.borrow())
    };
    cancel_after_every_poll(|| values_to_come(1), changed).assert(Lossless);
    cancel_after_every_poll(|| values_to_come(0), changed).assert(Lossless);
    let wait_for = async |receiver: &mut Receiver<u8>| {
        let found = S::wait_for(receiver, |value| *value == 3).await;
        found.map(|value| *value)
    };
    cancel_after_every_poll(|| values_to_come(3), wait_for).assert(Lossless);
    cancel_after_every_poll(|| values_to_come(2), wait_for).assert(Lossless);
}

fn waiting_for_the_last_receiver_is_lossless<S: Watching>() {
    let leaving = || {
        let (sender, receiver) = watch(0);
        let mut receivers = vec![receiver.clone(), receiver];
        let step = move || drop(receivers.pop());
        (sender, step)
    };
    let closed = async |sender: &mut Sender<u8>| {
        S::closed(sender).await;
        sender.is_closed()
    };
    cancel_after_every_poll(leaving, closed).assert(Lossless);
}

fn who_is_dropped_when_it_was_woken_has_seen_nothing<S: Watching>() {
    for polls in 0..3 {
        let (sender, mut receiver) = watch(0);
        let mut changed = Probe::new(S::changed(&mut receiver));
        for _ in 0..polls {
            assert_eq!(changed.poll(), Poll::Pending);
        }
        assert_eq!(sender.send(1), Ok(()));
        drop(changed);
        assert_eq!(receiver.has_changed(), Ok(true));
        let again = Probe::new(S::changed(&mut receiver)).poll();
        assert_eq!(again, Poll::Ready(Ok(())));
    }
}

fn one_who_leaves_the_middle_of_the_line_leaves_the_others_in_it<S: Watching>() {
    for leaves in 0..3 {
        let (sender, receiver) = watch(0);
        let mut receivers = [(); 3].map(|()| receiver.clone());
        let waiting = receivers.iter_mut().map(|it| Probe::new(S::changed(it)));
        let mut waiting: Vec<_> = waiting.collect();
        for it in &mut waiting {
            assert_eq!(it.poll(), Poll::Pending);
        }
        drop(waiting.remove(leaves));
        assert_eq!(sender.send(1), Ok(()));
        for it in &mut waiting {
            assert_eq!((it.wakes(), it.poll()), (1, Poll::Ready(Ok(()))));
        }
    }
}

fn whoever_is_dropped_before_the_first_poll_has_done_nothing<S: Watching>() {
    let (sender, mut receiver) = watch(0);
    assert_eq!(sender.send(1), Ok(()));
    drop(S::changed(&mut receiver));
    drop(S::wait_for(&mut receiver, |_| true));
    drop(S::closed(&sender));
    assert_eq!(receiver.has_changed(), Ok(true));
}
