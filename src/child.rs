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
#![expect(
    missing_debug_implementations,
    reason = "nobody meets a child but inside a future, which prints its state"
)]

use core::cell::UnsafeCell;
use core::future::Future;
use core::panic::RefUnwindSafe;
use core::pin::Pin;
use core::task::{Context, Poll};

/// A pinned future with no niche, that a shared reference to its parent does not look into;
/// [as lossless](crate#cancel-safety) as it is.
#[repr(transparent)]
pub struct Child<F: ?Sized> {
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

/// The elements of a pinned slice, pinned each, in index order.
#[inline]
pub(crate) fn each<T>(elements: Pin<&mut [T]>) -> impl Iterator<Item = Pin<&mut T>> {
    // SAFETY: I3, the slice is taken apart into pinned elements and nothing else.
    let elements = unsafe { elements.get_unchecked_mut() };
    elements.iter_mut().map(|element| {
        // SAFETY: I3.
        unsafe { Pin::new_unchecked(element) }
    })
}

/// One element of a pinned slice, pinned.
#[inline]
pub(crate) fn at<T>(elements: Pin<&mut [T]>, index: usize) -> Pin<&mut T> {
    // SAFETY: I3, the closure only narrows the reference.
    unsafe { elements.map_unchecked_mut(|elements| &mut elements[index]) }
}
