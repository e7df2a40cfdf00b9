//! A task's allocation, by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! +--------+-----------------------------+
//! | Header | the future, then the answer |
//! +--------+-----------------------------+
//! ```
//!
//! Whoever passes a task on knows its header alone, and reaches what is behind it through the
//! functions that the header points to: they know the type.
//!
//! # Invariants
//!
//! - I1: a pointer to a header is that of a whole `Allocation<F>`, whose functions are the header's.
//! - I2: what is in the place is what `state.rs` says. The place, and the header but for its count and
//!   what the inbox has of it, are touched by the executor's thread alone, on which every `Owned` is.
//! - I3: the future is never moved: it is dropped where it was put.
//! - I4: the allocation is freed once, by its last owner, when there is neither future nor answer.
#![expect(
    unsafe_code,
    reason = "a task is reached through a pointer that has forgotten its type"
)]

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::cell::Cell;
use core::future::Future;
use core::mem::MaybeUninit;
use core::panic::AssertUnwindSafe;
use core::pin::Pin;
use core::ptr::{self, NonNull};
use core::task::{Context, Poll, Waker, ready};
use std::panic::catch_unwind;
use std::thread;

use super::count::{Count, Owned};
use super::state::{After, Answer, State, Turn};
use super::waker::lend;
use crate::executor::Core;
use crate::inbox::Link;
use crate::slot::Slot;
use crate::sync::{AtomicBool, UnsafeCell};

/// What is known of a task whatever its future is.
#[repr(C)]
pub(crate) struct Header {
    /// Its place in the inbox: the first, so that who has it has the task.
    link: Link,
    pub(crate) links: Links,
    /// Whether it is in the inbox, or on its way there.
    pub(crate) posted: AtomicBool,
    pub(crate) state: State,
    pub(super) count: Count,
    /// Nothing, but to the models: whoever uses the memory reads it, and whoever frees writes it.
    pub(super) used: UnsafeCell<()>,
    /// Who waits for the end of the task.
    pub(super) waiting: Cell<Option<Waker>>,
    pub(crate) core: Arc<Core>,
    functions: &'static Functions,
}

#[cfg(not(longhand_loom))]
const _: () = assert!(size_of::<Header>() <= 72, "what a task costs, as promised");

/// Its neighbours in the lists of its executor.
#[derive(Default)]
pub(crate) struct Links {
    pub(crate) next_in_queue: Cell<Option<NonNull<Header>>>,
    pub(crate) before: Cell<Option<NonNull<Header>>>,
    pub(crate) after: Cell<Option<NonNull<Header>>>,
}

/// What knows the type. Each needs I1, and what its first word says in the task's place (I2).
struct Functions {
    poll_future: unsafe fn(NonNull<Header>, &mut Context<'_>) -> Poll<()>,
    cancel_future: unsafe fn(NonNull<Header>),
    drop_future: unsafe fn(NonNull<Header>),
    take_answer: unsafe fn(NonNull<Header>, *mut ()),
    drop_answer: unsafe fn(NonNull<Header>),
    free: unsafe fn(NonNull<Header>),
}

/// A task whose future is an `F`.
#[repr(C)]
struct Allocation<F: Future> {
    header: Header,
    place: Slot<F, thread::Result<F::Output>>,
}

/// Puts `future` into an allocation of its own. The task has two owners: its executor, in whose run
/// queue it is to be pushed, and its handle.
pub(crate) fn allocate<F: Future>(future: F, core: Arc<Core>) -> [Owned; 2] {
    let header = Header {
        link: Link::new(),
        links: Links::default(),
        posted: AtomicBool::new(false),
        state: State::queued(),
        count: Count::of_two(),
        used: UnsafeCell::new(()),
        waiting: Cell::new(None),
        core,
        functions: const { &Allocation::<F>::FUNCTIONS },
    };
    let place = Slot::new(future);
    let task = NonNull::from(Box::leak(Box::new(Allocation { header, place }))).cast();
    // SAFETY: I1, and there are two owners from the beginning.
    unsafe { [Owned::from_raw(task), Owned::from_raw(task)] }
}

impl Owned {
    /// Polls the task once, or drops its future if it was cancelled. It was in the run queue.
    #[inline]
    pub(crate) fn turn(&self) -> After {
        let task = self.as_ptr();
        match self.state.begin() {
            Turn::Poll => {
                let waker = lend(self);
                let mut cx = Context::from_waker(&waker);
                // SAFETY: I1; I2, the future is there while the task is polled.
                let polled = unsafe { (self.functions.poll_future)(task, &mut cx) };
                if polled.is_pending() {
                    return self.state.pend();
                }
            }
            // SAFETY: I1; I2, the future is there until now.
            Turn::Drop => unsafe { (self.functions.cancel_future)(task) },
        }
        After::Over
    }

    /// Drops the task's future, because there will be no other turn. A panic goes on.
    pub(crate) fn abandon(&self) {
        self.state.go();
        // SAFETY: I1; I2, the future was there until now.
        unsafe { (self.functions.drop_future)(self.as_ptr()) };
    }

    /// Wakes who waits for the end of the task.
    #[inline]
    pub(crate) fn tell(&self) {
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }

