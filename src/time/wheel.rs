//! [`Wheel`]: deadlines, sorted no further than needs be.
//!
//! A deadline is a number of nanoseconds: eleven digits of six bits. The wheel has a slot for each
//! value of each digit, and a base that no deadline is before. A node is in the slot of the leftmost
//! digit in which its deadline differs from the base; if it is the base, in that of its last digit.
//! So all in a slot of the last digit have one deadline, and the first slot that is occupied, of the
//! rightmost digit that has any, holds the next.
//!
//! ```text
//! base 011    last digit    [0 1 2]            of one deadline
//!             the one left  [0 2 _] [0 5 _]    to be sorted when the base comes to 02_
//!             and of it     [1 _ _] [3 _ _]    to be sorted when the base comes to 1__
//! ```
//!
//! To enter and to leave costs the same for any number of timers. The base moves to the next deadline
//! when that is due: then its slot is emptied, and each node goes to that of a digit further right. So
//! it moves ten times at most in its life, and keeps its place behind whoever came before.
//!
//! # Invariants
//!
//! - I1: a wheel and its nodes are used by one thread, and no code of the user's runs meanwhile.
//! - I2: a node in the wheel stays where it is in memory until it has left.
//! - I3: a node in the wheel is in the slot that its deadline and the base say, and in no other.
#![expect(
    unsafe_code,
    reason = "a list that its members carry is made of pointers"
)]

use core::array;
use core::cell::Cell;
use core::ptr::NonNull;
use core::task::Waker;

/// Bits of a digit.
const BITS: u32 = 6;
const SLOTS: usize = 1 << BITS;
const DIGITS: usize = u64::BITS.div_ceil(BITS) as usize;

type Link = Cell<Option<NonNull<Node>>>;

/// A place in the wheel.
pub(super) struct Node {
    /// Changed outside only.
    pub(super) deadline: Cell<u64>,
    pub(super) phase: Cell<Phase>,
    pub(super) waker: Cell<Option<Waker>>,
    /// Its neighbours in the ring of its slot.
    before: Link,
    after: Link,
}

/// Where a node is, and what its deadline means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Outside: so much time from when it is begun.
    After,
    /// Outside: when a clock that began with the process shows it.
    At,
    /// Outside, on its way in.
    Begun,
    Inside,
    /// Outside, and has been inside until its deadline.
    Fired,
    /// Outside: there is no deadline.
    Never,
    /// Outside, and not needed any more.
    Finished,
}

impl Node {
    #[inline]
    pub(super) fn new(phase: Phase, deadline: u64) -> Self {
        Node {
            deadline: Cell::new(deadline),
            phase: Cell::new(phase),
            waker: Cell::new(None),
            before: Cell::new(None),
            after: Cell::new(None),
        }
    }
}

/// See above.
pub(super) struct Wheel {
    base: Cell<u64>,
    /// The digits that have an occupied slot, a bit each.
    digits: Cell<u16>,
    /// The occupied slots of each digit, a bit each.
    occupied: [Cell<u64>; DIGITS],
    /// The first of each slot: the last is before it, in a ring.
    slots: [[Link; SLOTS]; DIGITS],
}

/// A digit, from the right, and one of its values.
type Slot = (usize, usize);

/// What is next.
pub(super) enum Next {
    /// This waker's node is due, and has left.
    Due(Option<Waker>),
    /// Nothing before this.
    At(u64),
    Nothing,
}

impl Wheel {
    pub(super) fn new() -> Self {
        Wheel {
            base: Cell::new(0),
            digits: Cell::new(0),
            occupied: array::from_fn(|_| Cell::new(0)),
            slots: array::from_fn(|_| array::from_fn(|_| Cell::new(None))),
        }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.digits.get() == 0
    }

    /// No node that enters has an earlier deadline.
    #[inline]
    pub(super) fn base(&self) -> u64 {
        self.base.get()
    }

    /// # Safety
    ///
    /// I2, and the node is outside, and its deadline not before the base.
    #[inline]
    pub(super) unsafe fn enter(&self, node: NonNull<Node>) {
        // SAFETY: I1, and as the caller says.
        unsafe { node.as_ref() }.phase.set(Phase::Inside);
        // SAFETY: as the caller says.
        unsafe { self.append(node) };
    }

    /// # Safety
    ///
    /// The node is inside.
    #[inline]
    pub(super) unsafe fn leave(&self, node: NonNull<Node>, phase: Phase) {
        // SAFETY: I1, I2.
        let leaving = unsafe { node.as_ref() };
        leaving.phase.set(phase);
        let (digit, value) = self.slot(leaving.deadline.get()); // I3
        let first = &self.slots[digit][value];
        let (before, after) = (leaving.before.take(), leaving.after.take());
        if after == Some(node) {
            first.set(None);
            self.vacate((digit, value));
            return;
        }
        if first.get() == Some(node) {
            first.set(after);
        }
        // SAFETY: I2, its neighbours are inside.
        let [before_it, after_it] = [before, after].map(|node| unsafe { neighbour(node) });
        before_it.after.set(after);
        after_it.before.set(before);
    }

