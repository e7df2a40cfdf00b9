//! The memory that two ends share, and who may touch what.
//!
//! One byte of bits. A bit is set once and stays, but for the two `WAKER` bits, which their own end
//! clears to get its cell back. Whoever sets a bit knows that it is clear, and adds it: that is one
//! instruction, where an `or` that gives back what it found would be a loop.
//!
//! | bit        | set by   | says                                                         |
//! |------------|----------|--------------------------------------------------------------|
//! | `SENT`     | sender   | the value is there                                           |
//! | `HUNG_UP`  | sender   | none will be                                                 |
//! | `CLOSED`   | receiver | it takes none that is not sent by now                        |
//! | `RX_WAKER` | receiver | its cell holds a waker, to be called at `SENT` and `HUNG_UP` |
//! | `TX_WAKER` | sender   | its cell holds a waker, to be called at `CLOSED`             |
//! | `RX_GONE`  | receiver | it touches nothing any more                                  |
//! | `TX_GONE`  | sender   | it touches nothing any more                                  |
//!
//! The first three are news, and the first news decides: what comes second changes nothing any more.
//! Whoever brings news leaves, but for a receiver that closes too late and stays to take the value. Each
//! step is one atomic operation, and the bits that it finds say what the other end has done:
//!
//! | # | step                    | finds          | so                                          |
//! |---|-------------------------|----------------|---------------------------------------------|
//! | 1 | an end brings news      | nothing at all | it leaves in the same step                  |
//! | 2 | an end brings news      | no news        | it leaves, and calls the other's waker      |
//! | 3 | the sender brings news  | `CLOSED`       | it leaves, and a value goes back            |
//! | 4 | the receiver closes     | `SENT`         | it stays, and may take the value            |
//! | 5 | the receiver closes     | `HUNG_UP`      | it leaves                                   |
//! | 6 | an end sets its waker   | news           | it takes the waker back and does not wait   |
//! | 7 | an end clears its waker | news           | the waker is the other's: it does not wait  |
//! | 8 | an end leaves           | the other gone | it gives the memory back                    |
//!
//! Memory that has no ends has both `GONE` bits and no news: it is at rest. While an end is there, or has
//! yet to give the memory back, that is never so, because nobody leaves without news.
//!
//! # Invariants
//!
//! - I1: the memory is theirs until both ends have left; whoever leaves second gives it back to its
//!   [`Keeper`].
//! - I2: the value's cell is the receiver's if `SENT` is the first news, from then on. Until then, and
//!   if it is not, it is the sender's.
//! - I3: a waker's cell is its own end's alone while its `WAKER` bit is clear. While it is set both ends
//!   may read it. If the other end's first news finds it set the waker belongs to that end; an end that
//!   brings news has taken its own waker back before. So the own end, before it takes or writes, clears
//!   the bit and makes sure that no news has come: from then on none that comes will find the bit.
//! - I4: there is one `Sending` and one `Receiving` for each `Shared`, each used by one thread at a
//!   time.
#![expect(
    unsafe_code,
    reason = "two threads share memory whose bits say which part is whose"
)]

use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ptr::NonNull;
use core::task::{Poll, Waker};

use super::Closed;
use crate::sync::{AtomicU8, Ordering, UnsafeCell, const_fn};

const SENT: u8 = 1;
const HUNG_UP: u8 = 1 << 1;
const CLOSED: u8 = 1 << 2;
const RX_WAKER: u8 = 1 << 3;
const TX_WAKER: u8 = 1 << 4;
const RX_GONE: u8 = 1 << 5;
const TX_GONE: u8 = 1 << 6;
const NEWS: u8 = SENT | HUNG_UP | CLOSED;
/// The memory has ends, which have done nothing yet.
pub(super) const BEGUN: u8 = 0;
/// The memory has no ends.
pub(super) const AT_REST: u8 = RX_GONE | TX_GONE;

/// Whom the memory of two ends belongs to.
pub trait Keeper<T> {
    /// Takes the memory back.
    ///
    /// # Safety
    ///
    /// The memory is this keeper's. Both ends have left it, what they did happens before this, and it is
    /// done once.
    unsafe fn take_back(shared: NonNull<Shared<T>>);
}

/// What the ends share.
#[expect(
    missing_debug_implementations,
    reason = "nobody meets it but in the bounds of a trait that is sealed"
)]
pub struct Shared<T> {
    bits: AtomicU8,
    value: UnsafeCell<MaybeUninit<T>>,
    receiver: WakerCell,
    sender: WakerCell,
}

