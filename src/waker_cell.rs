//! [`WakerCell`]: a waker that its owner replaces, and that anybody calls, at any time.
//!
//! Nobody waits for anybody. Callers call the waker where it lies, many at a time; the owner
//! replaces it when no caller is there.
//!
//! | step            | finds       | so                                                          |
//! |-----------------|-------------|-------------------------------------------------------------|
//! | a caller enters | `REPLACING` | it leaves: the owner has yet to look for what has happened  |
//! | a caller enters | no such bit | it calls the waker, and leaves                              |
//! | owner replaces  | no caller   | it sets `REPLACING`, writes, clears it                      |
//! | owner replaces  | a caller    | it calls the new waker itself, and tries again next time    |
//!
//! For that, a caller calls *after* it has said what has happened, and the owner looks for it *after*
//! it has replaced the waker. Then no news is missed: if a caller enters before the owner has written,
//! the owner sees the news; if it enters later, it calls the new waker.
//!
//! # Invariants
//!
//! - I1: `state` is twice the number of callers that are in there, and one if the owner is writing.
//! - I2: only the owner writes, and only while it has `REPLACING` set, which it sets when there is
//!   no caller. A caller that enters meanwhile reads nothing.
//! - I3: no waker is cloned, called or dropped while `REPLACING` is set.
#![expect(
    unsafe_code,
    reason = "threads share a waker, and a count of its readers says when it may be written"
)]

use core::mem;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::task::Waker;

use crate::sync::{AtomicUsize, Ordering, UnsafeCell};

const REPLACING: usize = 1;
/// One caller. There is a thread, or a call on its stack, for each: they do not overflow.
const CALLER: usize = 2;

pub(crate) struct WakerCell {
    state: AtomicUsize,
    waker: UnsafeCell<Option<Waker>>,
}

impl WakerCell {
    pub(crate) fn new(waker: Waker) -> Self {
        WakerCell {
            state: AtomicUsize::new(0),
            waker: UnsafeCell::new(Some(waker)),
        }
    }

    /// Calls the waker. What it is called for has been said before.
    pub(crate) fn wake(&self) {
        // ORDERING: Acquire pairs with the Release of an owner that has written: the waker is whole.
        // Release pairs with its Acquire there: what was said before is seen if the waker is missed.
        let found = self.state.fetch_add(CALLER, Ordering::AcqRel);
        let _caller = Caller(&self.state); // leaves also if the waker panics
        if found & REPLACING == 0 {
            self.waker.with(|waker| {
                // SAFETY: I2, nobody writes before this caller has left.
                if let Some(waker) = unsafe { &*waker } {
                    waker.wake_by_ref();
                }
            });
        }
    }

    /// Has `waker` called from now on. The owner looks for what has happened after this.
    ///
    /// # Safety
    ///
    /// The caller is the owner: nobody else calls this or `clear` meanwhile.
    #[inline]
    pub(crate) unsafe fn replace(&self, waker: &Waker) {
        // SAFETY: as the caller says.
        unsafe {
            if !self.knows(waker) {
                self.replace_another(waker);
            }
        }
    }

    /// Whether the one that is called wakes who this one does.
    ///
    /// # Safety
    ///
    /// As for [`replace`](WakerCell::replace).
    #[inline]
    pub(crate) unsafe fn knows(&self, waker: &Waker) -> bool {
        self.waker.with(|kept| {
            // SAFETY: I2, only the owner writes.
            let kept = unsafe { &*kept };
            kept.as_ref().is_some_and(|kept| kept.will_wake(waker))
        })
    }

    /// # Safety
    ///
    /// As for [`replace`](WakerCell::replace).
    #[cold]
    unsafe fn replace_another(&self, waker: &Waker) {
        // SAFETY: as the caller says.
        match unsafe { self.exchange(Some(waker.clone())) } {
            Ok(replaced) => drop(replaced),
            // The old one is being called at this moment; the owner has to come back.
            Err(_) => waker.wake_by_ref(),
        }
    }

    /// Calls nobody from now on, unless somebody is being called at this moment.
    ///
    /// # Safety
    ///
    /// As for [`replace`](WakerCell::replace).
    pub(crate) unsafe fn clear(&self) {
        // SAFETY: as the caller says.
        drop(unsafe { self.exchange(None) });
    }

    /// Writes, and gives what was there; or gives back what should have been written.
    ///
    /// # Safety
    ///
    /// As for [`replace`](WakerCell::replace).
    unsafe fn exchange(&self, waker: Option<Waker>) -> Result<Option<Waker>, Option<Waker>> {
        // ORDERING: Acquire pairs with the Release of callers that leave: they have read before this
        // writes. A failure reads nothing.
        let (success, failure) = (Ordering::Acquire, Ordering::Relaxed);
        if self
            .state
            .compare_exchange(0, REPLACING, success, failure)
            .is_err()
        {
            return Err(waker);
        }
        let replaced = self.waker.with_mut(|kept| {
            // SAFETY: I2, this is the owner, and it has just set the bit.
            mem::replace(unsafe { &mut *kept }, waker)
        });
        // ORDERING: Release gives the waker to the Acquire of callers that enter from now on;
        // Acquire pairs with the Release of those that have entered before and called nobody, whose
        // news the owner is about to look for.
        self.state.fetch_sub(REPLACING, Ordering::AcqRel);
        Ok(replaced)
    }
}

impl Drop for WakerCell {
    fn drop(&mut self) {
        // To the models the end of the memory is a write to the cell; else it does nothing.
        self.waker.with_mut(|_| ());
    }
}

/// Somebody who has entered, and leaves.
struct Caller<'a>(&'a AtomicUsize);

impl Drop for Caller<'_> {
    fn drop(&mut self) {
        // ORDERING: Release pairs with the Acquire of an owner that finds no caller: what this one
        // has read is written over only after.
        self.0.fetch_sub(CALLER, Ordering::Release);
    }
}

// SAFETY: wakers are `Send` and `Sync`, and I2 says that none is written while it is read.
unsafe impl Sync for WakerCell {}

// A waker that panics leaves all of it as it was.
impl RefUnwindSafe for WakerCell {}
impl UnwindSafe for WakerCell {}
