//! [`Post`]: where the wakes of a group's children arrive, and whom it tells.
#![expect(
    unsafe_code,
    reason = "children point at the post, which an `Arc` keeps alive"
)]

use core::ptr::NonNull;
use core::task::Waker;

use crate::inbox::{Inbox, Line, Link, Pushed};
use crate::sync::Arc;
use crate::waker_cell::WakerCell;

/// One for each group, in an `Arc` that outlives every child.
pub(super) struct Post {
    inbox: Inbox,
    owner: WakerCell,
}

/// What has become of a link.
#[must_use]
pub(super) enum Delivery {
    /// The owner will pop it.
    Taken,
    /// The owner is gone: it is still the caller's.
    Refused,
}

impl Post {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Post {
            inbox: Inbox::new(),
            owner: WakerCell::new(Waker::noop().clone()), // nobody has polled yet
        })
    }

    /// Puts a link in the inbox, and tells the owner if it does not know of any there.
    ///
    /// # Safety
    ///
    /// As for [`Inbox::push`].
    #[inline]
    pub(super) unsafe fn deliver(&self, link: NonNull<Link>) -> Delivery {
        // SAFETY: as the caller says.
        match unsafe { self.inbox.push(link) } {
            Pushed::Alone => self.owner.wake(),
            Pushed::Behind => {}
            Pushed::Closed => return Delivery::Refused,
        }
        Delivery::Taken
    }

    /// All who have woken. Whoever wakes from now on has `waker` called.
    ///
    /// # Safety
    ///
    /// The caller is the owner, of whom there is one.
    #[inline]
    pub(super) unsafe fn collect(&self, waker: &Waker) -> Line {
        // The waker goes first: whoever finds the inbox empty after this calls it.
        // SAFETY: as the caller says.
        unsafe { self.owner.replace(waker) };
        self.inbox.take()
    }

    /// All who have woken.
    pub(super) fn take(&self) -> Line {
        self.inbox.take()
    }

    /// All who have woken; nobody is taken in from now on.
    pub(super) fn close(&self) -> Line {
        self.inbox.close()
    }

    /// Lets go of the owner's waker.
    ///
    /// # Safety
    ///
    /// The caller is the owner, of whom there is one.
    pub(super) unsafe fn forget_owner(&self) {
        // SAFETY: as the caller says.
        unsafe { self.owner.clear() };
    }

    /// Keeps the post alive for one more.
    ///
    /// # Safety
    ///
    /// `post` is the pointer of an `Arc` that is there.
    pub(super) unsafe fn count(post: *const Post) {
        // SAFETY: as the caller says.
        unsafe { Arc::increment_strong_count(post) };
    }

    /// # Safety
    ///
    /// One that was counted ends.
    pub(super) unsafe fn discount(post: *const Post) {
        // SAFETY: as the caller says.
        unsafe { Arc::decrement_strong_count(post) };
    }
}
