//! [`Pair`]: two futures, and the answer of the one that is ready first, in the least room.
//!
//! A join of two never keeps more than one answer, because the second goes straight to the caller;
//! nor does a `try_join`, which keeps answers that are `Ok`, or a `race_ok`, which keeps errors. So
//! there are three pictures of the memory, and its size is that of the largest and one byte:
//!
//! ```text
//! Both    | A ········ | B ········ |   both futures run
//! First   | X          | B ········ |   what is kept of A lies where A ran
//! Second  | A ····· | Y             |   what is kept of B begins where A ends
//! ```
//!
//! `max(max(A, X) + B, A + Y)` and the phase. No future moves while the pictures change: A begins
//! at byte 0 in all of them, and B stands behind the room for A or X, whichever is larger.
//!
//! A phase is entered through a value that proves it: [`Both`] can only be had while both futures
//! run, and [`keep_first`](Both::keep_first) consumes it to give the [`First`]. So a caller needs
//! no `unsafe`, and no phase is checked twice.
//!
//! # Invariants
//!
//! - I1: `phase` says which picture is true: in `Both` A and B are live futures, in `First` X and B
//!   are live, in `Second` A and Y, in `Finished` and `Panicked` nothing is.
//! - I2: every place is a declared field of one picture, so it lies in bounds, is aligned, and what
//!   it holds survives a move of the pair. Places that are live together do not overlap, and the
//!   phase, initialised by `new`, overlaps none.
//! - I3: a `Both`, `First` or `Second` borrows the pair and was made when `phase` said so; nothing
//!   else can change it meanwhile.
//! - I4: the pair is pinned before the first `Both` is made; no live future is moved, and each is
//!   dropped where it ran.
//! - I5: a shared `&Pair` reads the phase and nothing else.
#![expect(
    unsafe_code,
    reason = "a future and its answer overlap in a union, which the compiler cannot follow"
)]

use core::cell::UnsafeCell;
use core::fmt;
use core::mem::{ManuallyDrop, offset_of};
use core::panic::RefUnwindSafe;
use core::pin::Pin;
use core::ptr;

use crate::slot::{self, DropInPlace};

/// Two futures, or one of them and what is kept of the other.
pub(crate) struct Pair<A, X, B, Y> {
    // `UnsafeCell`: a shared reference to the pair must not cover the children (see `child.rs`).
    places: UnsafeCell<Places<A, X, B, Y>>,
}

#[repr(C)]
union Places<A, X, B, Y> {
    both: ManuallyDrop<Picture<A, B>>,
    first: ManuallyDrop<Picture<X, B>>,
    second: ManuallyDrop<Picture<A, Y>>,
    nothing: (),
}

/// What lies where, at one time; the phase lies behind the longest.
#[repr(C)]
struct Picture<L, R> {
    first: L,
    second: R,
    phase: Phase,
}

/// Which picture is true.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Phase {
    Both,
    First,
    Second,
    Finished,
    Panicked,
}

/// What a pair is now, with what can be done about it.
pub(crate) enum Projection<'a, A, X, B, Y> {
    Both(Both<'a, A, X, B, Y>),
    First(First<'a, A, X, B, Y>),
    Second(Second<'a, A, X, B, Y>),
    Finished,
    Panicked,
}

/// Proof that both futures run.
pub(crate) struct Both<'a, A, X, B, Y>(&'a mut Pair<A, X, B, Y>);

/// Proof that the first has answered and the second runs.
pub(crate) struct First<'a, A, X, B, Y>(&'a mut Pair<A, X, B, Y>);

/// Proof that the second has answered and the first runs.
pub(crate) struct Second<'a, A, X, B, Y>(&'a mut Pair<A, X, B, Y>);

impl<A, X, B, Y> Pair<A, X, B, Y> {
    /// Where B begins: behind the room for A and for X.
    const SECOND: usize = max(
        offset_of!(Picture<A, B>, second),
        offset_of!(Picture<X, B>, second),
    );

    /// Where Y begins: behind A.
    const SECOND_KEPT: usize = offset_of!(Picture<A, Y>, second);

    /// Where the phase is: behind everything that is live in any picture.
    const PHASE: usize = max(
        max(
            offset_of!(Picture<A, B>, phase),
            offset_of!(Picture<X, B>, phase),
        ),
        offset_of!(Picture<A, Y>, phase),
    );