type WakerCell = UnsafeCell<MaybeUninit<Waker>>;

/// The sender's end.
pub(super) struct Sending<T, M: Keeper<T>>(NonNull<Shared<T>>, PhantomData<fn() -> M>);

/// The receiver's end, until it leaves.
pub(super) struct Receiving<T, M: Keeper<T>>(Option<NonNull<Shared<T>>>, PhantomData<fn() -> M>);

/// Both ends of memory that has [`BEGUN`].
///
/// # Safety
///
/// It is `M`'s, has no other ends, and is there until `M` has taken it back.
#[inline]
pub(super) unsafe fn ends<T, M: Keeper<T>>(
    shared: NonNull<Shared<T>>,
) -> (Sending<T, M>, Receiving<T, M>) {
    let (sending, receiving) = (shared, Some(shared));
    (
        Sending(sending, PhantomData),
        Receiving(receiving, PhantomData),
    )
}

impl<T, M: Keeper<T>> Sending<T, M> {
    /// Gives the value to the receiver, or back.
    #[inline]
    pub(super) fn send(self, value: T) -> Result<(), T> {
        let end = ManuallyDrop::new(self);
        let shared = end.shared();
        // SAFETY: I2, before `SENT`.
        (shared.value).with_mut(|cell| unsafe { cell.write(MaybeUninit::new(value)) });
        match leave_alone(&shared.bits, SENT | TX_GONE) {
            Ok(()) => Ok(()),
            // SAFETY: `end` is not used any more, nor dropped, and these are bits that it has acquired.
            Err(found) => unsafe { send_to::<T, M>(end.0, found) },
        }
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
        settled(unsafe { shared.wait(TX_WAKER, &shared.sender, waker) })
    }

    fn shared(&self) -> &Shared<T> {
        // SAFETY: I1, this end is not gone.
        unsafe { self.0.as_ref() }
    }
}

impl<T, M: Keeper<T>> Drop for Sending<T, M> {
    /// Hangs up: nothing was sent.
    fn drop(&mut self) {
        let shared = self.shared();
        if let Err(found) = leave_alone(&shared.bits, HUNG_UP | TX_GONE) {
            // SAFETY: I4, this is the sender, and these are its bit and its cell.
            let (own, found) = unsafe { shared.take_back(TX_WAKER, &shared.sender, found) };
            let found = announce(&shared.bits, HUNG_UP, found);
            // SAFETY: this end is used no more, and these are the bits that it found.
            unsafe { part::<T, M>(self.0, TX_GONE, found) };
            drop(own);
        }
    }
}

impl<T, M: Keeper<T>> Receiving<T, M> {
    /// Whether the receiver is gone: closed, or it has answered.
    pub(super) fn has_left(&self) -> bool {
        self.0.is_none()
    }

    /// The value, once it is known whether one comes; then the receiver is gone.
    #[inline]
    pub(super) fn poll_receive(&mut self, waker: &Waker) -> Poll<Result<T, Closed>> {
        let Some(shared) = self.0 else {
            return Poll::Ready(Err(Closed));
        };
        // SAFETY: I1, this end is not gone.
        let here = unsafe { shared.as_ref() };
        // SAFETY: I4, this is the receiver, and these are its bit and its cell.
        let found = unsafe { here.wait(RX_WAKER, &here.receiver, waker) };
        if found & NEWS == 0 {
            return Poll::Pending;
        }
        self.0 = None;
        // SAFETY: this end is gone, and these are the bits that it has acquired.
        Poll::Ready(unsafe { receive::<T, M>(shared, found) })
    }

    /// Ready when it is known whether a value comes.
    pub(super) fn poll_settled(&mut self, waker: &Waker) -> Poll<()> {
        let Some(shared) = self.0 else {
            return Poll::Ready(());
        };
        // SAFETY: I1, this end is not gone.
        let here = unsafe { shared.as_ref() };
        // SAFETY: I4, this is the receiver, and these are its bit and its cell.
        settled(unsafe { here.wait(RX_WAKER, &here.receiver, waker) })
    }

