//! [`Ring`]: the members of a group in the order in which they came, each knowing its neighbours.
//!
//! ```text
//! first
//!   |
//!   v
//!   a <-> b <-> c <-> a ...
//! ```
//!
//! # Invariants
//!
//! - I1: whoever is in the ring lives and stays where it is until it is taken out.
//! - I2: neighbours point at each other, and `first` at the one that came first, if there is one.
//! - I3: the neighbours of a member are the ring's alone: no other thread touches them.
#![expect(
    unsafe_code,
    reason = "a list through memory of its members, which the compiler cannot follow"
)]

use core::cell::Cell;
use core::ptr::NonNull;

use super::child::Head;

/// The neighbours of a member.
pub(super) struct Siblings {
    before: Cell<NonNull<Head>>,
    behind: Cell<NonNull<Head>>,
}

impl Siblings {
    /// Of one that is in no ring.
    pub(super) fn none() -> Self {
        Siblings {
            before: Cell::new(NonNull::dangling()),
            behind: Cell::new(NonNull::dangling()),
        }
    }
}

pub(super) struct Ring {
    first: Option<NonNull<Head>>,
    len: usize,
}

impl Ring {
    pub(super) const fn new() -> Self {
        Ring {
            first: None,
            len: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn first(&self) -> Option<NonNull<Head>> {
        self.first
    }

    /// Takes one in, behind all others.
    ///
    /// # Safety
    ///
    /// I1, and it is in no ring.
    #[inline]
    pub(super) unsafe fn push(&mut self, member: NonNull<Head>) {
        let first = *self.first.get_or_insert(member);
        // SAFETY: `first` is in the ring, or it is the new one.
        unsafe {
            let last = if first == member {
                member
            } else {
                siblings(first).before.get()
            };
            join(last, member);
            join(member, first);
        }
        self.len += 1;
    }

    /// Takes one out.
    ///
    /// # Safety
    ///
    /// It is in this ring.
    #[inline]
    pub(super) unsafe fn remove(&mut self, member: NonNull<Head>) {
        // SAFETY: I1 and I2, it lives, and so do its neighbours.
        let behind = unsafe {
            let (before, behind) = (siblings(member).before.get(), siblings(member).behind.get());
            join(before, behind);
            behind
        };
        if self.first == Some(member) {
            self.first = (behind != member).then_some(behind);
        }
        self.len -= 1;
    }
}

/// Makes neighbours of two members, or of one with itself.
///
/// # Safety
///
/// Both live.
#[inline]
unsafe fn join(before: NonNull<Head>, behind: NonNull<Head>) {
    // SAFETY: as the caller says.
    unsafe { siblings(before).behind.set(behind) };
    // SAFETY: as the caller says.
    unsafe { siblings(behind).before.set(before) };
}

/// # Safety
///
/// The member lives for `'a`.
#[inline]
unsafe fn siblings<'a>(member: NonNull<Head>) -> &'a Siblings {
    // SAFETY: as the caller says; I3.
    unsafe { &(*member.as_ptr()).siblings }
}
