//! [`Keeping`]: many children, of which each leaves something to keep until all have ended.
//!
//! `join`, `try_join` and `race_ok` of more than two are this machine, with another [`Rule`] each.
//! A child stands in a [`Slot`], and what is kept of it takes its place; a bit a child says which
//! it is ([`Running`]).
//!
//! ```text
//! Running --1--> Finished --> a further poll panics
//!  ^ | |
//!  +-2 +---3---> Panicked --> a further poll panics
//! ```
//!
//! | # | in one pass over the children that run                | next     | returns           |
//! |---|-------------------------------------------------------|----------|-------------------|
//! | 1 | one decides, or the last of them leaves something     | Finished | that, or all kept |
//! | 2 | those that end leave something, others are pending    | Running  | `Pending`         |
//! | 3 | one panics, in its poll or in its drop                | Panicked | the panic goes on |
//!
//! # Invariants
//!
//! - I1: until the end, a child's slot holds its future while its bit is set, and what is kept of
//!   it from then on. After the end nothing is live in any slot.
//! - I2: the group is pinned before a child is polled; no future is moved, and each is dropped
//!   where it ran.
//! - I3: a shared `&Keeping` reads the bits and nothing else.
#![expect(
    unsafe_code,
    reason = "what is live in a slot is known by a bit beside it, which the compiler cannot follow"
)]
#![expect(
    missing_debug_implementations,
    reason = "nobody meets these types but as parameters of futures, which print their states"
)]

mod array;
mod running;
mod tuple;

pub(crate) use running::{Counted, Running, bytes};

use core::convert::Infallible;
use core::fmt;
use core::future::Future;
use core::mem;
use core::ops::ControlFlow;
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll};

use crate::slot::{self, Slot};
use crate::unwind::{End, OnUnwind};

/// What an answer means: something to keep until all have ended, or a decision for all.
#[diagnostic::on_unimplemented(
    message = "a `{T}` is no `Result`",
    label = "this waits for futures whose outputs are `Result`s"
)]
pub trait Rule<T> {
    /// What is kept of a child.
    type Kept;
    /// What ends it all.
    type Decided;

    /// `Continue` with what is kept, or `Break`.
    fn judge(answer: T) -> ControlFlow<Self::Decided, Self::Kept>;
}

/// The rule of `join`: every answer is kept.
#[derive(Debug)]
pub enum All {}

impl<T> Rule<T> for All {
    type Kept = T;
    type Decided = Infallible;

    #[inline]
    fn judge(answer: T) -> ControlFlow<Infallible, T> {
        ControlFlow::Continue(answer)
    }
}

/// The rule of `try_join`: values are kept, and an error decides.
#[derive(Debug)]
pub enum UntilError {}

impl<T, E> Rule<Result<T, E>> for UntilError {
    type Kept = T;
    type Decided = E;

    #[inline]
    fn judge(answer: Result<T, E>) -> ControlFlow<E, T> {
        match answer {
            Ok(value) => ControlFlow::Continue(value),
            Err(error) => ControlFlow::Break(error),
        }
    }
}

/// The rule of `race_ok`: errors are kept, and a value decides.
#[derive(Debug)]
pub enum UntilValue {}

impl<T, E> Rule<Result<T, E>> for UntilValue {
    type Kept = E;
    type Decided = T;

    #[inline]
    fn judge(answer: Result<T, E>) -> ControlFlow<T, E> {
        match answer {
            Ok(value) => ControlFlow::Break(value),
            Err(error) => ControlFlow::Continue(error),
        }
    }
}

/// Futures that can be waited for by a rule: a tuple of 3 to 12, an array of up to 64, or a `Vec`.
pub trait Children<R> {
    /// What ends it all.
    type Decided;
    /// What is kept of all children, in index order.
    type Kept;
    /// Where they stand.
    type Group: Group<Decided = Self::Decided, Kept = Self::Kept>;

    /// Gives each its slot.
    fn group(self) -> Self::Group;
}

/// Slots, and the bits that say what they hold.
///
/// # Safety
///
/// `visit` gives each slot to the visitor, in index order, with its index and whether its bit is
/// set, until it breaks; it moves no slot, and neither it nor `running` touches a bit.
pub unsafe trait Group {
    /// What the answers mean.
    type Rule;
    /// What ends it all.
    type Decided;
    /// What is kept of all children, in index order.
    type Kept;
    /// The bytes of the bits.
    type Bytes: AsRef<[u8]> + AsMut<[u8]>;

    /// Which children run.
    fn running(&self) -> &Running<Self::Bytes>;

    /// Which children run, to be changed.
    fn running_mut(&mut self) -> &mut Running<Self::Bytes>;

    /// Shows every slot to the visitor, and the bits with it.
    fn visit<V: Visitor<Self>>(&mut self, visitor: &mut V) -> ControlFlow<V::Break>;

    /// Takes what is kept out of every slot.
    ///
    /// # Safety
    ///
    /// Something is kept in every slot, and nobody reads it again.
    unsafe fn take(&mut self) -> Self::Kept;
}

/// What is done in every slot of a group. It may change the bit of the slot that it is shown, and of
/// no other.
pub trait Visitor<G: Group + ?Sized> {
    /// What it stops with.
    type Break;

    /// Does it in the slot of one child, which runs or has left something.
    fn visit<F: Future, X>(
        &mut self,
        index: usize,
        slot: &Slot<F, X>,
        runs: bool,
        running: &mut Running<G::Bytes>,
    ) -> ControlFlow<Self::Break>
    where
        G::Rule: Rule<F::Output, Kept = X, Decided = G::Decided>;
}

/// A group of children: the machine itself.
pub(crate) struct Keeping<G: Group> {
    group: G,
}

