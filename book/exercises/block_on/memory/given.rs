use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use super::check::{park, unpark};

/// Runs `future`, and sleeps while it waits.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let signal = Arc::new(Signal(AtomicBool::new(false)));
    let waker = Waker::from(signal.clone());
    loop {
        let mut cx = Context::from_waker(&waker);
        if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
            return answer;
        }
        signal.0.store(false, Ordering::Relaxed);
        while !signal.0.load(Ordering::Acquire) {
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
