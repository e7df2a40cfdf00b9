//! [`OnceBlock`]: a block that may not be there yet, in one pointer.
//!
//! # Invariants
//!
//! - I1: the pointer is null, or stands for a share. Once it is not null it stays what it is, until
//!   the `OnceBlock` is dropped.
#![expect(
    unsafe_code,
    reason = "a pointer stands for a share in what it points to"
)]

use core::ptr::{self, NonNull};

use super::block::{Block, Header, Share};
use crate::sync::{AtomicPtr, Ordering};

pub(super) struct OnceBlock(AtomicPtr<Header>);

impl OnceBlock {
    pub(super) fn new() -> Self {
        OnceBlock(AtomicPtr::new(ptr::null_mut()))
    }

    #[inline]
    pub(super) fn get(&self) -> Option<Block<'_>> {
        // ORDERING: Acquire pairs with the Release of who has made it: its parts are there.
        let header = NonNull::new(self.0.load(Ordering::Acquire))?;
        // SAFETY: I1, there is a share for as long as this is borrowed.
        Some(unsafe { Block::new(header) })
    }

    /// The block, made if it is not there. If two threads make one, the second of them is dropped.
    pub(super) fn get_or_make(&self, make: impl FnOnce() -> Share) -> Block<'_> {
        if let Some(block) = self.get() {
            return block;
        }
        let made = make().into_raw();
        // ORDERING: Release gives the parts to the Acquire in `get`, and here to a second maker.
        let (success, failure) = (Ordering::Release, Ordering::Acquire);
        let null = ptr::null_mut();
        let header = match self.0.compare_exchange(null, made, success, failure) {
            Ok(_) => made,
            Err(first) => {
                // SAFETY: nobody else has the pointer.
                drop(unsafe { Share::from_raw(NonNull::new_unchecked(made)) });
                first
            }
        };
        // SAFETY: I1, not null, and there is a share for as long as this is borrowed.
        unsafe { Block::new(NonNull::new_unchecked(header)) }
    }
}

impl Drop for OnceBlock {
    fn drop(&mut self) {
        // ORDERING: Relaxed, whoever has it alone comes after all who have had it.
        if let Some(header) = NonNull::new(self.0.load(Ordering::Relaxed)) {
            // SAFETY: I1, and the pointer ends here.
            drop(unsafe { Share::from_raw(header) });
        }
    }
}
