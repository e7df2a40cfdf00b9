//! [`Actor`]: stands behind a waker, counts what is done to it, and acts when it is told to.
#![expect(
    unsafe_code,
    reason = "the standard library has no waker that notices its clones"
)]

use core::cell::Cell;
use core::future::Future;
use core::mem::ManuallyDrop;
use core::pin::pin;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};
use std::rc::Rc;
use std::thread::{self, ThreadId};

/// What can be done to a waker.
#[derive(Clone, Copy)]
pub(crate) enum Deed {
    Clone,
    Wake,
    Drop,
}

pub(crate) struct Actor(Rc<Role>);

struct Role {
    /// An actor keeps to its thread, so its acts may be of things that do.
    thread: ThreadId,
    times: [Cell<usize>; 3],
    acts: [Cell<Option<Act>>; 3],
}

type Act = Box<dyn FnOnce()>;

impl Actor {
    pub(crate) fn new() -> Self {
        Actor(Rc::new(Role {
            thread: thread::current().id(),
            times: Default::default(),
            acts: Default::default(),
        }))
    }

    /// Polls `future` once. The waker is lent: none is dropped but those that are cloned of it.
    pub(crate) fn poll<F: Future>(&self, future: F) -> Poll<F::Output> {
        // SAFETY: the functions keep what `RawWakerVTable` asks for: a waker is an `Rc<Role>` by
        // `into_raw`, and what is done to it on another thread is a panic. This one is an `Rc` too
        // many, which `ManuallyDrop` keeps from being dropped.
        let lent = ManuallyDrop::new(unsafe { Waker::new(Rc::as_ptr(&self.0).cast(), &VTABLE) });
        pin!(future).poll(&mut Context::from_waker(&lent))
    }

    /// Acts the next time that `deed` is done to a waker.
    pub(crate) fn act_on(&self, deed: Deed, act: impl FnOnce() + 'static) {
        self.0.acts[deed as usize].set(Some(Box::new(act)));
    }

    /// How often `deed` was done.
    pub(crate) fn times(&self, deed: Deed) -> usize {
        self.0.times[deed as usize].get()
    }

    /// How many wakers there are that somebody keeps.
    pub(crate) fn kept(&self) -> usize {
        Rc::strong_count(&self.0) - 1
    }
}

impl Role {
    fn perform(&self, deed: Deed) {
        assert_eq!(self.thread, thread::current().id(), "an actor on tour");
        let times = &self.times[deed as usize];
        times.set(times.get() + 1);
        if let Some(act) = self.acts[deed as usize].take() {
            act();
        }
    }
}

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop);

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn clone(role: *const ()) -> RawWaker {
    // SAFETY: the waker owns an `Rc`, which stays its own.
    let kept = ManuallyDrop::new(unsafe { Rc::from_raw(role.cast::<Role>()) });
    kept.perform(Deed::Clone);
    RawWaker::new(Rc::into_raw(Rc::clone(&kept)).cast(), &VTABLE)
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`], which ends.
unsafe fn wake(role: *const ()) {
    // SAFETY: the waker owned an `Rc`.
    let ended = unsafe { Rc::from_raw(role.cast::<Role>()) };
    ended.perform(Deed::Wake);
    ended.perform(Deed::Drop);
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`].
unsafe fn wake_by_ref(role: *const ()) {
    // SAFETY: the waker owns an `Rc`, which stays its own.
    let kept = ManuallyDrop::new(unsafe { Rc::from_raw(role.cast::<Role>()) });
    kept.perform(Deed::Wake);
}

/// # Safety
///
/// The pointer is that of a waker with [`VTABLE`], which ends.
unsafe fn drop(role: *const ()) {
    // SAFETY: the waker owned an `Rc`.
    let ended = unsafe { Rc::from_raw(role.cast::<Role>()) };
    ended.perform(Deed::Drop);
}
