//! [`Slot`]: both ends without an allocator. That they keep the contract is in `sequences.rs`.

use core::cell::Cell;
use core::mem;
use core::task::Poll;
use std::rc::Rc;
use std::thread;

use longhand::channel::Lent;
use longhand::channel::oneshot::{Closed, Receiver, Sender, Slot, UntilClosed};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

use crate::support::actor::Actor;
use crate::support::allocations::allocations;
use crate::support::channel::Channel;
use crate::support::probe::Probe;
use crate::support::script::Answer;
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::spelling::both_spellings;
use crate::support::stage::Stage;

both_spellings!(
    no_end_allocates,
    a_shared_slot_is_split_again_when_both_ends_are_gone,
    a_value_stays_intact_whatever_its_alignment,
    what_was_forgotten_does_not_keep_a_slot_from_being_split,
    the_ends_may_be_on_two_threads,
);

fn no_end_allocates<S: Channel>() {
    let actor = Actor::new();
    let count = allocations(|| {
        let mut slot = Slot::new();
        let (mut sender, mut receiver) = slot.split();
        assert_eq!(actor.poll(S::closed(&mut sender)), Poll::Pending);
        assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Pending);
        assert_eq!(sender.send(7), Ok(()));
        assert_eq!(actor.poll(S::recv(&mut receiver)), Poll::Ready(Ok(7)));
    });
    assert_eq!((count, actor.kept()), (0, 0));
}

type Leave = fn(Sender<u8, Lent<'_>>, Receiver<u8, Lent<'_>>, &dyn Fn());

fn a_shared_slot_is_split_again_when_both_ends_are_gone<S: Channel>() {
    let ways: [Leave; 6] = [
        |sender, receiver, one_is_out| {
            drop(sender);
            one_is_out();
            drop(receiver);
        },
        |sender, receiver, one_is_out| {
            drop(receiver);
            one_is_out();
            drop(sender);
        },
        |sender, mut receiver, one_is_out| {
            receiver.close();
            one_is_out();
            assert_eq!(sender.send(7), Err(7));
        },
        |sender, receiver, one_is_out| {
            assert_eq!(sender.send(7), Ok(()));
            one_is_out();
            drop(receiver);
        },
        |sender, mut receiver, one_is_out| {
            assert_eq!(sender.send(7), Ok(()));
            one_is_out();
            let received = Probe::new(S::recv(&mut receiver)).poll();
            assert_eq!(received, Poll::Ready(Ok(7)));
        },
        |sender, mut receiver, one_is_out| {
            drop(sender);
            one_is_out();
            let received = Probe::new(S::recv(&mut receiver)).poll();
            assert_eq!(received, Poll::Ready(Err(Closed)));
        },
    ];
    let slot = Slot::new();
    for leave in ways {
        let (sender, receiver) = slot.try_split().expect("both ends are gone");
        assert!(slot.try_split().is_none());
        leave(sender, receiver, &|| assert!(slot.try_split().is_none()));
    }
    assert!(slot.try_split().is_some());
}

fn a_value_stays_intact_whatever_its_alignment<S: Channel>() {
    stays_intact::<S, Aligned>();
    stays_intact::<S, Bytes<1_000>>();
}

/// Where it stands and what is in it is asserted by its drop.
fn stays_intact<S: Channel, B: Shape>() {
    let (stage, mut slot) = (Stage::new(), Slot::new());
    for is_received in [false, true] {
        let (sender, mut receiver) = slot.split();
        assert!(sender.send(Answer::<B>::shaped(&stage, "value")).is_ok());
        assert_eq!(stage.present(), 1);
        if is_received {
            assert!(Probe::new(S::recv(&mut receiver)).poll().is_ready());
        }
        drop(receiver);
        assert_eq!(stage.present(), 0);
    }
}

/// A value that owns nothing, so that it can be leaked, and counts its drops.
struct Value<'a>(&'a Cell<usize>);

impl Drop for Value<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

fn what_was_forgotten_does_not_keep_a_slot_from_being_split<S: Channel>() {
    let drops = Cell::new(0);
    let mut slot = Slot::new();
    let (sender, receiver) = slot.split();
    assert!(sender.send(Value(&drops)).is_ok());
    mem::forget(receiver);
    assert!(slot.try_split().is_none(), "nobody knows that it is gone");
    // It may have moved since.
    let mut slot = [slot];
    let (sender, mut receiver) = slot[0].split();
    assert!(Probe::new(S::recv(&mut receiver)).poll().is_pending());
    assert!(sender.send(Value(&drops)).is_ok());
    drop(receiver);
    assert_eq!(drops.get(), 1, "the first is leaked");
    mem::forget(slot[0].split());
    assert!(slot[0].try_split().is_none());
    drop(slot[0].split());
    assert!(slot[0].try_split().is_some());
}

fn the_ends_may_be_on_two_threads<S: Channel>() {
    let mut slot = Slot::new();
    for n in 0..100 {
        let (sender, mut receiver) = slot.split();
        thread::scope(|scope| {
            scope.spawn(move || sender.send(n));
            assert_eq!(longhand::block_on(S::recv(&mut receiver)), Ok(n));
        });
    }
}

#[test]
fn a_slot_and_its_ends_go_where_their_value_may_go() {
    assert_impl_all!(Slot<u8>: Send, Sync, Unpin, Default);
    assert_impl_all!(Slot<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Slot<Rc<u8>>: Send, Sync);
    assert_impl_all!(Sender<Cell<u8>, Lent<'static>>: Send, Sync, Unpin);
    assert_impl_all!(Receiver<Cell<u8>, Lent<'static>>: Send, Sync, Unpin);
    assert_impl_all!(UntilClosed<'static, Cell<u8>, Lent<'static>>: Send, Sync, Unpin);
    assert_not_impl_any!(Sender<Rc<u8>, Lent<'static>>: Send, Sync, Clone);
    assert_not_impl_any!(Receiver<Rc<u8>, Lent<'static>>: Send, Sync, Clone);
}

#[test]
fn each_end_of_a_slot_is_one_pointer() {
    assert_eq_size!(Sender<[u8; 1_024], Lent<'static>>, *const ());
    assert_eq_size!(Receiver<[u8; 1_024], Lent<'static>>, *const ());
    // Two wakers, the value, and the bits.
    assert_eq_size!(Slot<u64>, [u64; 6]);
}

#[test]
fn a_slot_shows_its_name() {
    assert_eq!(format!("{:?}", Slot::<u8>::new()), "Slot { .. }");
}
