//! The chapter "channel": a channel for one value in three drafts, whose threads stand on a
//! [`stage`](crate::threads::stage), and one for many, whose senders stand in line.

pub mod cancelled;
pub mod costs;
pub mod deaf;
pub mod orders;
pub mod sound;
pub mod torn;
pub mod turns;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use crate::threads::shared::{Flag, Place};
use crate::threads::stage;

/// The memory between the two ends.
pub struct Shared<T> {
    is_sent: Flag,
    value: Place<T>,
    waker: Place<Waker>,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Shared {
            is_sent: Flag::new("sent"),
            value: Place::new("value"),
            waker: Place::new("waker"),
        }
    }
}

/// Polls when it was woken. The thread blocks on its stage until then.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let bell = Arc::new(Bell {
        thread: stage::me(),
        is_rung: AtomicBool::new(false),
    });
    let waker = Waker::from(bell.clone());
    loop {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return answer;
        }
        bell.wait();
    }
}

struct Bell {
    thread: usize,
    is_rung: AtomicBool,
}

impl Bell {
    fn wait(&self) {
        while !self.is_rung.swap(false, Ordering::Acquire) {
            stage::does("sleeps");
            stage::block();
        }
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.is_rung.store(true, Ordering::Release);
        stage::does("calls the waker");
        stage::rouse(self.thread);
    }
}
