//! [`Child`]: one allocation for a future and for those who wake it, and who may touch what.
//!
//! The future is the owner's alone: the group's. What wakers share is the head: one word of a count
//! and two flags.
//!
//! | in the word | set by              | says                                                       |
//! |-------------|---------------------|------------------------------------------------------------|
//! | the count   |                     | how many wakers there are, and one for the group           |
//! | `QUEUED`    | a waker, or a push  | its link is in a line or an inbox, or on its way there     |
//! | `GONE`      | the owner           | the future is dropped: `QUEUED` is set as well, and stays  |
//!
//! | step                  | finds       | so                                                        |
//! |-----------------------|-------------|-----------------------------------------------------------|
//! | a waker sets `QUEUED` | it unset    | the link is its own: it posts it                          |
//! | a waker sets `QUEUED` | it set      | somebody else does, or the child is gone                  |
//! | the owner pops a link | `GONE`      | it lets go of the group's count, which has waited for it  |
//! | the owner pops a link | no `GONE`   | it clears `QUEUED`, and polls                             |
//! | the owner drops it    | no `QUEUED` | it lets go of the group's count                           |
//! | the owner drops it    | `QUEUED`    | the group's count stays until the link arrives            |
//! | a waker posts         | a closed post | the group is gone: the waker lets go of its count       |
//!
//! # Invariants
//!
//! - I1: the memory lives while the count is not nought; whoever brings it there frees it. The group
//!   counts until it has let go, as told above.
//! - I2: the future is live until the owner drops it, and nobody but the owner touches it. It is
//!   pinned from the beginning.
//! - I3: the post outlives the child. While the child is a member the group keeps it alive; if wakers
//!   are left when it is dropped, the child counts for the post from then on.
//! - I4: whoever changes `QUEUED` from unset to set has the link. It goes with the link to the owner,
//!   who clears it again when it has popped the link.
//! - I5: the head is the first in the memory, and the link the first in the head: a pointer to the
//!   memory is a pointer to both. All are made of the pointer of the allocation.
//! - I6: no code of `F`'s runs once the future is dropped, so wakers may outlive what it borrows.
#![expect(
    unsafe_code,
    reason = "a pointer to a child behind a waker, which does not know its type"
)]

use alloc::boxed::Box;
use core::cell::UnsafeCell;
use core::future::Future;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::pin::Pin;
use core::ptr::{self, NonNull};
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use super::inbox::Link;
use super::post::{Delivery, Post};
use super::ring::Siblings;
use crate::sync::{self, Arc, AtomicUsize, Ordering};

const QUEUED: usize = 1;
const GONE: usize = 1 << 1;
/// One in the count.
const ONE: usize = 1 << 2;

/// What lies before the future.
#[repr(C)]
pub(super) struct Head {
    link: Link,
    /// Nothing, but to the models: whoever uses the memory reads it, and whoever frees writes it.
    used: sync::UnsafeCell<()>,
    word: AtomicUsize,
    post: *const Post,
    pub(super) siblings: Siblings,
}

#[repr(C)]
struct Memory<F> {
    head: Head,
    // `UnsafeCell`: a shared reference to the memory must not cover the future (see `src/child.rs`).
    future: UnsafeCell<ManuallyDrop<F>>,
}

/// A pointer to a child. It counts for nothing by itself.
pub(super) struct Child<F> {
    head: NonNull<Head>,
    _future: PhantomData<F>,
}

impl<F> Clone for Child<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Child<F> {}

impl<F> Child<F> {
    /// Gives `future` its memory. Its link is the caller's (I4).
    pub(super) fn new(future: F, post: &Arc<Post>) -> Self {
        let memory = NonNull::from(Box::leak(Box::new(Memory {
            head: Head {
                link: Link::new(),
                used: sync::UnsafeCell::new(()),
                word: AtomicUsize::new(ONE | QUEUED),
                post: Arc::as_ptr(post),
                siblings: Siblings::none(),
            },
            future: UnsafeCell::new(ManuallyDrop::new(future)),
        })));
        Child::at(memory.cast())
    }

    pub(super) fn at(head: NonNull<Head>) -> Self {
        Child {
            head,
            _future: PhantomData,
        }
    }

