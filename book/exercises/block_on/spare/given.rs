use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use super::check::{park, unpark};

thread_local! {
    /// Made once, so that a call allocates nothing.
    static SIGNAL: Arc<Signal> = Arc::new(Signal(AtomicBool::new(false)));
}

/// Runs `future`, and sleeps while it waits.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let signal = SIGNAL.with(Arc::clone);
    let waker = Waker::from(signal.clone());
    loop {
        let mut cx = Context::from_waker(&waker);
        if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
            return answer;
        }
        while !signal.0.swap(false, Ordering::Acquire) {
            park();
        }
    }
}

struct Signal(AtomicBool);

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
        unpark();
    }
}