    /// The value, or that none comes, if either is known by now; then the receiver is gone.
    pub(super) fn try_receive(&mut self) -> Option<Result<T, Closed>> {
        let Some(shared) = self.0 else {
            return Some(Err(Closed));
        };
        // SAFETY: I1, this end is not gone.
        let bits = unsafe { &shared.as_ref().bits };
        // ORDERING: Acquire pairs with the Release of the news: the value is seen.
        let found = bits.load(Ordering::Acquire);
        (found & NEWS != 0).then(|| {
            self.0 = None;
            // SAFETY: this end is gone, and these are the bits that it has acquired.
            unsafe { receive::<T, M>(shared, found) }
        })
    }

    /// Takes no value that is not sent by now: leaves, unless one is. What comes back is the end's own
    /// waker, to be dropped when all else is done.
    pub(super) fn close(&mut self) -> Option<Waker> {
        let shared = self.0?;
        // SAFETY: I1, this end is not gone.
        let here = unsafe { shared.as_ref() };
        let Err(found) = leave_alone(&here.bits, CLOSED | RX_GONE) else {
            self.0 = None;
            return None;
        };
        // SAFETY: I4, this is the receiver, and these are its bit and its cell.
        let (own, found) = unsafe { here.take_back(RX_WAKER, &here.receiver, found) };
        let found = announce(&here.bits, CLOSED, found);
        if found & SENT == 0 {
            self.0 = None; // 2, 5
            // SAFETY: this end is gone, and these are the bits that it found.
            unsafe { part::<T, M>(shared, RX_GONE, found) };
        }
        own // 4
    }
}

impl<T, M: Keeper<T>> Drop for Receiving<T, M> {
    /// Closes, and drops a value that nobody has taken.
    #[inline]
    fn drop(&mut self) {
        if !self.has_left() {
            let _own = self.close();
            drop(self.try_receive());
        }
    }
}

/// Brings news and leaves in one step, `all` its bits, if the other end has done nothing. Otherwise gives
/// back what has been done.
#[inline]
fn leave_alone(bits: &AtomicU8, all: u8) -> Result<(), u8> {
    // ORDERING: Acquire pairs with the Release of the other's news, here and in `announce`, and of its
    // `GONE`, in `leave`: what it did before is seen, and comes before the end of the memory.
    let found = bits.load(Ordering::Acquire);
    // ORDERING: Release pairs with the Acquire of whoever finds the news: the value, and what was done
    // before it, is seen. Nothing of the other's is read.
    let (success, failure) = (Ordering::Release, Ordering::Relaxed);
    if found == 0 && bits.compare_exchange(0, all, success, failure).is_ok() {
        return Ok(()); // 1
    }
    Err(found)
}

/// Brings `news`, unless the other's are among the bits that have been `found`: the bits as they were.
#[inline]
fn announce(bits: &AtomicU8, news: u8, found: u8) -> u8 {
    if found & NEWS != 0 {
        return found; // 3, 4, 5
    }
    // ORDERING: Acquire and Release as in `leave_alone`; Acquire pairs with the Release in `put_waker`
    // as well.
    bits.fetch_add(news, Ordering::AcqRel)
}

/// Sends the value that is in its cell, or gives it back.
///
/// # Safety
///
/// The caller is the sender, which has acquired `found`, and does not use the memory any more.
#[inline(never)] // what `send` is inlined into need not hold this as well
unsafe fn send_to<T, M: Keeper<T>>(shared: NonNull<Shared<T>>, found: u8) -> Result<(), T> {
    // SAFETY: I1, this end is not gone.
    let here = unsafe { shared.as_ref() };
    let found = match found & (NEWS | TX_WAKER) {
        0 => announce(&here.bits, SENT, found),
        // SAFETY: as the caller says, and this end holds a waker.
        TX_WAKER => return unsafe { send_after_waiting::<T, M>(shared, found) },
        _ => found,
    };
    if found & NEWS == 0 {
        // SAFETY: as the caller says, and these are the bits that `SENT` found.
        unsafe { part::<T, M>(shared, TX_GONE, found) }; // 2
        return Ok(());
    }
    // SAFETY: I2, `CLOSED` was the first news.
    let value = unsafe { here.take_value() };
    // SAFETY: as the caller says, and these are bits that it has acquired.
    unsafe { leave::<T, M>(shared, TX_GONE, found) }; // 3
    Err(value)
}

/// Sends, and then drops the sender's own waker.
///
/// # Safety
///
/// As for `send_to`.
#[cold]
unsafe fn send_after_waiting<T, M: Keeper<T>>(
    shared: NonNull<Shared<T>>,
    found: u8,
) -> Result<(), T> {
    // SAFETY: I1, this end is not gone.
    let here = unsafe { shared.as_ref() };
    // SAFETY: I4, this is the sender, and these are its bit and its cell.
    let (_own, found) = unsafe { here.take_back(TX_WAKER, &here.sender, found) };
    // SAFETY: as the caller says.
    unsafe { send_to::<T, M>(shared, found) }
}

