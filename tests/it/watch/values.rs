//! Values of every shape, when they are dropped, and what they and their channel take.

use core::cell::Cell;
use core::marker::PhantomPinned;
use std::rc::Rc;
use std::sync::MutexGuard;

use longhand::channel::watch::{Changed, Receiver, Sender, Snapshot, UntilClosed, WaitFor, watch};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

use crate::support::actor::{Actor, Deed};
use crate::support::allocations::allocations;
use crate::support::panics::panic_of;
use crate::support::script::Answer;
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::stack::deep;
use crate::support::stage::Stage;

#[test]
fn a_value_is_dropped_when_it_was_replaced_and_nobody_reads_it() {
    let stage = Stage::new();
    let value = || Answer::new(&stage, "value");
    let (sender, receiver) = watch(value());
    assert!(sender.send(value()).is_ok());
    assert_eq!(stage.present(), 1);
    let snapshot = receiver.borrow();
    assert!(sender.send(value()).is_ok());
    assert!(sender.send(value()).is_ok());
    assert_eq!(stage.present(), 2);
    drop(snapshot);
    assert_eq!(stage.present(), 1);
    drop(sender.send_replace(value()));
    assert_eq!(stage.present(), 1);
    drop(sender);
    assert_eq!(stage.present(), 1, "a receiver may look at it");
    let last = receiver.borrow();
    drop(receiver);
    assert_eq!(stage.present(), 1);
    drop(last);
    assert_eq!(stage.present(), 0);
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
    let value = || Answer::<B>::shaped(&stage, "value");
    let (sender, receiver) = watch(value());
    let snapshot = receiver.borrow();
    for _ in 0..4 {
        assert!(sender.send(value()).is_ok());
    }
    assert_eq!(stage.present(), 2);
    drop((sender, receiver, snapshot));
    assert_eq!(stage.present(), 0);
}

#[test]
fn a_value_that_panics_in_its_drop_is_replaced_all_the_same() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let (sender, mut receiver) = watch(Answer::new(&stage, "value").panics_in_drop());
    let mut changed = Box::pin(receiver.changed());
    assert!(actor.poll(changed.as_mut()).is_pending());
    let panic = panic_of(|| sender.send(Answer::new(&stage, "next")));
    assert_eq!(panic.message, "value's answer panics in its drop");
    assert_eq!((stage.present(), actor.times(Deed::Wake)), (1, 1));
    assert!(actor.poll(changed.as_mut()).is_ready());
    drop(changed);
    drop((sender, receiver));
    assert_eq!(stage.present(), 0);
}

/// Looks at the channel that it is dropped by.
struct Relapse(Option<Receiver<Relapse>>, Rc<Cell<usize>>);

impl Drop for Relapse {
    fn drop(&mut self) {
        if let Some(receiver) = &self.0 {
            assert!(receiver.borrow().0.is_none(), "it was replaced before");
        }
        self.1.set(self.1.get() + 1);
    }
}

#[test]
fn a_value_that_is_dropped_may_use_the_channel() {
    let drops = Rc::new(Cell::new(0));
    let (sender, receiver) = watch(Relapse(None, drops.clone()));
    let relapse = Relapse(Some(receiver.clone()), drops.clone());
    assert!(sender.send(relapse).is_ok());
    assert!(sender.send(Relapse(None, drops.clone())).is_ok());
    assert_eq!(drops.get(), 2);
    drop((sender, receiver));
    assert_eq!(drops.get(), 3);
}

#[test]
fn the_ends_go_where_their_values_may_be_read() {
    type Found = WaitFor<'static, u8, fn(&u8) -> bool>;
    assert_impl_all!(Sender<u8>: Send, Sync, Unpin);
    assert_not_impl_any!(Sender<u8>: Clone);
    assert_impl_all!(Receiver<u8>: Send, Sync, Unpin, Clone);
    assert_impl_all!(Snapshot<u8>: Send, Sync, Unpin, Clone);
    assert_impl_all!(Changed<'static, u8>: Send, Sync);
    assert_impl_all!(Found: Send, Sync);
    assert_impl_all!(UntilClosed<'static, u8>: Send, Sync);
    assert_impl_all!(Receiver<PhantomPinned>: Unpin);
    // Each end reads the value where the other has it, so it has to be `Sync` as well as `Send`.
    assert_not_impl_any!(Sender<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Receiver<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Snapshot<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Changed<'static, Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Sender<MutexGuard<'static, u8>>: Send, Sync);
    assert_not_impl_any!(Receiver<MutexGuard<'static, u8>>: Send, Sync);
    assert_not_impl_any!(Snapshot<MutexGuard<'static, u8>>: Send, Sync);
    assert_not_impl_any!(UntilClosed<'static, Rc<u8>>: Send, Sync);
    // Who stands in line is known by its address.
    assert_not_impl_any!(Changed<'static, u8>: Unpin);
    assert_not_impl_any!(Found: Unpin);
    assert_not_impl_any!(UntilClosed<'static, u8>: Unpin);
}

#[test]
fn an_end_is_a_pointer_and_who_waits_has_a_place_in_line() {
    type Large = [u8; 1_024];
    type Predicate = fn(&Large) -> bool;
    assert_eq_size!(Sender<Large>, Snapshot<Large>, *const ());
    assert_eq_size!(Receiver<Large>, (*const (), u64));
    // Two links, a waker, what was seen, and where it stands; and the end.
    type Place = (*const (), [*const (); 4], u64, *const ());
    assert_eq_size!(Changed<'static, Large>, UntilClosed<'static, Large>, Place);
    assert_eq_size!(WaitFor<'static, Large, Predicate>, (Place, Predicate));
}

#[test]
fn a_channel_is_two_allocations_and_a_value_is_none() {
    assert_eq!(allocations(|| drop(watch(0))), 2);
    let (mut sender, receiver) = watch(0);
    let count = allocations(|| {
        for n in 0..100 {
            assert_eq!(sender.send(n), Ok(()));
            assert_eq!(*receiver.borrow(), n);
            sender.send_modify(|value| *value += 1);
        }
    });
    assert_eq!(count, 0);
    // But while the earlier one is being read.
    let snapshot = receiver.borrow();
    assert_eq!(allocations(|| sender.send(7)), 1);
    assert_eq!(allocations(|| sender.send(8)), 0);
    assert_eq!(*snapshot, 100);
}

#[test]
fn nobody_allocates_to_wait() {
    let actor = Actor::new();
    let (sender, mut receiver) = watch(0);
    let mut other = receiver.clone();
    let count = allocations(|| {
        assert!(actor.poll(sender.closed()).is_pending());
        assert!(
            actor
                .poll(receiver.wait_for(|value| *value > 0))
                .is_pending()
        );
        assert!(actor.poll(other.changed()).is_pending());
        assert_eq!(sender.send(1), Ok(()));
        assert!(actor.poll(other.changed()).is_ready());
    });
    assert_eq!(count, 0);
}
