//! Values of every shape, when they are dropped, and what they and their channel take.

use core::cell::Cell;
use core::marker::PhantomPinned;
use std::rc::Rc;

use longhand::channel::mpsc::{
    Permit, Receiver, Recv, RecvMany, Reserve, Send, SendFrom, Sender, UntilClosed, WeakSender,
    bounded, unbounded,
};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

use crate::support::actor::Actor;
use crate::support::allocations::allocations;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::script::Answer;
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::stack::deep;
use crate::support::stage::Stage;
use crate::support::zero::Zero;

#[test]
fn what_nobody_receives_is_dropped_with_the_receiver() {
    let stage = Stage::new();
    let (sender, receiver) = unbounded();
    for _ in 0..100 {
        assert!(sender.try_send(Answer::new(&stage, "value")).is_ok());
    }
    assert_eq!(stage.present(), 100);
    drop(receiver);
    assert_eq!(stage.present(), 0);
    assert!(sender.try_send(Answer::new(&stage, "value")).is_err());
    assert_eq!(stage.present(), 0);
}

#[test]
fn values_may_have_no_size() {
    Zero::drops();
    let (sender, mut receiver) = unbounded();
    for _ in 0..100 {
        assert!(sender.try_send(Zero::new()).is_ok());
    }
    assert_eq!((sender.len(), Zero::drops()), (100, 0));
    for _ in 0..60 {
        assert!(receiver.try_recv().is_ok());
    }
    assert_eq!(Zero::drops(), 60);
    drop(receiver);
    assert_eq!(Zero::drops(), 40);
}

#[test]
fn values_may_be_aligned_to_a_cache_line() {
    stay_intact::<Aligned>();
}

#[test]
fn values_may_be_large() {
    deep(stay_intact::<Bytes<100_000>>);
}

/// Where it stands and what is in it is asserted by its drop.
fn stay_intact<B: Shape>() {
    let stage = Stage::new();
    let (sender, mut receiver) = bounded(6);
    for _ in 0..6 {
        assert!(
            sender
                .try_send(Answer::<B>::shaped(&stage, "value"))
                .is_ok()
        );
    }
    let mut waiting = Probe::new(sender.send(Answer::<B>::shaped(&stage, "value")));
    assert!(waiting.poll().is_pending());
    for _ in 0..5 {
        assert!(receiver.try_recv().is_ok());
    }
    assert!(waiting.poll().is_ready());
    assert_eq!(stage.present(), 2);
    drop(receiver);
    assert_eq!(stage.present(), 0);
}

#[test]
fn a_value_that_panics_in_its_drop_does_not_keep_the_others() {
    let stage = Stage::new();
    let (sender, receiver) = unbounded();
    for n in 0..100 {
        let value = Answer::new(&stage, "value");
        let value = if n == 3 {
            value.panics_in_drop()
        } else {
            value
        };
        assert!(sender.try_send(value).is_ok());
    }
    let panic = panic_of(|| drop(receiver));
    assert_eq!(panic.message, "value's answer panics in its drop");
    assert_eq!(stage.present(), 0);
    assert!(sender.is_closed());
}

/// Sends on the channel that it is dropped by.
struct Relapse(Sender<Option<Relapse>>, Rc<Cell<usize>>);

impl Drop for Relapse {
    fn drop(&mut self) {
        assert!(self.0.is_closed() && self.0.is_empty());
        assert!(self.0.try_send(None).is_err());
        self.1.set(self.1.get() + 1);
    }
}

#[test]
fn a_value_that_is_dropped_may_use_the_channel() {
    let drops = Rc::new(Cell::new(0));
    let (sender, receiver) = unbounded();
    for _ in 0..40 {
        let relapse = Relapse(sender.clone(), drops.clone());
        assert!(sender.try_send(Some(relapse)).is_ok());
    }
    drop(sender);
    drop(receiver);
    assert_eq!(drops.get(), 40);
}