/// The value, if it was sent; the receiver leaves.
///
/// # Safety
///
/// The caller is the receiver, which has acquired `found`, news among it, and does not use the memory
/// any more.
#[inline]
unsafe fn receive<T, M: Keeper<T>>(shared: NonNull<Shared<T>>, found: u8) -> Result<T, Closed> {
    let answer = if found & SENT == 0 {
        Err(Closed)
    } else {
        // SAFETY: I1, this end is not gone; I2, and it takes the value once.
        Ok(unsafe { shared.as_ref().take_value() })
    };
    // SAFETY: as the caller says.
    unsafe { leave::<T, M>(shared, RX_GONE, found) };
    answer
}

/// Leaves with its news, and calls the other's waker if these were the first.
///
/// # Safety
///
/// The end that `gone` belongs to has brought news that has found `found`, and does not use the memory
/// any more.
#[inline]
unsafe fn part<T, M: Keeper<T>>(shared: NonNull<Shared<T>>, gone: u8, found: u8) {
    // SAFETY: I1, this end is not gone.
    let here = unsafe { shared.as_ref() };
    let (bit, cell) = if gone == TX_GONE {
        (RX_WAKER, &here.receiver)
    } else {
        (TX_WAKER, &here.sender)
    };
    // SAFETY: I3, the first news has found the bit.
    let others = (found & (NEWS | bit) == bit).then(|| unsafe { take_waker(cell) });
    // SAFETY: as the caller says.
    unsafe { leave::<T, M>(shared, gone, found) };
    if let Some(waker) = others {
        waker.wake(); // 2; may panic: this end has left
    }
}

/// Leaves; the last to leave gives the memory back.
///
/// # Safety
///
/// The end that `gone` belongs to has acquired `found`, and does not use the memory any more.
#[inline]
unsafe fn leave<T, M: Keeper<T>>(shared: NonNull<Shared<T>>, gone: u8, found: u8) {
    let others = (RX_GONE | TX_GONE) & !gone;
    // SAFETY: I1, this end is not gone.
    let here = unsafe { shared.as_ref() };
    // ORDERING: Release pairs with the other's Acquire, here or where it has acquired what it `found`:
    // the last touch of either comes before the end of the memory. If the other has left nobody is there
    // to see the bit.
    let last = found & others != 0 || here.bits.fetch_add(gone, Ordering::AcqRel) & others != 0;
    if last {
        // To the models the end of the memory is a write to each cell; else it does nothing.
        here.value.with_mut(|_| ());
        here.receiver.with_mut(|_| ());
        here.sender.with_mut(|_| ());
        // SAFETY: I1, both ends have left, and this is the second.
        unsafe { M::take_back(shared) }; // 8
    }
}

/// Ready if there is news.
fn settled(found: u8) -> Poll<()> {
    if found & NEWS == 0 {
        Poll::Pending
    } else {
        Poll::Ready(())
    }
}

impl<T> Shared<T> {
    const_fn! {
        /// Memory that has [`BEGUN`], or is [`AT_REST`].
        pub(super) const fn new(bits: u8) -> Self {
            // Of it the bits alone are written: in the cells there is nothing yet.
            Shared {
                bits: AtomicU8::new(bits),
                value: UnsafeCell::new(MaybeUninit::uninit()),
                receiver: UnsafeCell::new(MaybeUninit::uninit()),
                sender: UnsafeCell::new(MaybeUninit::uninit()),
            }
        }
    }

    /// Begins, if it is at rest: whoever has done so makes the ends. Whether it was.
    pub(super) fn begin(&self) -> bool {
        // ORDERING: Acquire pairs with the Release in `rest`: what the ends before did to the memory comes
        // before what these do. Who finds no rest touches nothing.
        let (success, failure) = (Ordering::Acquire, Ordering::Relaxed);
        let begun = self.bits.compare_exchange(AT_REST, BEGUN, success, failure);
        begun.is_ok()
    }

    /// Has it be at rest, when both ends have left.
    #[inline]
    pub(super) fn rest(&self) {
        // ORDERING: Release pairs with the Acquire in `begin`: see there.
        self.bits.store(AT_REST, Ordering::Release);
    }