    #[inline]
    pub(crate) fn new(first: A, second: B) -> Self {
        let mut pair = Pair::<A, X, B, Y> {
            places: UnsafeCell::new(Places { nothing: () }),
        };
        // SAFETY: I2, in bounds and aligned, and nothing is live yet.
        unsafe { pair.first().write(first) };
        // SAFETY: I2, in bounds and aligned, behind the first.
        unsafe { pair.second().write(second) };
        pair.set_phase(Phase::Both);
        pair
    }

    #[inline]
    pub(crate) fn project(self: Pin<&mut Self>) -> Projection<'_, A, X, B, Y> {
        // SAFETY: I4, the proofs give out pinned futures only.
        let pair = unsafe { self.get_unchecked_mut() };
        match pair.phase() {
            Phase::Both => Projection::Both(Both(pair)),
            Phase::First => Projection::First(First(pair)),
            Phase::Second => Projection::Second(Second(pair)),
            Phase::Finished => Projection::Finished,
            Phase::Panicked => Projection::Panicked,
        }
    }

    /// Drops what is live, in index order: the answer is known.
    #[inline]
    pub(crate) fn finish(self: Pin<&mut Self>) {
        self.end(Phase::Finished);
    }

    /// Drops what is live, in index order: a child has panicked, in its poll or in its drop.
    #[cold]
    pub(crate) fn abandon(self: Pin<&mut Self>) {
        self.end(Phase::Panicked);
    }

    #[inline]
    fn end(self: Pin<&mut Self>, end: Phase) {
        // SAFETY: I4, nothing is moved.
        let pair = unsafe { self.get_unchecked_mut() };
        let phase = pair.phase();
        pair.set_phase(end);
        // SAFETY: I1, `phase` was true until now, and is read no more.
        unsafe { pair.drop_live(phase) };
    }

    /// Whether nothing is left to wait for.
    #[inline]
    pub(crate) fn is_terminated(&self) -> bool {
        matches!(self.phase(), Phase::Finished | Phase::Panicked)
    }

    #[inline]
    fn phase(&self) -> Phase {
        // SAFETY: I2, in bounds.
        let phase = unsafe { self.places.get().byte_add(Self::PHASE) };
        // SAFETY: I2, initialised, and no reference to a child covers it.
        unsafe { phase.cast::<Phase>().read() }
    }

    #[inline]
    fn set_phase(&mut self, phase: Phase) {
        // SAFETY: I2, in bounds.
        let place = unsafe { self.places.get().byte_add(Self::PHASE) };
        // SAFETY: I2, the byte belongs to no live value.
        unsafe { place.cast::<Phase>().write(phase) };
    }

    // `&self`, here and below: a `&mut` to the pair would end the pointers that guards hold into
    // it.
    #[inline]
    fn first(&self) -> *mut A {
        self.places.get().cast()
    }

    #[inline]
    fn first_kept(&self) -> *mut X {
        self.places.get().cast()
    }

    #[inline]
    fn second(&self) -> *mut B {
        // SAFETY: I2, in bounds.
        unsafe { self.places.get().byte_add(Self::SECOND) }.cast()
    }

    #[inline]
    fn second_kept(&self) -> *mut Y {
        // SAFETY: I2, in bounds.
        unsafe { self.places.get().byte_add(Self::SECOND_KEPT) }.cast()
    }

    /// Drops what is live in `phase`, in index order, each once even if one panics.
    ///
    /// # Safety
    ///
    /// `phase` was true (I1), and the caller has set another or ends the pair.
    unsafe fn drop_live(&mut self, phase: Phase) {
        match phase {
            Phase::Both => {
                // SAFETY: live, says the caller.
                let _then = unsafe { DropInPlace::new(self.second()) };
                // SAFETY: live, says the caller.
                unsafe { ptr::drop_in_place(self.first()) };
            }
            Phase::First => {
                // SAFETY: live, says the caller.
                let _then = unsafe { DropInPlace::new(self.second()) };
                // SAFETY: live, says the caller.
                unsafe { ptr::drop_in_place(self.first_kept()) };
            }
            Phase::Second => {
                // SAFETY: live, says the caller.
                let _then = unsafe { DropInPlace::new(self.second_kept()) };
                // SAFETY: live, says the caller.
                unsafe { ptr::drop_in_place(self.first()) };
            }
            Phase::Finished | Phase::Panicked => {}
        }
    }
}

