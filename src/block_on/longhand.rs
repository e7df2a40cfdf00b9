//! [`block_on`], with wakers by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! A waker is a pointer and four functions. Here are two kinds. The one that the future is polled
//! with is *lent*: its pointer is that of the [`Call`], which is on the stack, and it owns nothing.
//! Whoever clones it is given one that is *kept*: an [`Arc`] that has forgotten its type.
//!
//! | function    | lent                      | kept                                  |
//! |-------------|---------------------------|---------------------------------------|
//! | clone       | one that is kept          | another: the count is one more        |
//! | wake        | as `wake_by_ref`          | the signal is set, the count one less |
//! | wake_by_ref | the call has been woken   | the signal is set                     |
//! | drop        | nothing                   | the count is one less                 |
//!
//! Once a waker is kept the future is polled with it, so that it knows it again.
//!
//! # Invariants
//!
//! - I1: the pointer of a waker with [`LENT`] is that of a `Call`, which outlives it: it is only
//!   lent for a poll, and not dropped.
//! - I2: `woken` is touched by the thread of `owner` alone, on which the call is.
//! - I3: the pointer of a waker with [`KEPT`] came from `Arc::into_raw` of a `Signal`.
//! - I4: a waker with [`KEPT`] owns one count of that `Arc`: `keep` and `clone` give it, `wake` and
//!   `drop` end it.
#![expect(unsafe_code, reason = "a waker's vtable works on an erased pointer")]

use alloc::sync::Arc;
use core::cell::Cell;
use core::future::{Future, IntoFuture};
use core::mem::ManuallyDrop;
use core::pin::pin;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};
use std::sync::OnceLock;

use crate::driver::{Driven, Driver, PATIENCE};
use crate::park::Sleeper;
use crate::signal::Signal;
use crate::thread::ThreadId;

/// Runs `future` on this thread until it is ready, and sleeps whenever it waits.
///
/// See the [module](super) for the contract.
///
/// # Panics
///
/// If the future does.
///
/// ```
/// let answer = longhand::block_on(async {
///     longhand::yield_now().await;
///     6 * 7
/// });
/// assert_eq!(answer, 42);
/// ```
#[inline]
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    let call = Call::new();
    let _driven = Driven::enter();
    loop {
        let waker = call.waker();
        if let Poll::Ready(answer) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return answer;
        }
        call.wait();
    }
}

/// One `block_on`, while it runs.
struct Call {
    owner: ThreadId,
    woken: Cell<bool>,
    polls: Cell<usize>,
    kept: OnceLock<Arc<Signal>>,
}

impl Call {
    #[inline]
    fn new() -> Self {
        Call {
            owner: ThreadId::current(),
            woken: Cell::new(false),
            polls: Cell::new(0),
            kept: OnceLock::new(),
        }
    }

    /// What the future is polled with next.
    #[inline]
    fn waker(&self) -> ManuallyDrop<Waker> {
        let (pointer, vtable) = match self.kept.get() {
            None => ((&raw const *self).cast(), &LENT),
            Some(signal) => (Arc::as_ptr(signal).cast(), &KEPT),
        };
        // SAFETY: I1; or I3, and no count is I4's: the waker is not dropped, and `kept` outlives it.
        // The functions keep what a `RawWakerVTable` promises, on any thread.
        ManuallyDrop::new(unsafe { Waker::new(pointer, vtable) })
    }

    fn wake(&self) {
        if self.owner.is_current() {
            self.woken.set(true); // I2
        } else {
            self.keep().wake();
        }
    }

    /// What outlives the call. From any thread.
    fn keep(&self) -> &Arc<Signal> {
        self.kept.get_or_init(|| Arc::new(Signal::new(self.owner)))
    }

    /// Returns when the future has been woken.
    #[inline]
    fn wait(&self) {
        if !self.take() {
            return self.sleep();
        }
        self.polls.set(self.polls.get() + 1);
        if self.polls.get() % PATIENCE == 0 {
            Driver::current().look();
        }
    }

    #[cold]
    fn sleep(&self) {
        let signal = self.keep();
        let sleeper = signal.sleeper(Sleeper::current);
        Driver::current().wait(sleeper, || self.woken.get() || signal.is_set());
        self.take();
    }

    /// Whether there was a wake since the last call.
    #[inline]
    fn take(&self) -> bool {
        let kept = self.kept.get().is_some_and(|signal| signal.take());
        self.woken.take() || kept
    }
}

static LENT: RawWakerVTable = RawWakerVTable::new(keep_lent, wake_lent, wake_lent, |_| {});

/// # Safety
///
/// The pointer is that of a waker with [`LENT`].
unsafe fn keep_lent(pointer: *const ()) -> RawWaker {
    // SAFETY: I1.
    let call = unsafe { &*pointer.cast::<Call>() };
    keep(call.keep().clone())
}

/// # Safety
///
/// The pointer is that of a waker with [`LENT`].
unsafe fn wake_lent(pointer: *const ()) {
    // SAFETY: I1.
    let call = unsafe { &*pointer.cast::<Call>() };
    call.wake();
}

static KEPT: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop);

/// A waker that owns `signal` (I3, I4).
fn keep(signal: Arc<Signal>) -> RawWaker {
    RawWaker::new(Arc::into_raw(signal).cast(), &KEPT)
}

/// # Safety
///
/// The pointer is that of a waker with [`KEPT`].
unsafe fn clone(pointer: *const ()) -> RawWaker {
    // SAFETY: I3; I4, the count stays the waker's.
    let signal = ManuallyDrop::new(unsafe { Arc::from_raw(pointer.cast::<Signal>()) });
    keep(Arc::clone(&signal))
}

/// # Safety
///
/// The pointer is that of a waker with [`KEPT`], which ends.
unsafe fn wake(pointer: *const ()) {
    // SAFETY: I3; I4, the waker's count becomes the `Arc`'s.
    let signal = unsafe { Arc::from_raw(pointer.cast::<Signal>()) };
    Signal::wake(&signal);
}

/// # Safety
///
/// The pointer is that of a waker with [`KEPT`].
unsafe fn wake_by_ref(pointer: *const ()) {
    // SAFETY: I3, and I4 keeps it alive.
    let signal = unsafe { &*pointer.cast::<Signal>() };
    signal.wake();
}

/// # Safety
///
/// The pointer is that of a waker with [`KEPT`], which ends.
unsafe fn drop(pointer: *const ()) {
    // SAFETY: I3; I4, the waker's count ends here.
    core::mem::drop(unsafe { Arc::from_raw(pointer.cast::<Signal>()) });
}
