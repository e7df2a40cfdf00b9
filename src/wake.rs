//! [`Wake`]: the waker of who was called in a line. It is taken under the lock, and called outside.
//!
//! Where many are called, it is one after the other, each in a locked step of its own: however many
//! there are, nobody waits for the lock longer than for one of them, and no memory is needed.

use core::task::Waker;

/// The waker of who was called, which is called when this is dropped, so also if another one panics.
/// It is made under the lock, and dropped outside.
#[must_use = "it is called when it is dropped, which must not be under the lock"]
pub(crate) struct Wake(Option<Waker>);

impl Wake {
    pub(crate) const NOBODY: Wake = Wake(None);

    #[inline]
    pub(crate) fn of(waker: Option<Waker>) -> Self {
        Wake(waker)
    }

    #[inline]
    pub(crate) fn is_nobody(&self) -> bool {
        self.0.is_none()
    }
}

impl Drop for Wake {
    #[inline]
    fn drop(&mut self) {
        if let Some(waker) = self.0.take() {
            waker.wake();
        }
    }
}

/// Calls `first`, and after it one after another, until `next` has nobody: each step of that takes the
/// lock, and is out of it when the waker is called.
#[inline]
pub(crate) fn wake_all(first: Wake, next: impl FnMut() -> Wake) {
    if !first.is_nobody() {
        let others = All::new(next);
        drop(first);
        others.wake();
    }
}

/// Those whom `next` has, one after another. It goes on with them if one of the wakers panics, or
/// whatever else is done before it begins.
pub(crate) struct All<F: FnMut() -> Wake> {
    next: F,
    are_awake: bool,
}

impl<F: FnMut() -> Wake> All<F> {
    #[inline]
    pub(crate) fn new(next: F) -> Self {
        let are_awake = false;
        All { next, are_awake }
    }

    #[inline]
    pub(crate) fn wake(mut self) {
        self.wake_each();
    }

    #[inline]
    fn wake_each(&mut self) {
        while !(self.next)().is_nobody() {}
        self.are_awake = true;
    }
}

impl<F: FnMut() -> Wake> Drop for All<F> {
    #[inline]
    fn drop(&mut self) {
        if !self.are_awake {
            self.wake_each();
        }
    }
}
