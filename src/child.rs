//! [`Child`]: a future that lives inside another future's state.
//!
//! A state enum keeps its children beside its tag, and two things must not happen to them.
//!
//! - The compiler may store the tag in bytes that a child never uses, a niche. A suspended `async`
//!   block lends its bytes to references of its own, and reading the tag would read over them.
//!   `UnsafeCell` has no niche: the tag gets a byte of its own, which the compiler still lays where
//!   it costs least.
//! - A shared reference to the parent, as `Debug` and `is_terminated` take, would be one to the
//!   child as well, and end the references it holds to itself. `UnsafeCell` takes the child out of
//!   every shared reference around it.
//!
//! # Invariants
//!
//! - I1: `cell` is pinned when the `Child` is: no method moves it, and none gives out an unpinned
//!   `&mut F`.
//! - I2: a shared `&Child<F>` leads to no `&F`.
//! - I3: the elements of a pinned slice are pinned with it: they move when the slice does, and only
//!   then.
#![expect(
    unsafe_code,
    reason = "a pin projection through `UnsafeCell`, which no safe projection offers"
)]

use core::cell::UnsafeCell;
use core::future::Future;
use core::panic::RefUnwindSafe;
use core::pin::Pin;
use core::task::{Context, Poll};

/// A pinned future with no niche, that a shared reference to its parent does not look into.
#[repr(transparent)]
pub(crate) struct Child<F: ?Sized> {
    cell: UnsafeCell<F>,
}

impl<F> Child<F> {
    pub(crate) const fn new(future: F) -> Self {
        Child {
            cell: UnsafeCell::new(future),
        }
    }
}

impl<F: ?Sized> Child<F> {
    /// The future, pinned.
    #[inline]
    pub(crate) fn project(self: Pin<&mut Self>) -> Pin<&mut F> {
        // SAFETY: I1, `cell` is structurally pinned, and the closure only narrows the reference.
        unsafe { self.map_unchecked_mut(|child| child.cell.get_mut()) }
    }
}

impl<F: Future + ?Sized> Future for Child<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().poll(cx)
    }
}

// SAFETY: I2, a shared reference gives no way to the future; `F: Sync` is asked all the same, so
// that auto traits follow the children.
unsafe impl<F: Sync + ?Sized> Sync for Child<F> {}

impl<F: RefUnwindSafe + ?Sized> RefUnwindSafe for Child<F> {}

/// The children of a pinned slice, pinned each, in index order.
#[inline]
pub(crate) fn each<F>(children: Pin<&mut [Child<F>]>) -> impl Iterator<Item = Pin<&mut Child<F>>> {
    // SAFETY: I3, the slice is taken apart into pinned elements and nothing else.
    let children = unsafe { children.get_unchecked_mut() };
    children.iter_mut().map(|child| {
        // SAFETY: I3.
        unsafe { Pin::new_unchecked(child) }
    })
}