    /// The bits that are found; if no news is among them the cell now holds `waker`.
    ///
    /// # Safety
    ///
    /// The caller is the end that `bit` and `cell` belong to.
    #[inline]
    unsafe fn wait(&self, bit: u8, cell: &WakerCell, waker: &Waker) -> u8 {
        // ORDERING: Acquire pairs with the Release of the news: what came before it is seen.
        let found = self.bits.load(Ordering::Acquire);
        if found & NEWS != 0 {
            return found;
        }
        if found & bit != 0 {
            // SAFETY: as the caller says, and the bit is set.
            return unsafe { self.replace_waker(bit, cell, waker) };
        }
        let waker = waker.clone(); // may panic: nothing has changed yet
        // SAFETY: as the caller says, and the bit is clear.
        unsafe { self.put_waker(bit, cell, waker) }
    }

    /// # Safety
    ///
    /// As for `wait`, and the bit is clear.
    #[inline]
    unsafe fn put_waker(&self, bit: u8, cell: &WakerCell, waker: Waker) -> u8 {
        // SAFETY: I3, the bit is clear, and when it was found so no news had come.
        cell.with_mut(|cell| unsafe { cell.write(MaybeUninit::new(waker)) });
        // ORDERING: Release gives the waker to the end that brings the news; Acquire as in `wait`.
        let found = self.bits.fetch_add(bit, Ordering::AcqRel);
        if found & NEWS != 0 {
            // SAFETY: I3, the news has not found the bit.
            drop(unsafe { take_waker(cell) }); // 6
        }
        found
    }

    /// # Safety
    ///
    /// As for `wait`, and the bit is set.
    #[inline(never)] // few ends have a waker to replace
    unsafe fn replace_waker(&self, bit: u8, cell: &WakerCell, waker: &Waker) -> u8 {
        // SAFETY: I3, both ends may read, and who takes the waker leaves its bytes.
        if cell.with(|cell| unsafe { (*cell).assume_init_ref().will_wake(waker) }) {
            return bit;
        }
        let waker = waker.clone(); // may panic: nothing has changed yet
        // SAFETY: as the caller says.
        let (old, found) = unsafe { self.take_back(bit, cell, bit) };
        if found & NEWS != 0 {
            return found;
        }
        // SAFETY: as the caller says, and the bit is clear.
        let found = unsafe { self.put_waker(bit, cell, waker) };
        drop(old); // may panic: the new one is in its place
        found
    }

    /// Clears the end's `bit`, if it is among the bits that have been `found` and no news is: the waker
    /// that the cell held, and the bits as they are.
    ///
    /// # Safety
    ///
    /// As for `wait`.
    unsafe fn take_back(&self, bit: u8, cell: &WakerCell, found: u8) -> (Option<Waker>, u8) {
        if found & (NEWS | bit) != bit {
            return (None, found);
        }
        // ORDERING: Acquire, as in `wait`. Nothing is released.
        let found = self.bits.fetch_sub(bit, Ordering::Acquire) & !bit;
        // SAFETY: I3, the bit is clear, and no news had come when it was cleared.
        let waker = (found & NEWS == 0).then(|| unsafe { take_waker(cell) }); // 7
        (waker, found)
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
/// The cell holds a waker, which is the caller's (I3), who takes it once.
unsafe fn take_waker(cell: &WakerCell) -> Waker {
    // SAFETY: as the caller says. It is only read: the other end may be looking whether it knows it.
    cell.with(|cell| unsafe { (*cell).assume_init_read() })
}

// SAFETY: the ends pass a `T` from one thread to another, and wakers, which are `Send` and `Sync`; I2
// and I3 say that no two threads touch them at once.
unsafe impl<T: Send, M: Keeper<T>> Send for Sending<T, M> {}
// SAFETY: as above.
unsafe impl<T: Send, M: Keeper<T>> Send for Receiving<T, M> {}
// SAFETY: a shared reference to an end reads the bits and nothing else.
unsafe impl<T: Send, M: Keeper<T>> Sync for Sending<T, M> {}
// SAFETY: a shared reference to an end reads the bits and nothing else.
unsafe impl<T: Send, M: Keeper<T>> Sync for Receiving<T, M> {}
// SAFETY: a shared reference to the memory reads its bits, or makes its ends, which may take a `T` to
// other threads.
unsafe impl<T: Send> Sync for Shared<T> {}
