//! [`Ring`]: both sides without an allocator. That they keep the contract, whatever happens, is in `model.rs`.

use core::cell::Cell;
use core::mem;
use core::task::Poll;
use std::rc::Rc;
use std::thread;

use longhand::channel::Lent;
use longhand::channel::mpsc::{Receiver, Ring, Sender, TryRecvError, TrySendError, WeakSender};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

use crate::support::actor::{Actor, Deed};
use crate::support::allocations::{allocations, frees};
use crate::support::ends::Ends;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::script::Answer;
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::spelling::both_spellings;
use crate::support::stage::Stage;
use crate::support::zero::Zero;

both_spellings!(
    nobody_allocates,
    whoever_waits_is_served_wherever_the_ring_has_come_to,
    a_shared_ring_is_split_again_when_every_end_is_gone,
    what_nobody_receives_is_dropped_with_the_receiver,
    what_was_forgotten_does_not_keep_a_ring_from_being_split,
    values_may_be_of_any_shape,
    c12_values_of_many_threads_arrive_in_order,
);

fn nobody_allocates<S: Ends>() {
    let actor = Actor::new();
    let count = || {
        let mut ring = Ring::<_, 2>::new();
        let (sender, mut receiver) = ring.split();
        assert!(actor.poll(S::recv(&mut receiver)).is_pending());
        for n in 0..100 {
            assert!(actor.poll(S::send(&sender, n)).is_ready());
            assert!(actor.poll(S::send(&sender, n)).is_ready());
            assert!(actor.poll(S::send(&sender, n)).is_pending());
            assert!(actor.poll(S::reserve(&sender)).is_pending());
            assert!(actor.poll(S::closed(&sender.clone())).is_pending());
            assert!(actor.poll(S::recv(&mut receiver)).is_ready());
            assert!(actor.poll(S::recv(&mut receiver)).is_ready());
            assert!(actor.poll(S::recv(&mut receiver)).is_pending());
        }
        assert!(sender.downgrade().upgrade().is_some());
    };
    assert_eq!((allocations(count), frees(count)), (0, 0));
}

/// Sends and receives so many values.
fn go_on(sender: &Sender<usize, Lent<'_>>, receiver: &mut Receiver<usize, Lent<'_>>, steps: usize) {
    for n in 0..steps {
        assert_eq!(sender.try_send(n), Ok(()));
        assert_eq!(receiver.try_recv(), Ok(n));
    }
}

fn whoever_waits_is_served_wherever_the_ring_has_come_to<S: Ends>() {
    for begin in 0..7 {
        for left in 0..3 {
            let mut ring = Ring::<_, 3>::new();
            let (sender, mut receiver) = ring.split();
            (0..left).for_each(|n| assert_eq!(sender.try_send(n), Ok(())));
            for n in 0..begin {
                assert_eq!(sender.try_send(n + left), Ok(()));
                assert_eq!(receiver.try_recv(), Ok(n));
            }
            let mut next = begin + left;
            while sender.try_send(next).is_ok() {
                next += 1;
            }
            let mut waiting = [0, 1, 2, 3].map(|n| Probe::new(S::send(&sender, next + n)));
            assert!(waiting.iter_mut().all(|it| it.poll().is_pending()));
            for n in begin..next + 4 {
                assert_eq!(receiver.len(), (next + 4 - n).min(3));
                assert_eq!(receiver.try_recv(), Ok(n), "{begin} {left}");
            }
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
            assert!(waiting.iter_mut().all(|it| it.poll().is_ready()));
        }
    }
}

#[test]
fn what_its_values_borrow_may_end_before_a_ring() {
    let mut ring = Ring::<&u8, 1>::new();
    let value = 7; // after the ring, and so dropped before it
    let (sender, mut receiver) = ring.split();
    assert_eq!(sender.try_send(&value), Ok(()));
    assert_eq!(receiver.try_recv(), Ok(&7));
}

fn a_shared_ring_is_split_again_when_every_end_is_gone<S: Ends>() {
    let ring = Ring::<u8, 1>::new();
    let is_out = || assert!(ring.try_split().is_none());
    for leave_first in 0..3 {
        let (sender, receiver) = ring.try_split().expect("every end is gone");
        let (other, weak) = (sender.clone(), sender.downgrade());
        assert!(Probe::new(S::send(&sender, 7)).poll().is_ready());
        let mut ends = [Some(sender), Some(other)];
        let (mut receiver, mut weak) = (Some(receiver), Some(weak));
        for leaves in 0..3 {
            match (leaves + leave_first) % 3 {
                0 => ends = [None, None],
                1 => receiver = None,
                _ => weak = None,
            }
            if leaves < 2 {
                is_out();
            }
        }
        assert!(ends[0].is_none() && receiver.is_none() && weak.is_none());
    }
    assert!(ring.try_split().is_some());
}