impl<G: Group> Keeping<G> {
    #[inline]
    pub(crate) fn new(group: G) -> Self {
        Keeping { group }
    }

    /// One pass: `Continue` with all that was kept, or `Break` with what has decided. `name` is who
    /// is polled, if it is polled too often.
    #[inline]
    #[track_caller]
    pub(crate) fn poll(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        name: &str,
    ) -> Poll<ControlFlow<G::Decided, G::Kept>> {
        let mut guard = OnUnwind::new(self, |keeping| keeping.end(End::Panicked));
        if let Some(end) = guard.state.ended() {
            guard.misuse(name, end);
        }
        let answer = match guard.state.as_mut().pass(cx) {
            ControlFlow::Break(decided) => {
                guard.state.as_mut().end(End::Finished); // all that is left is dropped here
                Poll::Ready(ControlFlow::Break(decided)) // 1
            }
            ControlFlow::Continue(()) if guard.state.group.running().is_empty() => {
                Poll::Ready(ControlFlow::Continue(guard.state.as_mut().take())) // 1
            }
            ControlFlow::Continue(()) => Poll::Pending, // 2
        };
        guard.disarm();
        answer
    }

    /// Polls every child that runs, up to one that decides.
    #[inline]
    fn pass(self: Pin<&mut Self>, cx: &mut Context<'_>) -> ControlFlow<G::Decided> {
        // SAFETY: I2, `Pass` moves no future.
        let keeping = unsafe { self.get_unchecked_mut() };
        keeping.group.visit(&mut Pass { cx })
    }

    /// Takes all that is kept: every child has ended.
    #[inline]
    fn take(self: Pin<&mut Self>) -> G::Kept {
        // SAFETY: I2, no future is left.
        let keeping = unsafe { self.get_unchecked_mut() };
        keeping.group.running_mut().end(End::Finished);
        // SAFETY: I1, no bit is set, and after the end nothing reads a slot.
        unsafe { keeping.group.take() }
    }

    /// Drops what is live, in index order, unless that has been done.
    #[inline]
    fn end(self: Pin<&mut Self>, end: End) {
        // SAFETY: I2, `DropEach` moves no future.
        let keeping = unsafe { self.get_unchecked_mut() };
        let ended = keeping.group.running().ended();
        keeping.group.running_mut().end(end);
        if ended.is_none() {
            keeping.drop_live();
        }
    }

    /// Drops what is live, in index order, each once even if one panics. The caller sees to it that
    /// nobody does it again.
    fn drop_live(&mut self) {
        let mut rest = DropEach {
            group: &mut self.group,
            next: 0,
        };
        rest.run();
        mem::forget(rest);
    }

    /// Whether nothing is left to wait for, and why.
    #[inline]
    pub(crate) fn ended(&self) -> Option<End> {
        self.group.running().ended()
    }
}

impl<G: Group> Drop for Keeping<G> {
    #[inline]
    fn drop(&mut self) {
        // Most are dropped when they have finished.
        if self.ended().is_none() {
            self.drop_live();
        }
    }
}

/// Polls who runs.
struct Pass<'a, 'b> {
    cx: &'a mut Context<'b>,
}

impl<G: Group> Visitor<G> for Pass<'_, '_> {
    type Break = G::Decided;

    #[inline]
    fn visit<F: Future, X>(
        &mut self,
        index: usize,
        slot: &Slot<F, X>,
        runs: bool,
        running: &mut Running<G::Bytes>,
    ) -> ControlFlow<G::Decided>
    where
        G::Rule: Rule<F::Output, Kept = X, Decided = G::Decided>,
    {
        if !runs {
            return ControlFlow::Continue(());
        }
        // SAFETY: I1, live, for its bit is set.
        let future = unsafe { &mut *slot.future() };
        // SAFETY: I2, pinned.
        let Poll::Ready(answer) = unsafe { Pin::new_unchecked(future) }.poll(self.cx) else {
            return ControlFlow::Continue(());
        };
        let kept = G::Rule::judge(answer)?;
        running.remove(index);
        // SAFETY: I1, live until the line above, which has made it the place of what is kept.
        unsafe { slot::keep(slot.future(), slot.kept(), kept) };
        ControlFlow::Continue(())
    }
}

/// Drops what is live in the slots from `next` on; dropped itself by a panic, it goes on behind the
/// slot where that came from.
struct DropEach<'a, G: Group> {
    group: &'a mut G,
    next: usize,
}

impl<G: Group> DropEach<'_, G> {
    fn run(&mut self) {
        let mut drop = DropFrom(&mut self.next);
        let ControlFlow::Continue(()) = self.group.visit(&mut drop);
    }
}

impl<G: Group> Drop for DropEach<'_, G> {
    fn drop(&mut self) {
        self.run();
    }
}

/// The visitor of [`DropEach`].
struct DropFrom<'a>(&'a mut usize);

impl<G: Group> Visitor<G> for DropFrom<'_> {
    type Break = Infallible;

    #[inline]
    fn visit<F: Future, X>(
        &mut self,
        index: usize,
        slot: &Slot<F, X>,
        runs: bool,
        _: &mut Running<G::Bytes>,
    ) -> ControlFlow<Infallible>
    where
        G::Rule: Rule<F::Output, Kept = X, Decided = G::Decided>,
    {
        if index >= *self.0 {
            *self.0 = index + 1;
            match runs {
                // SAFETY: I1, live, and never visited again.
                true => unsafe { ptr::drop_in_place(slot.future()) },
                // SAFETY: I1, live, and never visited again.
                false => unsafe { ptr::drop_in_place(slot.kept()) },
            }
        }
        ControlFlow::Continue(())
    }
}

impl<G: Group> fmt::Debug for Keeping<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ended() {
            Some(end) => end.fmt(f),
            None => f.write_str("Running"),
        }
    }
}