    /// The next deadline.
    pub(super) fn next(&self) -> Option<u64> {
        self.first_slot().map(|slot| self.least(slot))
    }

    /// The next deadline in a slot.
    fn least(&self, (digit, value): Slot) -> u64 {
        let first = self.slots[digit][value].get();
        let (mut rest, mut least) = (first, u64::MAX);
        while let Some(node) = rest {
            // SAFETY: I2.
            let node = unsafe { node.as_ref() };
            least = least.min(node.deadline.get());
            rest = node.after.get().filter(|_| node.after.get() != first);
        }
        least
    }

    /// Takes out the first node that is due at `now`, if there is one.
    #[inline]
    pub(super) fn pop(&self, now: u64) -> Next {
        while let Some((digit, value)) = self.first_slot() {
            let Some(first) = self.slots[digit][value].get() else {
                unreachable!("its bit says that it is occupied");
            };
            // SAFETY: I2.
            let node = unsafe { first.as_ref() };
            let is_sorted = digit == 0 || node.after.get() == Some(first);
            let next = match is_sorted {
                true => node.deadline.get(),
                false => self.least((digit, value)),
            };
            if next > now {
                return Next::At(next);
            }
            if is_sorted {
                // SAFETY: I2, it is inside.
                unsafe { self.leave(first, Phase::Fired) };
                self.base.set(next);
                return Next::Due(node.waker.take());
            }
            // Who differs from the old base in a digit further left does so from the new one.
            self.base.set(next);
            self.sort((digit, value));
        }
        Next::Nothing
    }

    /// Moves all of a slot, which the base has come to, each to where it belongs now.
    fn sort(&self, slot: Slot) {
        let first = self.slots[slot.0][slot.1].take();
        self.vacate(slot);
        let mut rest = first;
        while let Some(node) = rest {
            // SAFETY: I2.
            let after = unsafe { node.as_ref() }.after.get();
            rest = after.filter(|_| after != first);
            // SAFETY: I2, the slot has forgotten it, and the base is the least of its deadlines.
            unsafe { self.append(node) };
        }
    }

    /// # Safety
    ///
    /// I2, and the node is in no slot.
    #[inline]
    unsafe fn append(&self, node: NonNull<Node>) {
        // SAFETY: I1, and as the caller says.
        let entering = unsafe { node.as_ref() };
        let (digit, value) = self.slot(entering.deadline.get()); // I3
        let slot = &self.slots[digit][value];
        let first = slot.get().unwrap_or_else(|| {
            slot.set(Some(node));
            self.occupy((digit, value));
            entering.before.set(Some(node));
            node
        });
        // SAFETY: I2, or it is `node`.
        let first_node = unsafe { first.as_ref() };
        let last = first_node.before.replace(Some(node));
        entering.before.set(last);
        entering.after.set(Some(first));
        // SAFETY: I2, or it is `node`.
        unsafe { neighbour(last) }.after.set(Some(node));
    }

    /// Where a deadline belongs.
    #[inline]
    fn slot(&self, deadline: u64) -> Slot {
        let differs = deadline ^ self.base.get();
        let digit = (differs | 1).ilog2() / BITS;
        let value = (deadline >> (digit * BITS)) as usize % SLOTS;
        (digit as usize, value)
    }

    #[inline]
    fn first_slot(&self) -> Option<Slot> {
        if self.is_empty() {
            return None;
        }
        let digit = self.digits.get().trailing_zeros() as usize;
        Some((digit, self.occupied[digit].get().trailing_zeros() as usize))
    }

    #[inline]
    fn occupy(&self, (digit, value): Slot) {
        let occupied = &self.occupied[digit];
        occupied.set(occupied.get() | 1 << value);
        self.digits.set(self.digits.get() | 1 << digit);
    }

    #[inline]
    fn vacate(&self, (digit, value): Slot) {
        let occupied = &self.occupied[digit];
        occupied.set(occupied.get() & !(1 << value));
        if occupied.get() == 0 {
            self.digits.set(self.digits.get() & !(1 << digit));
        }
    }
}

/// # Safety
///
/// I2, and the link is that of a node in a ring.
#[inline]
unsafe fn neighbour<'n>(link: Option<NonNull<Node>>) -> &'n Node {
    // SAFETY: a ring has no end, and as the caller says.
    unsafe { link.unwrap_unchecked().as_ref() }
}