fn what_nobody_receives_is_dropped_with_the_receiver<S: Ends>() {
    let mut ring = Ring::<_, 3>::new();
    for begin in 0..4 {
        for left in 0..=3 {
            let stage = Stage::new();
            let (sender, mut receiver) = ring.split();
            for n in 0..begin + left {
                assert!(sender.try_send(Answer::new(&stage, "value")).is_ok());
                if n < begin {
                    assert!(Probe::new(S::recv(&mut receiver)).poll().is_ready());
                }
            }
            assert_eq!(stage.present(), left);
            drop(receiver);
            assert_eq!((stage.present(), sender.len()), (0, 0));
            assert!(sender.try_send(Answer::new(&stage, "value")).is_err());
        }
    }
}

/// A value that owns nothing, so that it can be leaked, and counts its drops.
struct Value<'a>(&'a Cell<usize>);

impl Drop for Value<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

fn what_was_forgotten_does_not_keep_a_ring_from_being_split<S: Ends>() {
    let drops = Cell::new(0);
    let mut ring = Ring::<_, 2>::new();
    let (sender, receiver) = ring.split();
    assert!(sender.try_send(Value(&drops)).is_ok());
    mem::forget((sender.try_reserve(), receiver));
    drop(sender);
    assert!(ring.try_split().is_none(), "nobody knows that it is gone");
    // It may have moved since.
    let mut ring = [ring];
    let (sender, mut receiver) = ring[0].split();
    assert_eq!((sender.len(), sender.capacity()), (0, 2));
    assert!(Probe::new(S::recv(&mut receiver)).poll().is_pending());
    assert!(sender.try_send(Value(&drops)).is_ok());
    assert!(sender.try_send(Value(&drops)).is_ok());
    drop((sender, receiver));
    assert_eq!(drops.get(), 2, "the first is leaked");
    assert!(ring[0].try_split().is_some());
}

fn values_may_be_of_any_shape<S: Ends>() {
    stay_intact::<S, Aligned>();
    stay_intact::<S, Bytes<1_000>>();
    Zero::drops();
    let mut ring = Ring::<_, 3>::new();
    let (sender, mut receiver) = ring.split();
    for _ in 0..10 {
        assert!(sender.try_send(Zero::new()).is_ok());
        assert!(sender.try_send(Zero::new()).is_ok());
        assert!(Probe::new(S::recv(&mut receiver)).poll().is_ready());
        assert!(Probe::new(S::recv(&mut receiver)).poll().is_ready());
    }
    assert_eq!(Zero::drops(), 20);
}

/// Where it stands and what is in it is asserted by its drop.
fn stay_intact<S: Ends, B: Shape>() {
    let (stage, mut ring) = (Stage::new(), Ring::<_, 3>::new());
    let (sender, mut receiver) = ring.split();
    for _ in 0..3 {
        assert!(
            sender
                .try_send(Answer::<B>::shaped(&stage, "value"))
                .is_ok()
        );
    }
    for _ in 0..7 {
        let mut waiting = Probe::new(S::send(&sender, Answer::<B>::shaped(&stage, "value")));
        assert!(waiting.poll().is_pending());
        assert!(Probe::new(S::recv(&mut receiver)).poll().is_ready());
        assert!(waiting.poll().is_ready());
        assert_eq!(stage.present(), 3);
    }
    drop(receiver);
    assert_eq!(stage.present(), 0);
}

fn c12_values_of_many_threads_arrive_in_order<S: Ends>() {
    let mut ring = Ring::<_, 3>::new();
    let (sender, mut receiver) = ring.split();
    thread::scope(|scope| {
        for thread in 0..3 {
            let sender = sender.clone();
            scope.spawn(move || {
                for n in 0..200 {
                    longhand::block_on(S::send(&sender, (thread, n))).expect("it is open");
                }
            });
        }
        drop(sender);
        let mut next = [0; 3];
        while let Some((thread, n)) = longhand::block_on(S::recv(&mut receiver)) {
            let expected: &mut usize = &mut next[thread];
            assert_eq!(n, *expected);
            *expected += 1;
        }
        assert_eq!(next, [200; 3]);
    });
}

#[test]
fn c7_the_length_is_right_wherever_the_ring_has_come_to() {
    for begin in 0..10 {
        let mut ring = Ring::<_, 5>::new();
        let (sender, mut receiver) = ring.split();
        assert_eq!(sender.try_send(0), Ok(()));
        for n in 0..begin {
            assert_eq!(sender.try_send(n + 1), Ok(()));
            assert_eq!(receiver.try_recv(), Ok(n));
        }
        for n in 1..5 {
            assert_eq!((sender.len(), receiver.is_empty()), (n, false));
            assert_eq!(sender.try_send(begin + n), Ok(()));
        }
        assert_eq!(sender.try_send(0), Err(TrySendError::Full(0)));
        for n in 0..5 {
            assert_eq!(receiver.len(), 5 - n);
            assert_eq!(receiver.try_recv(), Ok(begin + n));
        }
        assert_eq!((sender.len(), sender.is_empty()), (0, true));
    }
}

