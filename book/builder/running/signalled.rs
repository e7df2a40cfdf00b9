//! Draft 4: each call has a flag of its own, and the token only ends the sleep.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use super::thread;

/// Polls when it has been woken, and sleeps until then.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let signal = Arc::new(Signal(AtomicBool::new(false)));
    let waker = Waker::from(signal.clone());
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
            return answer;
        }
        while !signal.take() {
            thread::park();
        }
    }
}

/// Whether this call's future was woken since it was polled.
struct Signal(AtomicBool);

impl Signal {
    fn take(&self) -> bool {
        self.0.swap(false, Ordering::Acquire)
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release); // first the news
        thread::unpark(); // then the end of the sleep
    }
}
