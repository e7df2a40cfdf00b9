//! [`Wakers`]: with whose waker a child is polled, and so, who is polled.

use core::future::Future;
use core::ops::ControlFlow;
use core::task::Context;

use super::{Group, Pass, Rule, Running, Visitor};
use crate::slot::Slot;

/// What many children of one type are polled with.
pub trait Wakers: Default {
    /// Calls `poll` for each child that is to be polled, in index order, until it breaks.
    fn pass<B>(
        &mut self,
        children: usize,
        cx: &mut Context<'_>,
        poll: impl FnMut(usize, &mut Context<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B>;
}

/// The caller's waker goes straight through: who has called it nobody knows, and all are polled.
#[derive(Default)]
pub struct Straight;

impl Wakers for Straight {
    #[inline]
    fn pass<B>(
        &mut self,
        children: usize,
        cx: &mut Context<'_>,
        mut poll: impl FnMut(usize, &mut Context<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        (0..children).try_for_each(|child| poll(child, cx))
    }
}

/// One pass over the slots of a group whose children are of one type.
#[inline]
pub(crate) fn pass<G: Group, F: Future, X>(
    slots: &[Slot<F, X>],
    running: &mut Running<G::Bits>,
    wakers: &mut impl Wakers,
    cx: &mut Context<'_>,
) -> ControlFlow<G::Decided>
where
    G::Rule: Rule<F::Output, Kept = X, Decided = G::Decided>,
{
    wakers.pass(slots.len(), cx, |child, cx| {
        Visitor::<G>::visit(&mut Pass { cx }, child, &slots[child], running)
    })
}