    /// The child whose link this is.
    ///
    /// # Safety
    ///
    /// It is a `Child<F>`'s.
    pub(super) unsafe fn of(link: NonNull<Link>) -> Self {
        Child::at(link.cast()) // I5
    }

    pub(super) fn head(self) -> NonNull<Head> {
        self.head
    }

    pub(super) fn link(self) -> NonNull<Link> {
        self.head.cast() // I5
    }

    /// The owner has popped the link: whether there is somebody to poll.
    ///
    /// # Safety
    ///
    /// The link is the owner's (I4). Unless this says that there is, the child is no more.
    #[inline]
    pub(super) unsafe fn begin(self) -> bool {
        // SAFETY: I1, the group has not let go.
        let head = unsafe { self.head.as_ref() };
        // ORDERING: Relaxed, `GONE` is the owner's own.
        if head.word.load(Ordering::Relaxed) & GONE != 0 {
            // SAFETY: the group's count has waited for this.
            unsafe { self.let_go() };
            return false;
        }
        // ORDERING: Acquire pairs with the Release of the wakers that have found `QUEUED` set, whom the
        // poll that follows answers; Release gives the link to the Acquire of the next waker.
        head.word.fetch_and(!QUEUED, Ordering::AcqRel);
        true
    }

    /// Polls the future with a waker of its own, which is lent and not counted.
    ///
    /// # Safety
    ///
    /// The caller is the owner, and the future is live (I2).
    #[inline]
    pub(super) unsafe fn poll(self) -> Poll<F::Output>
    where
        F: Future,
    {
        let (data, vtable) = (self.head.as_ptr().cast(), &Self::VTABLE);
        // SAFETY: the functions keep what `RawWakerVTable` asks for. This one does not count, and
        // `ManuallyDrop` keeps it from being dropped; the group counts for as long as it is lent.
        let waker = ManuallyDrop::new(unsafe { Waker::new(data, vtable) });
        // SAFETY: I2, live and the owner's.
        let future: &mut F = unsafe { &mut *self.future() };
        // SAFETY: I2, pinned.
        unsafe { Pin::new_unchecked(future) }.poll(&mut Context::from_waker(&waker))
    }

    /// Drops the future where it is, and lets go of the memory, even if the drop panics.
    ///
    /// # Safety
    ///
    /// The caller is the owner, the future is live (I2), and nobody uses the child again but by its
    /// link, if that is on its way.
    #[inline]
    pub(super) unsafe fn drop_future(self) {
        let leaving = Leaving(self);
        // SAFETY: I2, live and the owner's.
        unsafe { ptr::drop_in_place(self.future()) };
        drop(leaving);
    }

    /// The future is dropped.
    ///
    /// # Safety
    ///
    /// As for [`drop_future`](Child::drop_future).
    #[inline]
    unsafe fn leave(self) {
        // SAFETY: I1, the group has not let go.
        let head = unsafe { self.head.as_ref() };
        head.used.with(|_| ());
        // ORDERING: Acquire pairs with the Release in `let_go`, of wakers that are no more.
        if head.word.load(Ordering::Acquire) == ONE {
            // SAFETY: I1, nobody else counts, and the link is nowhere.
            unsafe { self.free() };
            return;
        }
        // SAFETY: I3, the child is a member until now.
        unsafe { Post::count(head.post) };
        // ORDERING: Release gives the future's end to the Acquire in `let_go` of whoever frees.
        if head.word.fetch_or(QUEUED | GONE, Ordering::Release) & QUEUED == 0 {
            // SAFETY: the link is nowhere, and will be: nobody waits for the group's count.
            unsafe { self.let_go() };
        }
    }

    /// Takes one from the count, and frees the memory if it was the last.
    ///
    /// # Safety
    ///
    /// One of the count is the caller's, who uses the child no more.
    #[inline]
    unsafe fn let_go(self) {
        // SAFETY: I1, the caller counts.
        let head = unsafe { self.head.as_ref() };
        head.used.with(|_| ());
        // ORDERING: Release and Acquire pair with each other: whoever frees comes after all others.
        if head.word.fetch_sub(ONE, Ordering::AcqRel) < 2 * ONE {
            let post = head.post;
            // SAFETY: I1, it was the last.
            unsafe { self.free() };
            // SAFETY: I3, a member is not freed by this, so it counts for the post.
            unsafe { Post::discount(post) };
        }
    }

