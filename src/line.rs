//! [`Line`]: those who wait, in the order in which they came. Nobody allocates to stand in it: a
//! [`Waiter`] is part of the pinned future that waits, and the line is made of pointers to them.
//!
//! ```text
//! Outside --join--> Waiting --leave--> Outside
//!    |                 |
//!    |                 +--call---> Served or Refused
//!    +--call_at_once-------------> Served or Refused
//!
//! Outside, Served or Refused --finish--> Finished --begin--> Outside
//! ```
//!
//! | field      | whose it is                                                                    |
//! |------------|--------------------------------------------------------------------------------|
//! | `standing` | written by its future, or a step for it, while it is `Outside` or has been called, and under the lock of the line else; read by its future at any time |
//! | `links`    | the line's, so of whoever has the lock                                         |
//! | its `note` | the same: what it has to say to whoever calls it, as what it wants, and how much |
//!
//! # Invariants
//!
//! - I1: a waiter is in a line exactly while it is `Waiting`, and it is pinned. Its future does not
//!   end before it has left or been called.
//! - I2: who is called is out of the line, its waker is taken, and then, last, its standing says so.
//!   From that moment its future may end, and nobody else touches it again.
//! - I3: `&mut Line` is had under the lock of the line and nowhere else, and a waiter meets the lines
//!   behind one lock only.
//! - I4: the links are there from when a waiter joins a line. Out of the line they have no waker, and
//!   nothing that would have to be dropped.
#![expect(
    unsafe_code,
    reason = "a list whose nodes are in futures that others own, and only pin"
)]

use core::marker::PhantomPinned;
use core::mem::{self, MaybeUninit};
use core::pin::Pin;
use core::ptr::NonNull;
use core::task::Waker;

use crate::sync::{AtomicU8, Ordering, UnsafeCell};
use crate::wake::Wake;

/// Where a waiter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Standing {
    /// It has not come yet, or has left.
    Outside,
    /// Its future has answered.
    Finished,
    /// It has been called, and was given nothing. What it has brought is still its own.
    Refused,
    /// It is in the line.
    Waiting,
    /// It has been called: what it waited for is its own, or what it has brought was taken.
    Served,
}

pub(crate) struct Waiter<N> {
    standing: AtomicU8,
    links: UnsafeCell<MaybeUninit<Links<N>>>,
    _pinned: PhantomPinned,
}

/// What a waiter has while it is in a line.
struct Links<N> {
    before: Option<NonNull<Waiter<N>>>,
    behind: Option<NonNull<Waiter<N>>>,
    waker: Option<Waker>,
    note: N,
}

impl<N> Waiter<N> {
    #[inline]
    pub(crate) fn new() -> Self {
        Waiter {
            standing: AtomicU8::new(Standing::Outside as u8),
            links: UnsafeCell::new(MaybeUninit::uninit()),
            _pinned: PhantomPinned,
        }
    }

    /// For its future, and for the line.
    #[inline]
    pub(crate) fn standing(&self) -> Standing {
        // ORDERING: Acquire pairs with the Release in `call`: that what it has brought was taken, and
        // whatever came before, is seen. Without it a future might drop a value that the channel has.
        match self.standing.load(Ordering::Acquire) {
            0 => Standing::Outside,
            1 => Standing::Finished,
            2 => Standing::Refused,
            3 => Standing::Waiting,
            _ => Standing::Served,
        }
    }

    /// Its future begins, or begins anew. It is not in the line.
    #[inline]
    pub(crate) fn begin(&self) {
        stand(&self.standing, Standing::Outside);
    }

    /// It comes just now, and is served or refused without a wait. That stands from this step on, for
    /// what is done before its future answers may panic.
    #[inline]
    pub(crate) fn call_at_once(&self, standing: Standing) -> Standing {
        stand(&self.standing, standing);
        standing
    }

    /// Its future has answered. It is not in the line.
    #[inline]
    pub(crate) fn finish(&self) {
        stand(&self.standing, Standing::Finished);
    }

    /// Its memory ends.
    #[inline]
    pub(crate) fn end(&self) {
        self.links.with_mut(|_| ());
    }

    /// Does something to its links.
    ///
    /// # Safety
    ///
    /// The caller has the line (I3), and the waiter is in it (I4).
    #[inline]
    unsafe fn links<R>(&self, act: impl FnOnce(&mut Links<N>) -> R) -> R {
        // SAFETY: as the caller says; `act` gets to no other waiter's, and so to none twice.
        self.links
            .with_mut(|links| act(unsafe { (*links).assume_init_mut() }))
    }
}

/// Where a waiter stands from now on.
#[inline]
fn stand(atomic: &AtomicU8, standing: Standing) {
    // ORDERING: Release pairs with the Acquire in `standing`, for the sake of `call`: see there.
    atomic.store(standing as u8, Ordering::Release);
}

