//! The memory that two ends share, and who may touch what.
//!
//! One byte of bits. A bit is set once and stays, but for the two `WAKER` bits, which their own end
//! clears to get its cell back.
//!
//! | bit        | set by   | says                                                         |
//! |------------|----------|--------------------------------------------------------------|
//! | `SENT`     | sender   | the value is there, for the receiver unless `CLOSED` came    |
//! | `HUNG_UP`  | sender   | none will be                                                 |
//! | `CLOSED`   | receiver | a value that is not sent by now goes back to the sender      |
//! | `RX_WAKER` | receiver | its cell holds a waker, to be called at `SENT` and `HUNG_UP` |
//! | `TX_WAKER` | sender   | its cell holds a waker, to be called at `CLOSED`             |
//! | `RX_GONE`  | receiver | it touches nothing any more                                  |
//! | `TX_GONE`  | sender   | it touches nothing any more                                  |
//!
//! The first three are news. Each step is one atomic operation, and the bits that it finds say what
//! the other end has done:
//!
//! | step                  | finds               | so                                            |
//! |-----------------------|---------------------|-----------------------------------------------|
//! | sender sends          | nothing at all      | it sets `SENT` and `TX_GONE` at once          |
//! | sender sends          | `CLOSED`            | the value goes back                           |
//! | either brings news    | the other's `WAKER` | it calls the waker, if no news came before    |
//! | receiver closes       | `SENT`              | the value is there to be taken                |
//! | receiver sets a waker | `SENT` or `HUNG_UP` | it came meanwhile: it does not wait           |
//! | sender sets a waker   | `CLOSED`            | it came meanwhile: it does not wait           |
//!
//! # Invariants
//!
//! - I1: the memory lives until both ends have left; whoever leaves second frees it.
//! - I2: the value's cell is the sender's until `SENT`, and the receiver's from then on, but for a
//!   `SENT` that comes after `CLOSED`: then it stays the sender's. A receiver that has closed before
//!   `SENT` leaves, so for any `Receiving`, `SENT` means that the value is its own.
//! - I3: a waker's cell is its own end's alone while its `WAKER` bit is clear; while it is set both
//!   ends may read it. The other end reads only if the bit was set when it brought its news. So the
//!   own end, before it writes, clears the bit and makes sure that no news has come: from then on
//!   none that comes will find the bit.
//! - I4: there is one `Sending` and one `Receiving` for each `Shared`, each used by one thread at a
//!   time.
#![expect(
    unsafe_code,
    reason = "two threads share memory whose bits say which part is whose"
)]

use alloc::boxed::Box;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ptr::NonNull;
use core::task::{Poll, Waker};

use super::Closed;
use crate::sync::UnsafeCell;
use crate::sync::{AtomicU8, Ordering};

const SENT: u8 = 1;
const HUNG_UP: u8 = 1 << 1;
const CLOSED: u8 = 1 << 2;
const RX_WAKER: u8 = 1 << 3;
const TX_WAKER: u8 = 1 << 4;
const RX_GONE: u8 = 1 << 5;
const TX_GONE: u8 = 1 << 6;
const NEWS: u8 = SENT | HUNG_UP | CLOSED;

struct Shared<T> {
    bits: AtomicU8,
    value: UnsafeCell<MaybeUninit<T>>,
    receiver: UnsafeCell<Option<Waker>>,
    sender: UnsafeCell<Option<Waker>>,
}

/// The sender's end.
pub(super) struct Sending<T>(NonNull<Shared<T>>);

/// The receiver's end.
pub(super) struct Receiving<T>(NonNull<Shared<T>>);

/// Both ends of memory that nobody has touched yet.
pub(super) fn ends<T>() -> (Sending<T>, Receiving<T>) {
    let shared = NonNull::from(Box::leak(Box::new(Shared {
        bits: AtomicU8::new(0),
        value: UnsafeCell::new(MaybeUninit::uninit()),
        receiver: UnsafeCell::new(None),
        sender: UnsafeCell::new(None),
    })));
    (Sending(shared), Receiving(shared))
}

