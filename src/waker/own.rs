//! A waker of a child's own, by vtable.
//!
//! # Invariants
//!
//! - I1: the pointer of a waker with this vtable is a cell that stands for a share; that of one that is
//!   lent is a cell of a block in which the lender has a share, and it is not dropped.
#![expect(
    unsafe_code,
    reason = "the functions of a vtable get a pointer, and know of what"
)]

use core::mem::ManuallyDrop;
use core::task::{RawWaker, RawWakerVTable, Waker};

use super::block::{Block, Share};

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop);

/// What a child keeps.
pub(super) fn waker(share: Share, child: usize) -> RawWaker {
    RawWaker::new(share.into_cell(child), &VTABLE)
}

/// Lends a child its waker, which is one that it may have kept.
#[inline]
pub(super) fn lend<R>(block: Block<'_>, child: usize, poll: impl FnOnce(&Waker) -> R) -> R {
    // SAFETY: I1; the functions keep what a `RawWakerVTable` promises, on any thread, because all that
    // a block has is atomic or a `WakerCell`.
    let lent = ManuallyDrop::new(unsafe { Waker::new(block.cell(child), &VTABLE) });
    poll(&lent)
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn clone(cell: *const ()) -> RawWaker {
    // SAFETY: I1.
    let (block, child) = unsafe { Block::from_cell(cell) };
    waker(block.share(), child)
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`], which ends.
unsafe fn wake(cell: *const ()) {
    // SAFETY: I1, and it was not lent.
    let (share, child) = unsafe { Share::from_cell(cell) };
    share.block().wake(child);
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn wake_by_ref(cell: *const ()) {
    // SAFETY: I1.
    let (block, child) = unsafe { Block::from_cell(cell) };
    block.wake(child);
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`], which ends.
unsafe fn drop(cell: *const ()) {
    // SAFETY: I1, and it was not lent.
    let (_share, _) = unsafe { Share::from_cell(cell) };
}
