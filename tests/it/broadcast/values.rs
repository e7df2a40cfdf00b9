//! Values of every shape, when they are cloned and dropped, and what they and their channel take.

use core::cell::Cell;
use core::marker::PhantomPinned;
use std::rc::Rc;

use longhand::channel::broadcast::{Receiver, Recv, Sender, TryRecvError, broadcast};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

use crate::support::actor::Actor;
use crate::support::allocations::allocations;
use crate::support::panics::panic_of;

/// A value that counts those like it, and its clones.
struct Counted(Rc<Counts>);

#[derive(Default)]
struct Counts {
    present: Cell<usize>,
    clones: Cell<usize>,
    panics_in: Cell<Option<Deed>>,
}

#[derive(PartialEq)]
enum Deed {
    Clone,
    Drop,
}

impl Counts {
    fn value(self: &Rc<Self>) -> Counted {
        self.present.set(self.present.get() + 1);
        Counted(self.clone())
    }

    fn perform(&self, deed: Deed) {
        if self.panics_in.take().is_some_and(|it| it == deed) {
            panic!("as it was told");
        }
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        self.0.perform(Deed::Clone);
        self.0.clones.set(self.0.clones.get() + 1);
        self.0.value()
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.present.set(self.0.present.get() - 1);
        if !std::thread::panicking() {
            self.0.perform(Deed::Drop);
        }
    }
}

#[test]
fn a_value_is_dropped_when_all_have_got_it() {
    let counts = Rc::new(Counts::default());
    let (sender, mut one) = broadcast(4);
    let (mut two, three) = (sender.subscribe(), sender.subscribe());
    assert!(sender.send(counts.value()).is_ok());
    drop(one.try_recv());
    drop(two.try_recv());
    assert_eq!((counts.present.get(), counts.clones.get()), (1, 2));
    drop(three);
    assert_eq!(counts.present.get(), 0, "who leaves was the last");
    assert!(sender.send(counts.value()).is_ok());
    drop(one.try_recv());
    let last = two.try_recv();
    assert_eq!(
        (counts.present.get(), counts.clones.get()),
        (1, 3),
        "it was moved"
    );
    drop(last);
    assert_eq!(counts.present.get(), 0);
}

#[test]
fn a_value_that_is_too_old_is_dropped() {
    let counts = Rc::new(Counts::default());
    let (sender, mut receiver) = broadcast(2);
    for n in 1..6 {
        assert!(sender.send(counts.value()).is_ok());
        assert_eq!(counts.present.get(), n.min(2));
    }
    assert!(matches!(receiver.try_recv(), Err(TryRecvError::Lagged(3))));
    drop(receiver.try_recv());
    assert_eq!(counts.present.get(), 1);
    drop((sender, receiver));
    assert_eq!((counts.present.get(), counts.clones.get()), (0, 0));
}

#[test]
fn a_clone_that_panics_has_been_got() {
    let counts = Rc::new(Counts::default());
    let (sender, mut one) = broadcast(2);
    let mut two = sender.subscribe();
    assert!(sender.send(counts.value()).is_ok());
    counts.panics_in.set(Some(Deed::Clone));
    assert_eq!(
        panic_of(|| one.try_recv().is_ok()).message,
        "as it was told"
    );
    assert!(matches!(one.try_recv(), Err(TryRecvError::Empty)));
    assert!(two.try_recv().is_ok());
    assert_eq!(counts.present.get(), 0);
}

#[test]
fn a_drop_that_panics_does_not_keep_the_others() {
    let counts = Rc::new(Counts::default());
    let (sender, receiver) = broadcast(4);
    for _ in 0..4 {
        assert!(sender.send(counts.value()).is_ok());
    }
    counts.panics_in.set(Some(Deed::Drop));
    assert_eq!(panic_of(|| drop(receiver)).message, "as it was told");
    assert_eq!((counts.present.get(), sender.receiver_count()), (0, 0));
}

/// Uses the channel that it is cloned and dropped by.
struct Relapse(Sender<Option<Relapse>>);

impl Clone for Relapse {
    fn clone(&self) -> Self {
        assert!(self.0.send(None).is_ok());
        Relapse(self.0.clone())
    }
}

impl Drop for Relapse {
    fn drop(&mut self) {
        let _ = self.0.send(None);
    }
}

#[test]
fn a_value_that_is_cloned_or_dropped_may_use_the_channel() {
    let (sender, mut one) = broadcast(2);
    let mut two = sender.subscribe();
    assert!(sender.send(Some(Relapse(sender.clone()))).is_ok());
    let first = one.try_recv();
    assert!(matches!(&first, Ok(Some(_))));
    assert_eq!((one.len(), two.len()), (1, 2));
    drop(first);
    assert_eq!((one.len(), two.len()), (2, 2), "it has sent another");
    // The value is too old for the other by now, and its drop has sent a last one.
    assert!(matches!(two.try_recv(), Err(TryRecvError::Lagged(_))));
    drop((one, two));
    assert!(sender.send(None).is_err());
}

#[test]
fn the_ends_go_where_their_values_may_be_read() {
    assert_impl_all!(Sender<u8>: Send, Sync, Unpin, Clone);
    assert_impl_all!(Receiver<u8>: Send, Sync, Unpin);
    assert_not_impl_any!(Receiver<u8>: Clone);
    assert_impl_all!(Recv<'static, u8>: Send, Sync);
    assert_impl_all!(Receiver<PhantomPinned>: Unpin);
    // Two receivers may clone a value at once, so it has to be `Sync` as well as `Send`.
    assert_not_impl_any!(Sender<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Receiver<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Recv<'static, Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Sender<Rc<u8>>: Send, Sync);
    assert_not_impl_any!(Receiver<Rc<u8>>: Send, Sync);
    // Who stands in line is known by its address.
    assert_not_impl_any!(Recv<'static, u8>: Unpin);
}

#[test]
fn an_end_is_a_pointer_and_who_waits_has_a_place_in_line() {
    type Large = [u8; 1_024];
    assert_eq_size!(Sender<Large>, *const ());
    assert_eq_size!(Receiver<Large>, (*const (), u64));
    // Two links, a waker, what is next, and where it stands; and the end.
    assert_eq_size!(Recv<'static, Large>, ([*const (); 6], u64));
}

#[test]
fn a_channel_is_two_allocations_and_each_slot_is_one() {
    assert_eq!(allocations(|| drop(broadcast::<u64>(4))), 2);
    let (sender, mut one) = broadcast(4);
    let mut two = sender.subscribe();
    let mut round = || {
        assert_eq!(sender.send(7), Ok(()));
        assert_eq!((one.try_recv(), two.try_recv()), (Ok(7), Ok(7)));
    };
    assert_eq!(allocations(|| (0..4).for_each(|_| round())), 4);
    assert_eq!(allocations(|| (0..100).for_each(|_| round())), 0);
}

#[test]
fn nobody_allocates_to_wait() {
    let actor = Actor::new();
    let (_sender, mut receiver) = broadcast::<u8>(4);
    let count = allocations(|| assert!(actor.poll(receiver.recv()).is_pending()));
    assert_eq!(count, 0);
}
