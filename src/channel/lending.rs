//! [`Lending`]: memory for a value that many have. A [`Loan`] is a pointer to it that is counted, as an
//! `Arc` is; but the memory is somebody else's, and free again when the last has dropped the value.
//!
//! | `count` | says                                            |
//! |---------|-------------------------------------------------|
//! | `FREE`  | there is no value                               |
//! | `BUSY`  | one is being put there, or dropped              |
//! | more    | it is there, and for each loan there is one more|
//!
//! # Invariants
//!
//! - I1: whoever changes `count` from `FREE` to `BUSY`, or from one loan to `BUSY`, has the memory alone
//!   until it changes it again.
//! - I2: while `count` is more than `BUSY` the value is there, and there are no more loans than it says:
//!   fewer if one was forgotten.
#![expect(
    unsafe_code,
    reason = "memory that holds a value or nothing, as a count says"
)]

use core::mem::MaybeUninit;
use core::ops::Deref;

use crate::sync::{AtomicUsize, Ordering, UnsafeCell, const_fn};

const FREE: usize = 0;
const BUSY: usize = 1;
const ONE_LOAN: usize = 2;
/// More loans are not made: so `count` does not overflow, even if many are forgotten on many threads.
const MANY_LOANS: usize = usize::MAX / 2;

pub(super) struct Lending<V> {
    count: AtomicUsize,
    value: UnsafeCell<MaybeUninit<V>>,
}

impl<V> Lending<V> {
    const_fn! {
        pub(super) const fn new() -> Self {
            Lending {
                count: AtomicUsize::new(FREE),
                value: UnsafeCell::new(MaybeUninit::uninit()),
            }
        }
    }

    /// Lends the memory with this value in it. What loans that were forgotten have left there is leaked.
    pub(super) fn lend(&mut self, value: V) -> Loan<'_, V> {
        self.count = AtomicUsize::new(BUSY);
        // SAFETY: I1, nobody else has it, since it is borrowed mutably.
        unsafe { self.fill(value) }
    }

    /// Lends the memory with a value that is made for it, if it is free.
    pub(super) fn try_lend(&self, make: impl FnOnce() -> V) -> Option<Loan<'_, V>> {
        // ORDERING: Acquire pairs with the Release in `Emptying::drop`: what those before have done to the
        // memory comes before this. Who does not get it touches nothing.
        let (success, failure) = (Ordering::Acquire, Ordering::Relaxed);
        let had = self.count.compare_exchange(FREE, BUSY, success, failure);
        // SAFETY: I1, it has just been changed.
        had.is_ok().then(|| unsafe { self.fill(make()) })
    }

    /// # Safety
    ///
    /// The caller has the memory alone (I1).
    unsafe fn fill(&self, value: V) -> Loan<'_, V> {
        // SAFETY: as the caller says.
        self.value
            .with_mut(|place| unsafe { (*place).write(value) });
        // ORDERING: Relaxed, others have the value from whoever has this loan.
        self.count.store(ONE_LOAN, Ordering::Relaxed);
        Loan(self)
    }
}

// SAFETY: a shared reference to it gives shared references to the value, and drops it.
unsafe impl<V: Send + Sync> Sync for Lending<V> {}

/// One of those who have the value. The last drops it.
#[expect(
    missing_debug_implementations,
    reason = "nobody meets it but in the bounds of a trait that is sealed"
)]
pub struct Loan<'a, V>(&'a Lending<V>);

impl<V> Deref for Loan<'_, V> {
    type Target = V;

    #[inline]
    fn deref(&self) -> &V {
        // SAFETY: I2, this is one of the loans, so the value is there for as long as it is borrowed.
        self.0
            .value
            .with(|value| unsafe { (*value).assume_init_ref() })
    }
}

impl<V> Clone for Loan<'_, V> {
    fn clone(&self) -> Self {
        // ORDERING: Relaxed, whoever clones has the value.
        let count = self.0.count.fetch_add(1, Ordering::Relaxed);
        let loan = Loan(self.0); // dropped, and so not counted, by the panic
        assert!(count < MANY_LOANS, "there are too many ends of a channel");
        loan
    }
}

impl<V> Drop for Loan<'_, V> {
    fn drop(&mut self) {
        // ORDERING: Release pairs with the Acquire of the last: what this one did with the value comes
        // before its drop.
        if self.0.count.fetch_sub(1, Ordering::AcqRel) == ONE_LOAN {
            let _emptying = Emptying(&self.0.count); // also if the value panics in its drop
            // SAFETY: I1 and I2, this was the last loan, and the value is there.
            (self.0.value).with_mut(|value| unsafe { (*value).assume_init_drop() });
        }
    }
}

/// The memory is free when this is dropped.
struct Emptying<'a>(&'a AtomicUsize);

impl Drop for Emptying<'_> {
    fn drop(&mut self) {
        // ORDERING: Release pairs with the Acquire in `try_lend`: see there.
        self.0.store(FREE, Ordering::Release);
    }
}