#[test]
fn the_ends_go_where_their_values_may_go() {
    assert_impl_all!(Sender<u8>: core::marker::Send, Sync, Unpin, Clone);
    assert_impl_all!(WeakSender<u8>: core::marker::Send, Sync, Unpin, Clone);
    assert_impl_all!(Receiver<u8>: core::marker::Send, Sync, Unpin);
    assert_not_impl_any!(Receiver<u8>: Clone);
    assert_not_impl_any!(Permit<'static, u8>: Clone);
    // What is sent is in one place at a time: it need not be `Sync`, nor `Unpin`.
    assert_impl_all!(Sender<Cell<u8>>: core::marker::Send, Sync);
    assert_impl_all!(Receiver<Cell<u8>>: core::marker::Send, Sync);
    assert_impl_all!(Permit<'static, Cell<u8>>: core::marker::Send, Sync);
    assert_impl_all!(Send<'static, Cell<u8>>: core::marker::Send, Sync);
    assert_impl_all!(Reserve<'static, Cell<u8>>: core::marker::Send, Sync);
    assert_impl_all!(UntilClosed<'static, Cell<u8>>: core::marker::Send, Sync);
    assert_impl_all!(Recv<'static, Cell<u8>>: core::marker::Send, Sync);
    assert_impl_all!(Receiver<PhantomPinned>: Unpin);
    assert_impl_all!(Recv<'static, PhantomPinned>: Unpin);
    // These two show the slot and the `Vec` that they borrow.
    assert_impl_all!(SendFrom<'static, Cell<u8>>: core::marker::Send);
    assert_impl_all!(RecvMany<'static, Cell<u8>>: core::marker::Send);
    assert_not_impl_any!(Sender<Rc<u8>>: core::marker::Send, Sync);
    assert_not_impl_any!(WeakSender<Rc<u8>>: core::marker::Send, Sync);
    assert_not_impl_any!(Receiver<Rc<u8>>: core::marker::Send, Sync);
    assert_not_impl_any!(Permit<'static, Rc<u8>>: core::marker::Send, Sync);
    assert_not_impl_any!(Send<'static, Rc<u8>>: core::marker::Send, Sync);
    assert_not_impl_any!(SendFrom<'static, Rc<u8>>: core::marker::Send, Sync);
    assert_not_impl_any!(Reserve<'static, Rc<u8>>: core::marker::Send, Sync);
    assert_not_impl_any!(UntilClosed<'static, Rc<u8>>: core::marker::Send, Sync);
    assert_not_impl_any!(Recv<'static, Rc<u8>>: core::marker::Send, Sync);
    // Who stands in line is known by its address.
    assert_not_impl_any!(Send<'static, u8>: Unpin);
    assert_not_impl_any!(SendFrom<'static, u8>: Unpin);
    assert_not_impl_any!(Reserve<'static, u8>: Unpin);
    assert_not_impl_any!(UntilClosed<'static, u8>: Unpin);
}

#[test]
fn an_end_is_a_pointer_and_who_waits_has_a_place_in_line() {
    type Large = [u8; 1_024];
    assert_eq_size!(Sender<Large>, Receiver<Large>, WeakSender<Large>, *const ());
    assert_eq_size!(Permit<'static, Large>, Recv<'static, Large>, *const ());
    // Two links, a waker, where the value is, and where it stands; and the channel.
    type Place = [usize; 7];
    assert_eq_size!(Reserve<'static, Large>, UntilClosed<'static, Large>, Place);
    assert_eq_size!(Send<'static, u64>, (Place, Option<u64>));
    assert_eq_size!(Send<'static, Box<u8>>, (Place, Box<u8>));
    assert_eq_size!(SendFrom<'static, u64>, (Place, Option<u64>, *const ()));
}

#[test]
fn a_channel_is_one_allocation_and_its_first_value_another() {
    assert_eq!(allocations(|| drop(bounded::<u64>(1))), 1);
    assert_eq!(allocations(|| drop(bounded::<u64>(1_000_000))), 1);
    assert_eq!(allocations(|| drop(unbounded::<u64>())), 1);
    let (sender, mut receiver) = bounded(40);
    assert_eq!(allocations(|| sender.try_send(0)), 1);
    assert_eq!(receiver.try_recv(), Ok(0));
    let count = allocations(|| {
        for n in 0..1_000 {
            assert_eq!(sender.try_send(n), Ok(()));
            assert!(receiver.try_recv().is_ok());
        }
    });
    assert_eq!(count, 0);
}

#[test]
fn a_channel_that_has_room_in_one_block_goes_round_in_it() {
    for capacity in [1, 2, 5, 31, 32] {
        let (sender, mut receiver) = bounded(capacity);
        let count = allocations(|| {
            for n in 0..1_000 {
                if n >= capacity {
                    assert_eq!(receiver.try_recv(), Ok(n - capacity));
                }
                assert_eq!(sender.try_send(n), Ok(()));
            }
        });
        assert_eq!(count, 1, "{capacity}");
    }
}

#[test]
fn nobody_allocates_to_wait() {
    let actor = Actor::new();
    let (sender, mut receiver) = bounded(1);
    assert!(sender.try_send(0).is_ok());
    let count = allocations(|| {
        assert!(actor.poll(sender.send(1)).is_pending());
        assert!(actor.poll(sender.reserve()).is_pending());
        assert!(actor.poll(sender.closed()).is_pending());
        assert!(receiver.try_recv().is_ok());
        assert!(actor.poll(receiver.recv()).is_pending());
    });
    assert_eq!(count, 0);
}