// SAFETY: what a waiter has is a note and a waker, which go from thread to thread under the lock (I3).
unsafe impl<N: Send> Send for Waiter<N> {}
// SAFETY: a shared reference to a waiter reads its standing, and its links under the lock.
unsafe impl<N: Send> Sync for Waiter<N> {}

pub(crate) struct Line<N> {
    first: Option<NonNull<Waiter<N>>>,
    last: Option<NonNull<Waiter<N>>>,
}

impl<N: Copy> Line<N> {
    pub(crate) const fn new() -> Self {
        Line {
            first: None,
            last: None,
        }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// What the first of the line has to say, if there is one.
    #[inline]
    pub(crate) fn first(&self) -> Option<N> {
        self.first.map(|first| {
            // SAFETY: I1, it is in the line; I3.
            unsafe { first.as_ref().links(|links| links.note) }
        })
    }

    /// Puts a waiter behind all others.
    ///
    /// # Safety
    ///
    /// The waiter is not in a line, and I1 and I3 hold of it.
    pub(crate) unsafe fn join(&mut self, waiter: Pin<&Waiter<N>>, waker: Waker, note: N) {
        let before = self.last.replace(NonNull::from(&*waiter));
        let links = Links {
            before,
            behind: None,
            waker: Some(waker),
            note,
        };
        waiter.links.with_mut(|place| {
            // SAFETY: I3, and I4: what is overwritten need not be dropped.
            unsafe { (*place).write(links) };
        });
        match before {
            // SAFETY: I1, it is in the line; I3.
            Some(before) => unsafe { before.as_ref().links(|it| it.behind = self.last) },
            None => self.first = self.last,
        }
        stand(&waiter.standing, Standing::Waiting);
    }

    /// Whether a waiter waits with `waker`: it has before, or takes the clone of it. That is changed
    /// for the one that is needed no more.
    ///
    /// # Safety
    ///
    /// The waiter is in this line.
    pub(crate) unsafe fn keep_waiting(
        &mut self,
        waiter: Pin<&Waiter<N>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> bool {
        let renew = |links: &mut Links<N>| {
            let is_known = links.waker.as_ref().is_some_and(|it| it.will_wake(waker));
            let is_renewed = !is_known && cloned.is_some();
            if is_renewed {
                mem::swap(&mut links.waker, cloned);
            }
            is_known || is_renewed
        };
        // SAFETY: I3.
        unsafe { waiter.links(renew) }
    }

    /// Lets a waiter out of the line.
    ///
    /// # Safety
    ///
    /// The waiter is in this line.
    pub(crate) unsafe fn leave(&mut self, waiter: Pin<&Waiter<N>>) -> Option<Waker> {
        // SAFETY: it is in this line, says the caller.
        let waker = unsafe { self.unlink(&waiter) };
        stand(&waiter.standing, Standing::Outside);
        waker
    }

    /// Calls the first of the line, if there is one: it is served, or refused. What it has brought was
    /// taken before.
    #[inline]
    pub(crate) fn call(&mut self, standing: Standing) -> Wake {
        match self.first {
            Some(first) => self.call_first(first, standing),
            None => Wake::NOBODY,
        }
    }

    fn call_first(&mut self, first: NonNull<Waiter<N>>, standing: Standing) -> Wake {
        // SAFETY: I1, it is in the line, and so it is there until its standing changes, below.
        let first = unsafe { first.as_ref() };
        // SAFETY: it is in this line.
        let waker = unsafe { self.unlink(first) };
        // I2: from here on it may be gone, and so only the atomic is an argument of what says so.
        stand(&first.standing, standing);
        Wake::of(waker)
    }

    /// Takes a waiter out of the list, and its waker.
    ///
    /// # Safety
    ///
    /// The waiter is in this line.
    unsafe fn unlink(&mut self, waiter: &Waiter<N>) -> Option<Waker> {
        // SAFETY: I3, and it is in the line.
        let (before, behind, waker) = unsafe {
            waiter.links(|links| {
                let waker = links.waker.take();
                (links.before, links.behind, waker)
            })
        };
        match before {
            // SAFETY: I1, it is in the line; I3.
            Some(before) => unsafe { before.as_ref().links(|it| it.behind = behind) },
            None => self.first = behind,
        }
        match behind {
            // SAFETY: I1, it is in the line; I3.
            Some(behind) => unsafe { behind.as_ref().links(|it| it.before = before) },
            None => self.last = before,
        }
        waker
    }
}

// SAFETY: as for the waiters it is made of; I3.
unsafe impl<N: Send> Send for Line<N> {}
