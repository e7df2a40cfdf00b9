//! [`Precise`]: the [`Wakers`] of a group of many.
//!
//! ```text
//! Unkept --a child keeps its waker--> Kept
//! ```
//!
//! - **Unkept**: no child has anything to call. A poll polls all of them, and lends each a waker.
//! - **Kept**: a poll polls those that have called.
//!
//! # Invariants
//!
//! - I1: there is one `Precise` for a block. Whoever has it by `&mut` is the owner of the caller's
//!   waker.
#![expect(
    unsafe_code,
    reason = "the owner of the caller's waker says that it is alone"
)]

use core::ops::{ControlFlow, RangeInclusive};
use core::task::Context;

use super::block::{self, Block};
use super::lent::Lender;
use super::once::OnceBlock;
use super::own;
use crate::keeping::{Straight, Wakers};

/// How many children have wakers of their own: more than the longest tuple.
///
/// Instructions per child, where one after the other is woken, each once:
///
/// | children | array, all polled | who woke | `Vec`, all polled | who woke |
/// |---------:|------------------:|---------:|------------------:|---------:|
/// |        8 |               288 |      375 |               603 |      505 |
/// |       12 |               372 |      363 |               728 |      462 |
/// |       16 |               672 |      349 |               862 |      432 |
/// |       24 |               942 |      345 |              1166 |      418 |
/// |       32 |              1200 |      335 |              1463 |      400 |
const MANY: RangeInclusive<usize> = 13..=block::MOST;

/// Where a waker for each of many children comes from.
pub struct Precise {
    block: OnceBlock,
}

impl Default for Precise {
    #[inline]
    fn default() -> Self {
        let block = OnceBlock::new();
        Precise { block }
    }
}

impl Wakers for Precise {
    #[inline]
    fn pass<B>(
        &mut self,
        children: usize,
        cx: &mut Context<'_>,
        poll: impl FnMut(usize, &mut Context<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        if !MANY.contains(&children) {
            return Straight.pass(children, cx, poll);
        }
        match self.block.get() {
            // SAFETY: I1.
            Some(block) => unsafe { poll_the_woken(block, cx, poll) },
            None => self.poll_all(children, cx, poll),
        }
    }
}

impl Precise {
    fn poll_all<B>(
        &self,
        children: usize,
        cx: &mut Context<'_>,
        mut poll: impl FnMut(usize, &mut Context<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let mut lender = Lender {
            block: &self.block,
            children,
            child: 0,
            caller: cx.waker(),
        };
        (0..children).try_for_each(|child| {
            lender.child = child;
            lender.lend(|waker| poll(child, &mut Context::from_waker(waker)))
        })
    }
}

/// # Safety
///
/// The caller is the owner of the block's waker.
#[inline]
unsafe fn poll_the_woken<B>(
    block: Block<'_>,
    cx: &mut Context<'_>,
    mut poll: impl FnMut(usize, &mut Context<'_>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    // The waker first, and then who has woken: see `cell.rs`.
    // SAFETY: as the caller says.
    unsafe { block.caller().replace(cx.waker()) };
    block.woken().drain().try_for_each(|child| {
        own::lend(block, child, |waker| {
            poll(child, &mut Context::from_waker(waker))
        })
    })
}

impl Drop for Precise {
    fn drop(&mut self) {
        if let Some(block) = self.block.get() {
            // SAFETY: I1.
            unsafe { block.caller().clear() };
        }
    }
}
