//! [`Wakers`]: with whose waker a child is polled, and so, who is polled.

use core::ops::ControlFlow;
use core::task::Context;

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