    /// # Safety
    ///
    /// Nobody has a count, but for the caller's own, and the future is dropped.
    unsafe fn free(self) {
        // SAFETY: I5, the pointer of the allocation, and nobody else's.
        let memory = unsafe { Box::from_raw(self.head.as_ptr().cast::<Memory<F>>()) };
        memory.head.used.with_mut(|_| ());
    }

    fn future(self) -> *mut F {
        let memory = self.head.as_ptr().cast::<Memory<F>>();
        // SAFETY: I1 and I5, in bounds.
        unsafe { &raw mut (*memory).future }.cast()
    }

    const VTABLE: RawWakerVTable = RawWakerVTable::new(
        clone_waker::<F>,
        wake::<F>,
        wake_by_ref::<F>,
        drop_waker::<F>,
    );
}

/// Leaves when it goes out of scope, so also if the future panics in its drop.
struct Leaving<F>(Child<F>);

impl<F> Drop for Leaving<F> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: made by `drop_future` alone, with what its caller says.
        unsafe { self.0.leave() };
    }
}

/// One of the count, given back when this goes out of scope.
struct Counted<F>(Child<F>);

impl<F> Drop for Counted<F> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: made of a waker that ends, whose count it was.
        unsafe { self.0.let_go() };
    }
}

/// # Safety
///
/// Here and below: `data` is that of a live waker of a `Child<F>`, which is one of the count, or lent
/// by the owner for a poll.
unsafe fn clone_waker<F>(data: *const ()) -> RawWaker {
    // SAFETY: I1 and I5.
    let head = unsafe { &*data.cast::<Head>() };
    // ORDERING: Relaxed, whoever has the old waker hands on the new one.
    if head.word.fetch_add(ONE, Ordering::Relaxed) > isize::MAX as usize {
        too_many();
    }
    RawWaker::new(data, &Child::<F>::VTABLE)
}

/// # Safety
///
/// See [`clone_waker`]. The waker ends.
unsafe fn wake<F>(data: *const ()) {
    // SAFETY: as the caller says.
    let counted = Counted(unsafe { child::<F>(data) });
    // SAFETY: as the caller says; it counts until `counted` is dropped.
    unsafe { wake_by_ref::<F>(data) };
    drop(counted);
}

/// # Safety
///
/// See [`clone_waker`].
unsafe fn wake_by_ref<F>(data: *const ()) {
    // SAFETY: as the caller says.
    let child = unsafe { child::<F>(data) };
    // SAFETY: I1.
    let head = unsafe { child.head.as_ref() };
    // ORDERING: Release pairs with the owner's Acquire in `begin`: what was done before the wake is
    // seen by the poll that it leads to, or that another's does. Acquire pairs with the Release there:
    // the owner reads the link no more.
    if head.word.fetch_or(QUEUED, Ordering::AcqRel) & QUEUED != 0 {
        return;
    }
    // SAFETY: I3.
    let post = unsafe { &*head.post };
    // SAFETY: I4, the link is this waker's, and the memory lives until it is popped.
    if let Delivery::Refused = unsafe { post.deliver(child.link()) } {
        // SAFETY: the group is gone, and has left its count to whoever had the link.
        unsafe { child.let_go() };
    }
}

/// # Safety
///
/// See [`clone_waker`]. The waker ends.
unsafe fn drop_waker<F>(data: *const ()) {
    // SAFETY: as the caller says.
    drop(Counted(unsafe { child::<F>(data) }));
}

/// # Safety
///
/// See [`clone_waker`].
unsafe fn child<F>(data: *const ()) -> Child<F> {
    // SAFETY: a waker's pointer is that of its child.
    Child::at(unsafe { NonNull::new_unchecked(data.cast_mut().cast()) })
}

/// Aborts: a panic that would leave an `extern "C"` function does.
#[cold]
extern "C" fn too_many() {
    panic!("too many clones of the waker of a `Group`'s child");
}