#[test]
fn c10_a_value_that_panics_in_its_drop_keeps_neither_the_others_nor_the_ring() {
    let (stage, ring) = (Stage::new(), Ring::<_, 4>::new());
    let (sender, mut receiver) = ring.try_split().expect("it is free");
    for n in 0..6 {
        let value = Answer::new(&stage, "value");
        let value = if n == 3 {
            value.panics_in_drop()
        } else {
            value
        };
        assert!(sender.try_send(value).is_ok());
        if n < 2 {
            assert!(receiver.try_recv().is_ok());
        }
    }
    drop(sender);
    let panic = panic_of(|| drop(receiver));
    assert_eq!(panic.message, "value's answer panics in its drop");
    assert_eq!(stage.present(), 0);
    assert!(ring.try_split().is_some());
}

#[test]
fn a_waker_that_panics_in_its_drop_does_not_keep_the_ring() {
    static RING: Ring<u8, 1> = Ring::new();
    let actor = Actor::new();
    let (sender, mut receiver) = RING.try_split().expect("it is free");
    assert_eq!(actor.poll(receiver.recv()), Poll::Pending);
    actor.act_on(Deed::Wake, move || drop(receiver));
    assert_eq!(sender.try_send(7), Ok(()));
    assert_eq!(
        actor.kept(),
        1,
        "it was being called when it should have gone"
    );
    actor.act_on(Deed::Drop, || panic!("no drop"));
    assert_eq!(panic_of(|| drop(sender)).message, "no drop");
    assert_eq!(actor.kept(), 0);
    assert!(RING.try_split().is_some());
}

#[test]
fn c11_a_capacity_is_what_it_says() {
    holds::<1>();
    holds::<2>();
    holds::<33>();
    holds::<100>();
}

fn holds<const N: usize>() {
    let mut ring = Ring::<_, N>::new();
    let (sender, mut receiver) = ring.split();
    assert_eq!((sender.capacity(), receiver.capacity()), (N, N));
    for round in 0..3 {
        for n in 0..N {
            assert_eq!(sender.try_send(n), Ok(()), "{round}");
        }
        assert_eq!(sender.try_send(0), Err(TrySendError::Full(0)));
        for n in 0..N {
            assert_eq!(receiver.try_recv(), Ok(n));
        }
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        go_on(&sender, &mut receiver, round);
    }
}

#[test]
fn c14_a_ring_goes_on_after_many_more_values_than_it_holds() {
    let mut ring = Ring::<_, 5>::new();
    let (sender, mut receiver) = ring.split();
    for n in 0..10_000 {
        if n >= 5 {
            assert_eq!(receiver.try_recv(), Ok(n - 5));
        }
        assert_eq!(sender.try_send(n), Ok(()));
    }
}

#[test]
fn a_ring_and_its_ends_go_where_their_values_may_go() {
    type Static = Lent<'static>;
    assert_impl_all!(Ring<u8, 4>: Send, Sync, Unpin, Default);
    assert_impl_all!(Ring<Cell<u8>, 4>: Send, Sync);
    assert_not_impl_any!(Ring<Rc<u8>, 4>: Send, Sync);
    assert_impl_all!(Sender<Cell<u8>, Static>: Send, Sync, Unpin, Clone);
    assert_impl_all!(WeakSender<Cell<u8>, Static>: Send, Sync, Unpin, Clone);
    assert_impl_all!(Receiver<Cell<u8>, Static>: Send, Sync, Unpin);
    assert_not_impl_any!(Receiver<u8, Static>: Clone);
    assert_not_impl_any!(Sender<Rc<u8>, Static>: Send, Sync);
    assert_not_impl_any!(WeakSender<Rc<u8>, Static>: Send, Sync);
    assert_not_impl_any!(Receiver<Rc<u8>, Static>: Send, Sync);
}

#[test]
fn each_end_of_a_ring_is_one_pointer_and_each_value_has_one_slot() {
    assert_eq_size!(Sender<[u8; 1_024], Lent<'static>>, *const ());
    assert_eq_size!(Receiver<[u8; 1_024], Lent<'static>>, *const ());
    assert_eq_size!(WeakSender<[u8; 1_024], Lent<'static>>, *const ());
    let slots = size_of::<Ring<u64, 100>>() - size_of::<Ring<u64, 1>>();
    assert_eq!(slots, 99 * size_of::<u64>());
    assert!(size_of::<Ring<u64, 1>>() <= 208);
}

#[test]
fn a_ring_shows_its_name() {
    assert_eq!(format!("{:?}", Ring::<u8, 4>::new()), "Ring { .. }");
}
