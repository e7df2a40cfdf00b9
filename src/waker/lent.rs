//! [`Lender`]: the waker of a child that is polled while its group has no block.
//!
//! It is no more than a note of whose it is. A child that keeps it has to clone it, and only then is
//! the block made: the clone is a waker of the child's own (`own.rs`).
//!
//! # Invariants
//!
//! - I1: the pointer of a waker with this vtable is a `Lender`, which is there as long as the waker:
//!   it is lent and never dropped or given away.
#![expect(
    unsafe_code,
    reason = "the functions of a vtable get a pointer, and know of what"
)]

use core::mem::ManuallyDrop;
use core::ptr;
use core::task::{RawWaker, RawWakerVTable, Waker};

use super::block::{Block, Share};
use super::once::OnceBlock;
use super::own;

/// Who lends, and to whom.
pub(super) struct Lender<'a> {
    pub(super) block: &'a OnceBlock,
    pub(super) children: usize,
    pub(super) child: usize,
    pub(super) caller: &'a Waker,
}

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake_by_ref, wake_by_ref, |_| ());

impl<'a> Lender<'a> {
    #[inline]
    pub(super) fn lend<R>(&self, poll: impl FnOnce(&Waker) -> R) -> R {
        // SAFETY: I1; the functions keep what a `RawWakerVTable` promises, on any thread, because a
        // `Lender` is `Sync`. That a clone has another vtable, they may.
        let lent = ManuallyDrop::new(unsafe { Waker::new(ptr::from_ref(self).cast(), &VTABLE) });
        poll(&lent)
    }

    fn block(&self) -> Block<'a> {
        self.block
            .get_or_make(|| Share::new(self.children, self.caller.clone()))
    }
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn clone(lender: *const ()) -> RawWaker {
    // SAFETY: I1.
    let lender = unsafe { &*lender.cast::<Lender<'_>>() };
    own::waker(lender.block().share(), lender.child)
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn wake_by_ref(lender: *const ()) {
    // SAFETY: I1.
    let lender = unsafe { &*lender.cast::<Lender<'_>>() };
    lender.block().wake(lender.child);
}