    /// # Safety
    ///
    /// There was an answer until now, and it is a `T`.
    #[inline]
    pub(super) unsafe fn take_answer<T>(&self) -> thread::Result<T> {
        let mut answer = MaybeUninit::<thread::Result<T>>::uninit();
        // SAFETY: I1, and as the caller says; it writes one of the type, says the caller.
        unsafe {
            (self.functions.take_answer)(self.as_ptr(), answer.as_mut_ptr().cast());
            answer.assume_init()
        }
    }

    /// There was an answer until now.
    pub(super) fn drop_answer(&self) {
        // SAFETY: I1, and nobody calls it but for [`Answer::Drop`] (I2).
        unsafe { (self.functions.drop_answer)(self.as_ptr()) };
    }
}

/// Frees a task that nobody owns any more.
///
/// # Safety
///
/// I4.
pub(super) unsafe fn free(task: NonNull<Header>) {
    // SAFETY: I1, I4.
    unsafe { (task.as_ref().functions.free)(task) }
}

/// Runs what belongs to a task that has nobody to tell of a panic any more. The panic hook has told.
fn quietly(body: impl FnOnce()) {
    drop(catch_unwind(AssertUnwindSafe(body)));
}

impl<F: Future> Allocation<F> {
    const FUNCTIONS: Functions = Functions {
        poll_future: Self::poll_future,
        cancel_future: Self::cancel_future,
        drop_future: Self::drop_future,
        take_answer: Self::take_answer,
        drop_answer: Self::drop_answer,
        free: Self::free,
    };

    /// # Safety
    ///
    /// I1, and the allocation is not freed.
    #[inline]
    unsafe fn place<'t>(task: NonNull<Header>) -> &'t Slot<F, thread::Result<F::Output>> {
        // SAFETY: I1.
        unsafe { &(*task.cast::<Self>().as_ptr()).place }
    }

    /// Ready if the future has answered or panicked: then it is gone, and that is its answer.
    unsafe fn poll_future(task: NonNull<Header>, cx: &mut Context<'_>) -> Poll<()> {
        // SAFETY: as the caller says.
        let place = unsafe { Self::place(task) };
        let future = place.future();
        let mut is_there = true;
        // Nothing that a panic leaves half done is seen again: the future is dropped in any case.
        let polled = catch_unwind(AssertUnwindSafe(|| {
            // SAFETY: I2, I3.
            let answer = ready!(unsafe { Pin::new_unchecked(&mut *future) }.poll(cx));
            is_there = false; // also if its drop panics
            // SAFETY: I2, and it is gone before its handle is ready.
            unsafe { ptr::drop_in_place(future) };
            Poll::Ready(answer)
        }));
        let result = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(answer)) => Ok(answer),
            Err(panic) => {
                if is_there {
                    // SAFETY: I2. The first panic is told.
                    quietly(|| unsafe { ptr::drop_in_place(future) });
                }
                Err(panic)
            }
        };
        // SAFETY: as the caller says, and nothing is in the place any more.
        unsafe { Self::answer(task, result) };
        Poll::Ready(())
    }

    /// The future is dropped instead of polled. If that panics, it has dropped it, and is its answer.
    unsafe fn cancel_future(task: NonNull<Header>) {
        // SAFETY: as the caller says (I2).
        let drop_future = || unsafe { Self::drop_future(task) };
        match catch_unwind(AssertUnwindSafe(drop_future)) {
            // SAFETY: I1.
            Ok(()) => unsafe { task.as_ref() }.state.go(),
            // SAFETY: as the caller says, and nothing is in the place any more.
            Err(panic) => unsafe { Self::answer(task, Err(panic)) },
        }
    }

    /// Puts an answer where the future was, for a handle that may ask for it.
    #[inline]
    unsafe fn answer(task: NonNull<Header>, answer: thread::Result<F::Output>) {
        // SAFETY: I1.
        match unsafe { task.as_ref() }.state.answer() {
            // SAFETY: as the caller says (I2).
            Answer::Keep => unsafe { Self::place(task).kept().write(answer) },
            // Nobody will ask, so a panic in the drop of the answer is nobody's.
            Answer::Drop => quietly(|| drop(answer)),
        }
    }

    unsafe fn drop_future(task: NonNull<Header>) {
        // SAFETY: as the caller says (I2).
        unsafe { ptr::drop_in_place(Self::place(task).future()) };
    }

    unsafe fn take_answer(task: NonNull<Header>, to: *mut ()) {
        // SAFETY: as the caller says (I2), which takes it once; `to` has room for one.
        unsafe {
            to.cast::<thread::Result<F::Output>>()
                .write(Self::place(task).kept().read())
        };
    }

    unsafe fn drop_answer(task: NonNull<Header>) {
        // SAFETY: as the caller says (I2).
        unsafe { ptr::drop_in_place(Self::place(task).kept()) };
    }

    unsafe fn free(task: NonNull<Header>) {
        // SAFETY: I1, I4; the pointer is that of the `Box` in `allocate`.
        let allocation = unsafe { Box::from_raw(task.cast::<Self>().as_ptr()) };
        allocation.header.used.with_mut(|_| ());
    }
}