impl<T> Sending<T> {
    /// Gives the value to the receiver, or back.
    pub(super) fn send(self, value: T) -> Result<(), T> {
        let end = Leaving::new(ManuallyDrop::new(self).0, TX_GONE);
        let shared = end.shared();
        // SAFETY: I2, before `SENT`.
        shared
            .value
            .with_mut(|cell| unsafe { cell.write(MaybeUninit::new(value)) });
        // ORDERING: Release gives the value to the receiver's Acquire in `settle`. Nothing of the
        // receiver's is read, so a failure needs no order.
        let (success, failure) = (Ordering::Release, Ordering::Relaxed);
        let sent = shared
            .bits
            .compare_exchange(0, SENT | TX_GONE, success, failure);
        if sent.is_ok() {
            end.left();
            return Ok(());
        }
        if shared.announce(SENT, RX_WAKER, &shared.receiver) & CLOSED == 0 {
            return Ok(());
        }
        // SAFETY: I2, `CLOSED` came before `SENT`.
        Err(unsafe { shared.take_value() })
    }

    /// Whether the receiver takes no value any more.
    pub(super) fn is_closed(&self) -> bool {
        // ORDERING: Relaxed, nothing of the receiver's is read after it.
        self.shared().bits.load(Ordering::Relaxed) & CLOSED != 0
    }

    /// Ready when the receiver is closed.
    pub(super) fn poll_closed(&mut self, waker: &Waker) -> Poll<()> {
        let shared = self.shared();
        // SAFETY: I4, this is the sender, and these are its bit and its cell.
        unsafe { shared.wait(CLOSED, TX_WAKER, &shared.sender, waker) }
    }

    fn shared(&self) -> &Shared<T> {
        // SAFETY: I1, this end is not gone.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Drop for Sending<T> {
    /// Hangs up: nothing was sent.
    fn drop(&mut self) {
        let end = Leaving::new(self.0, TX_GONE);
        let shared = end.shared();
        shared.announce(HUNG_UP, RX_WAKER, &shared.receiver);
    }
}

impl<T> Receiving<T> {
    /// Whether it is known if a value comes.
    pub(super) fn is_settled(&self) -> bool {
        // ORDERING: Relaxed, `settle` acquires before it reads the value.
        self.shared().bits.load(Ordering::Relaxed) & (SENT | HUNG_UP) != 0
    }

    /// Ready when it is known if a value comes.
    pub(super) fn poll_settled(&mut self, waker: &Waker) -> Poll<()> {
        let shared = self.shared();
        // SAFETY: I4, this is the receiver, and these are its bit and its cell.
        unsafe { shared.wait(SENT | HUNG_UP, RX_WAKER, &shared.receiver, waker) }
    }

    /// Takes no value that is not sent by now: leaves, unless one is.
    pub(super) fn close(self) -> Option<Self> {
        let end = Leaving::new(ManuallyDrop::new(self).0, RX_GONE);
        let shared = end.shared();
        if shared.announce(CLOSED, TX_WAKER, &shared.sender) & SENT == 0 {
            return None;
        }
        Some(Receiving(end.stay()))
    }

    /// The value, if it has been sent by now; then the receiver is gone.
    pub(super) fn settle(self) -> Result<T, Closed> {
        let end = Leaving::new(ManuallyDrop::new(self).0, RX_GONE);
        let shared = end.shared();
        // ORDERING: Acquire pairs with the Release of `SENT` in `send`.
        let mut found = shared.bits.load(Ordering::Acquire);
        if found & NEWS == 0 {
            found = shared.announce(CLOSED, TX_WAKER, &shared.sender);
        }
        if found & SENT == 0 {
            return Err(Closed);
        }
        // SAFETY: I2, and the receiver takes it once: it is gone after this.
        Ok(unsafe { shared.take_value() })
    }

    fn shared(&self) -> &Shared<T> {
        // SAFETY: I1, this end is not gone.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Drop for Receiving<T> {
    /// Closes, and drops a value that nobody has taken.
    fn drop(&mut self) {
        drop(Receiving(self.0).settle());
    }
}

impl<T> Shared<T> {
    /// Sets `news`, and calls the other end's waker if it waits for any. The bits that it found.
    fn announce(&self, news: u8, waker_bit: u8, waker: &UnsafeCell<Option<Waker>>) -> u8 {
        // ORDERING: Acquire pairs with the Release in `wait`, for the waker, and in `send`, for the
        // value; Release, with the Acquire in `wait`: what was done before the news is seen after it.
        let found = self.bits.fetch_or(news, Ordering::AcqRel);
        if found & NEWS == 0 && found & waker_bit != 0 {
            // SAFETY: I3, the bit was set when the news came.
            unsafe { wake(waker) };
        }
        found
    }

