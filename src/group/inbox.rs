//! [`Inbox`]: who has woken, in the order in which they did: many threads put in, one takes out.
//!
//! Whoever comes points at whoever came before, and one atomic step makes it the first; the owner
//! takes all of them in one step, and turns them round into a [`Line`]. Nothing is allocated: the
//! [`Link`] is part of whatever wakes.
//!
//! ```text
//! push    first -> c -> b -> a         the newest is the first
//! take    a -> b -> c                  the oldest is the first
//! ```
//!
//! # Invariants
//!
//! - I1: a link is in one place at a time. Whoever pushes it hands it over, and it alone may touch
//!   it: the inbox until it is taken, then the line, then whoever has popped it.
//! - I2: a link lives at least until it is popped.
//! - I3: `first` is null, a link that was pushed and not taken, or `CLOSED`, which it stays.
#![expect(
    unsafe_code,
    reason = "a list of links that lie in memory of others, which hand them over"
)]

use core::ptr::{self, NonNull};

use crate::sync::{AtomicPtr, Ordering, UnsafeCell};

/// A place in an inbox or in a line.
pub(crate) struct Link {
    next: UnsafeCell<*mut Link>,
}

impl Link {
    pub(crate) fn new() -> Self {
        Link {
            next: UnsafeCell::new(ptr::null_mut()),
        }
    }

    /// # Safety
    ///
    /// The link is the caller's (I1).
    unsafe fn point_at(&self, next: *mut Link) {
        // SAFETY: as the caller says.
        self.next.with_mut(|cell| unsafe { *cell = next });
    }

    /// # Safety
    ///
    /// The link is the caller's (I1).
    unsafe fn next(&self) -> *mut Link {
        // SAFETY: as the caller says.
        self.next.with(|cell| unsafe { *cell })
    }
}

pub(crate) struct Inbox {
    first: AtomicPtr<Link>,
}

/// What a push has found.
#[must_use]
pub(crate) enum Pushed {
    /// An inbox that the owner has emptied: it may have to be told.
    Alone,
    /// An inbox that the owner has been told of.
    Behind,
    /// Nobody takes any more: the link is still the caller's.
    Closed,
}

/// What `first` is when nobody takes any more: no link lies at an odd place.
const CLOSED: *mut Link = ptr::without_provenance_mut(1);

impl Inbox {
    pub(crate) fn new() -> Self {
        Inbox {
            first: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// Puts a link in.
    ///
    /// # Safety
    ///
    /// The link is the caller's, who hands it over (I1), and sees to it that it lives (I2).
    #[inline]
    pub(crate) unsafe fn push(&self, link: NonNull<Link>) -> Pushed {
        // ORDERING: Relaxed, the exchange orders what comes of it; of `CLOSED` nothing is read.
        let mut first = self.first.load(Ordering::Relaxed);
        while first != CLOSED {
            // SAFETY: I2, it lives, and it is the caller's.
            unsafe { link.as_ref().point_at(first) };
            // ORDERING: Release gives the link to the Acquire of `take`. Acquire pairs with the Release
            // there: who finds the inbox empty sees the waker that its owner has set before.
            let (success, failure) = (Ordering::AcqRel, Ordering::Relaxed);
            let pushed = self
                .first
                .compare_exchange_weak(first, link.as_ptr(), success, failure);
            match pushed {
                Ok(found) if found.is_null() => return Pushed::Alone,
                Ok(_) => return Pushed::Behind,
                Err(found) => first = found,
            }
        }
        Pushed::Closed
    }

    /// Takes all that is in.
    #[inline]
    pub(crate) fn take(&self) -> Line {
        // ORDERING: Acquire pairs with the Release of `push`. Release gives whoever pushes next what
        // the owner has done before: see there. A load would not do.
        let newest = self.first.swap(ptr::null_mut(), Ordering::AcqRel);
        // SAFETY: I1 and I3, these are links, and the owner's now.
        unsafe { Line::turned(newest) }
    }

    /// Takes all that is in, and nothing from now on.
    pub(crate) fn close(&self) -> Line {
        // ORDERING: Acquire, as in `take`. Nothing is released.
        let newest = self.first.swap(CLOSED, Ordering::Acquire);
        // SAFETY: I1 and I3, these are links, and the owner's now.
        unsafe { Line::turned(newest) }
    }
}

/// Links that belong to one owner, first come first served. Dropped, it forgets them.
pub(crate) struct Line {
    first: *mut Link,
    last: *mut Link, // of a line that is not empty
}

impl Line {
    pub(crate) const fn new() -> Self {
        Line {
            first: ptr::null_mut(),
            last: ptr::null_mut(),
        }
    }

    /// # Safety
    ///
    /// `newest` is null or a link that is the caller's with all that follow it.
    #[inline]
    unsafe fn turned(mut newest: *mut Link) -> Self {
        let mut line = Line {
            first: ptr::null_mut(),
            last: newest,
        };
        // SAFETY: I2, it lives.
        while let Some(link) = unsafe { newest.as_ref() } {
            // SAFETY: the caller's, it says.
            let before = unsafe { link.next() };
            // SAFETY: as above.
            unsafe { link.point_at(line.first) };
            line.first = newest;
            newest = before;
        }
        line
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_null()
    }

    /// The one that came first, which is the caller's now.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<NonNull<Link>> {
        let first = NonNull::new(self.first)?;
        // SAFETY: I1 and I2, it lives, and is the line's.
        self.first = unsafe { first.as_ref().next() };
        Some(first)
    }

    /// Puts a link behind all others.
    ///
    /// # Safety
    ///
    /// As for [`Inbox::push`].
    #[inline]
    pub(crate) unsafe fn push(&mut self, link: NonNull<Link>) {
        // SAFETY: I2, it lives, and it is the caller's.
        unsafe { link.as_ref().point_at(ptr::null_mut()) };
        let link = link.as_ptr();
        self.append(Line {
            first: link,
            last: link,
        });
    }

    /// Puts those of another line behind its own.
    #[inline]
    pub(crate) fn append(&mut self, behind: Line) {
        if self.is_empty() {
            *self = behind;
        } else if !behind.is_empty() {
            // SAFETY: I1 and I2, it lives, and is the line's.
            unsafe { (*self.last).point_at(behind.first) };
            self.last = behind.last;
        }
    }
}
