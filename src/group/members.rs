//! [`Members`]: the children that a group has, and those of them that have woken.
//!
//! The members stand in a ring, in the order in which they were pushed. Whoever has woken stands in a
//! line as well, up to its poll. A child that is dropped leaves the ring at once; if its link is in the
//! line or on its way there, it is let go when it arrives.
//!
//! # Invariants
//!
//! - I1: whoever is in the ring is live: its future is not dropped, and the group has not let go of
//!   it. Nobody else is in the ring, and no future is dropped but by [`Members::drop_member`].
//! - I2: whoever is in the line or the inbox is a `Child<F>`, in the ring or gone, and its link is the
//!   owner's when it has been popped.
//! - I3: there is one `Members` for each post, and it is the owner of the post and of all children.
#![expect(
    unsafe_code,
    reason = "who is in the ring is live, which the compiler cannot follow"
)]

use core::future::Future;
use core::marker::PhantomData;
use core::mem;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::task::{Poll, Waker};

use super::child::Child;
use super::inbox::Line;
use super::post::Post;
use super::ring::Ring;
use crate::sync::Arc;

pub(super) struct Members<F> {
    ring: Ring,
    // Dropped behind the members, also if one of them panics in its drop.
    arrivals: Arrivals<F>,
}

impl<F> Members<F> {
    pub(super) const fn new() -> Self {
        Members {
            ring: Ring::new(),
            arrivals: Arrivals {
                post: None,
                woken: Line::new(),
                _futures: PhantomData,
            },
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ring.len()
    }

    /// Takes a future in, last of the ring and of those that have woken.
    #[inline]
    pub(super) fn push(&mut self, future: F) {
        let post = self.arrivals.post.get_or_insert_with(Post::new);
        let child = Child::new(future, post);
        // SAFETY: a new child's link is its maker's, and it lives.
        unsafe { self.arrivals.woken.push(child.link()) };
        // SAFETY: I1, and it is new.
        unsafe { self.ring.push(child.head()) };
    }

    /// Has `waker` called when somebody wakes, and counts those in who have.
    #[inline]
    pub(super) fn collect(&mut self, waker: &Waker) {
        if let Some(post) = &self.arrivals.post {
            // SAFETY: I3, the owner.
            let woken = unsafe { post.collect(waker) };
            self.arrivals.woken.append(woken);
        }
    }

    /// The member that has woken first.
    #[inline]
    pub(super) fn next_woken(&mut self) -> Option<Woken<'_, F>> {
        let child = self.arrivals.pop()?;
        Some(Woken {
            members: self,
            child,
        })
    }

    /// Whether anybody has woken, as far as that was counted in.
    pub(super) fn has_woken(&self) -> bool {
        !self.arrivals.woken.is_empty()
    }

    /// Drops every member, in the order of the ring; if one panics the rest are still dropped.
    pub(super) fn clear(&mut self) {
        let mut rest = Rest(self);
        rest.drop_all();
        mem::forget(rest);
    }

    /// Lets go of those that have gone before their links arrived. There are no members.
    pub(super) fn sweep(&mut self) {
        if let Some(post) = &self.arrivals.post {
            self.arrivals.woken.append(post.take());
        }
        let arrived = self.arrivals.pop();
        debug_assert!(arrived.is_none(), "a member without a ring");
    }

    /// Takes a member out of the ring, and drops its future.
    #[inline]
    fn drop_member(&mut self, child: Child<F>) {
        // SAFETY: I1, a member.
        unsafe { self.ring.remove(child.head()) };
        // SAFETY: I1, live until now; I3, the owner.
        unsafe { child.drop_future() };
    }
}

impl<F> Drop for Members<F> {
    fn drop(&mut self) {
        self.clear();
    }
}

/// The ones that [`Members::clear`] has not dropped yet; dropped itself by a panic, it goes on.
struct Rest<'a, F>(&'a mut Members<F>);

impl<F> Rest<'_, F> {
    fn drop_all(&mut self) {
        while let Some(first) = self.0.ring.first() {
            self.0.drop_member(Child::at(first));
        }
    }
}

impl<F> Drop for Rest<'_, F> {
    fn drop(&mut self) {
        self.drop_all();
    }
}

/// A member that has woken, and has its turn.
pub(super) struct Woken<'a, F> {
    members: &'a mut Members<F>,
    child: Child<F>,
}

impl<F: Future> Woken<'_, F> {
    /// Polls it. If it is ready it is dropped before its answer is given, and so it is if it panics.
    #[inline]
    pub(super) fn poll(self) -> Poll<F::Output> {
        // SAFETY: I1, live; I3, the owner.
        let polled = unsafe { self.child.poll() };
        match polled {
            Poll::Pending => mem::forget(self),
            Poll::Ready(_) => drop(self),
        }
        polled
    }
}

impl<F> Drop for Woken<'_, F> {
    #[inline]
    fn drop(&mut self) {
        self.members.drop_member(self.child);
    }
}

/// Where wakes arrive, and those that have been counted in.
struct Arrivals<F> {
    post: Option<Arc<Post>>,
    woken: Line,
    _futures: PhantomData<F>,
}

impl<F> Arrivals<F> {
    /// The first that is still a member.
    #[inline]
    fn pop(&mut self) -> Option<Child<F>> {
        loop {
            // SAFETY: I2, a `Child<F>`.
            let child = unsafe { Child::of(self.woken.pop()?) };
            // SAFETY: I2, the link is the owner's.
            if unsafe { child.begin() } {
                return Some(child);
            }
        }
    }
}

impl<F> Drop for Arrivals<F> {
    /// The members are gone. A link that is still on its way is refused, and whoever has it lets go.
    fn drop(&mut self) {
        let Some(post) = self.post.take() else {
            return;
        };
        self.woken.append(post.close());
        let arrived = self.pop();
        debug_assert!(arrived.is_none(), "a member without a ring");
        // SAFETY: I3, the owner.
        unsafe { post.forget_owner() }; // may panic: nothing is left to do
    }
}

// SAFETY: the members go where their owner goes; what wakers share with it is atomic, or guarded by
// what is.
unsafe impl<F: Send> Send for Members<F> {}
// SAFETY: a shared reference reads how many there are, and looks at no child; `F: Sync` is asked all
// the same, so that auto traits follow the children.
unsafe impl<F: Sync> Sync for Members<F> {}

// The children stay where they are when the group moves.
impl<F> Unpin for Members<F> {}

impl<F: UnwindSafe> UnwindSafe for Members<F> {}
impl<F: RefUnwindSafe> RefUnwindSafe for Members<F> {}