impl<'a, A, X, B, Y> Both<'a, A, X, B, Y> {
    #[inline]
    pub(crate) fn first(&mut self) -> Pin<&mut A> {
        // SAFETY: I1 and I3, live; I4, pinned.
        unsafe { Pin::new_unchecked(&mut *self.0.first()) }
    }

    #[inline]
    pub(crate) fn second(&mut self) -> Pin<&mut B> {
        // SAFETY: I1 and I3, live; I4, pinned.
        unsafe { Pin::new_unchecked(&mut *self.0.second()) }
    }

    /// Drops the first future where it ran, and keeps its answer there.
    #[inline]
    pub(crate) fn keep_first(self, answer: X) -> First<'a, A, X, B, Y> {
        // The phase goes first, and the answer is written even if the drop panics: I1 holds while
        // the panic passes.
        self.0.set_phase(Phase::First);
        // SAFETY: I1 and I3, live until `set_phase`, and dropped where it ran (I4); I2, there is
        // room.
        unsafe { slot::keep(self.0.first(), self.0.first_kept(), answer) };
        First(self.0)
    }

    /// Drops the second future where it ran, and keeps its answer behind the first.
    #[inline]
    pub(crate) fn keep_second(self, answer: Y) {
        self.0.set_phase(Phase::Second);
        // SAFETY: I1 and I3, live until `set_phase`, and dropped where it ran (I4); I2, there is
        // room, and the first, which is live, does not overlap it.
        unsafe { slot::keep(self.0.second(), self.0.second_kept(), answer) };
    }
}

impl<A, X, B, Y> First<'_, A, X, B, Y> {
    #[inline]
    pub(crate) fn second(&mut self) -> Pin<&mut B> {
        // SAFETY: I1 and I3, live; I4, pinned.
        unsafe { Pin::new_unchecked(&mut *self.0.second()) }
    }

    /// Takes what is kept of the first, and drops the second, which has said its own.
    #[inline]
    pub(crate) fn take(self) -> X {
        self.0.set_phase(Phase::Finished);
        // SAFETY: I1 and I3, live until the line above, and nobody's now.
        let kept = unsafe { self.0.first_kept().read() };
        // SAFETY: I1 and I3, live until `set_phase`, and dropped where it ran (I4).
        unsafe { ptr::drop_in_place(self.0.second()) };
        kept
    }
}

impl<A, X, B, Y> Second<'_, A, X, B, Y> {
    #[inline]
    pub(crate) fn first(&mut self) -> Pin<&mut A> {
        // SAFETY: I1 and I3, live; I4, pinned.
        unsafe { Pin::new_unchecked(&mut *self.0.first()) }
    }

    /// Takes what is kept of the second, and drops the first, which has said its own.
    #[inline]
    pub(crate) fn take(self) -> Y {
        self.0.set_phase(Phase::Finished);
        // SAFETY: I1 and I3, live until the line above, and nobody's now.
        let kept = unsafe { self.0.second_kept().read() };
        // SAFETY: I1 and I3, live until `set_phase`, and dropped where it ran (I4).
        unsafe { ptr::drop_in_place(self.0.first()) };
        kept
    }
}

impl<A, X, B, Y> Drop for Pair<A, X, B, Y> {
    #[inline]
    fn drop(&mut self) {
        // Most pairs are dropped when they have finished.
        if !self.is_terminated() {
            let phase = self.phase();
            // SAFETY: I1, and the pair ends here.
            unsafe { self.drop_live(phase) };
        }
    }
}

// Only futures are pinned in place: an answer may move.
impl<A: Unpin, X, B: Unpin, Y> Unpin for Pair<A, X, B, Y> {}

// SAFETY: I5, a shared reference gives no way to what is live; the bounds let auto traits follow
// the children.
unsafe impl<A: Sync, X: Sync, B: Sync, Y: Sync> Sync for Pair<A, X, B, Y> {}

impl<A, X, B, Y> RefUnwindSafe for Pair<A, X, B, Y>
where
    A: RefUnwindSafe,
    X: RefUnwindSafe,
    B: RefUnwindSafe,
    Y: RefUnwindSafe,
{
}

impl<A, X, B, Y> fmt::Debug for Pair<A, X, B, Y> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.phase() {
            Phase::Both => "Both",
            Phase::First => "First",
            Phase::Second => "Second",
            Phase::Finished => "Finished",
            Phase::Panicked => "Panicked",
        })
    }
}

const fn max(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}
