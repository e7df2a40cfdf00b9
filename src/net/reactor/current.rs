//! The reactor of this thread: the operating system's, or one that was entered.

use alloc::rc::Rc;
use alloc::sync::Arc;
use core::cell::RefCell;
use core::mem;
use core::task::Waker;
use core::time::Duration;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Thread};
use std::thread_local;

use super::core::Core;
use crate::driver::Driver;
use crate::park::{Rouse, Sleep};

thread_local! {
    /// Where this thread sleeps, from its first socket or its first reactor on.
    static OUTSIDE: Rc<Outside> = {
        let outside = Rc::new(Outside::new());
        Driver::sleep_in(outside.clone());
        outside
    };
}

/// This thread's reactor. The first call makes one that asks the operating system, if none was entered.
pub(super) fn current() -> io::Result<Rc<Core>> {
    OUTSIDE.with(|outside| {
        if let Some(core) = outside.core() {
            return Ok(core);
        }
        let core = Core::new(super::system()?, false);
        outside.enter(Some(core.clone()));
        Ok(core)
    })
}

/// Makes a reactor this thread's, or none. What was before.
pub(super) fn replace(core: Option<Rc<Core>>) -> Option<Rc<Core>> {
    OUTSIDE.with(|outside| outside.enter(core))
}

/// Sleeps in the current reactor, or without one.
struct Outside {
    core: RefCell<Option<Rc<Core>>>,
    rouser: Arc<Rouser>,
}

/// Ends a sleep in whichever reactor is the thread's.
struct Rouser {
    /// The reactor's; without one, the thread is parked.
    waker: Mutex<Option<Waker>>,
    thread: Thread,
}

impl Outside {
    fn new() -> Self {
        Outside {
            core: RefCell::new(None),
            rouser: Arc::new(Rouser {
                waker: Mutex::new(None),
                thread: thread::current(),
            }),
        }
    }

    fn core(&self) -> Option<Rc<Core>> {
        self.core.borrow().clone()
    }

    fn enter(&self, core: Option<Rc<Core>>) -> Option<Rc<Core>> {
        let waker = core.as_ref().map(|core| core.waker());
        let old = self.rouser.exchange(|kept| mem::replace(kept, waker));
        drop(old);
        self.core.replace(core)
    }
}

impl Rouser {
    /// No waker is called or dropped under the lock.
    fn exchange<T>(&self, act: impl FnOnce(&mut Option<Waker>) -> T) -> T {
        act(&mut self.waker.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Sleep for Outside {
    fn sleep(&self, limit: Option<Duration>) {
        match (self.core(), limit) {
            (Some(core), limit) => core.turn(limit),
            (None, None) => thread::park(),
            (None, Some(limit)) => thread::park_timeout(limit),
        }
    }

    fn rouse(&self) -> Arc<dyn Rouse> {
        self.rouser.clone()
    }
}

impl Rouse for Rouser {
    fn rouse(&self) {
        match self.exchange(|kept| kept.clone()) {
            Some(waker) => waker.wake(),
            None => self.thread.unpark(),
        }
    }
}