    /// Ready when one of `news` has come; until then the cell holds `waker`.
    ///
    /// # Safety
    ///
    /// The caller is the end that `waker_bit` and `cell` belong to.
    unsafe fn wait(
        &self,
        news: u8,
        waker_bit: u8,
        cell: &UnsafeCell<Option<Waker>>,
        waker: &Waker,
    ) -> Poll<()> {
        // ORDERING: Acquire pairs with the Release of the news: what came before it is seen.
        let found = self.bits.load(Ordering::Acquire);
        if found & news != 0 {
            return Poll::Ready(());
        }
        if found & waker_bit != 0 {
            let knows = |held: &Option<Waker>| held.as_ref().is_some_and(|w| w.will_wake(waker));
            // SAFETY: I3, both ends may read.
            let known = cell.with(|cell| knows(unsafe { &*cell }));
            if known {
                return Poll::Pending;
            }
        }
        let waker = waker.clone(); // may panic: nothing has changed yet
        if found & waker_bit != 0 {
            // ORDERING: Acquire, as for the load above. Nothing is released.
            let found = self.bits.fetch_and(!waker_bit, Ordering::Acquire);
            if found & news != 0 {
                // The news has come while the cell was shared: the other end may be reading it.
                return Poll::Ready(());
            }
        }
        // SAFETY: I3, the bit is clear, and no news had come when it was cleared.
        let old = cell.with_mut(|cell| unsafe { cell.replace(Some(waker)) });
        // ORDERING: Release gives the waker to the end that brings the news; Acquire as above.
        let found = self.bits.fetch_or(waker_bit, Ordering::AcqRel);
        drop(old); // may panic: the new one is in its place
        if found & news != 0 {
            return Poll::Ready(());
        }
        Poll::Pending
    }

    /// # Safety
    ///
    /// The value's cell is the caller's (I2) and holds a value, which the caller takes once.
    unsafe fn take_value(&self) -> T {
        // SAFETY: as the caller says.
        self.value
            .with(|cell| unsafe { (*cell).assume_init_read() })
    }
}

/// # Safety
///
/// The caller may read the cell (I3), and has not left.
unsafe fn wake(cell: &UnsafeCell<Option<Waker>>) {
    // SAFETY: as the caller says.
    let held = cell.with(|cell| unsafe { &*cell });
    if let Some(waker) = held {
        waker.wake_by_ref();
    }
}

/// An end that leaves when this is dropped, so also if a waker panics; the last to leave frees.
struct Leaving<T> {
    shared: NonNull<Shared<T>>,
    gone: u8,
}

impl<T> Leaving<T> {
    /// Of an end that is used no more but through this.
    fn new(shared: NonNull<Shared<T>>, gone: u8) -> Self {
        Leaving { shared, gone }
    }

    fn shared(&self) -> &Shared<T> {
        // SAFETY: I1, this end is not gone.
        unsafe { self.shared.as_ref() }
    }

    /// The end has set its bit itself, and the other was not gone.
    fn left(self) {
        mem::forget(self);
    }

    /// The end does not leave.
    fn stay(self) -> NonNull<Shared<T>> {
        ManuallyDrop::new(self).shared
    }
}

impl<T> Drop for Leaving<T> {
    fn drop(&mut self) {
        let bits = &self.shared().bits;
        let others = (RX_GONE | TX_GONE) & !self.gone;
        // ORDERING: Acquire pairs with the Release of the other's `GONE`: its last touch comes before
        // the end of the memory. If it has left nobody is there to see this end's bit.
        let last = bits.load(Ordering::Acquire) & others != 0
            // ORDERING: Release pairs with the other's Acquire here; Acquire as above.
            || bits.fetch_or(self.gone, Ordering::AcqRel) & others != 0;
        if last {
            // SAFETY: I1, both ends have left; the pointer is that of the `Box` in `ends`.
            let shared = unsafe { Box::from_raw(self.shared.as_ptr()) };
            // To the models the end of the memory is a write to each cell; else it does nothing.
            shared.value.with_mut(|_| ());
            shared.receiver.with_mut(|_| ());
            shared.sender.with_mut(|_| ());
        }
    }
}

// SAFETY: the ends pass a `T` from one thread to another, and wakers, which are `Send` and `Sync`; I2
// and I3 say that no two threads touch them at once.
unsafe impl<T: Send> Send for Sending<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for Receiving<T> {}
// SAFETY: a shared reference to an end reads the bits and nothing else.
unsafe impl<T: Send> Sync for Sending<T> {}
// SAFETY: a shared reference to an end reads the bits and nothing else.
unsafe impl<T: Send> Sync for Receiving<T> {}
