use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use super::check::{park, unpark};

thread_local! {
    /// That of the last call that is over, so that the next allocates nothing.
    static SPARE: Cell<Option<Arc<Signal>>> = const { Cell::new(None) };
}

/// Runs `future`, and sleeps while it waits.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    // A call in a call finds nothing here, and makes one of its own.
    let signal = SPARE.take().unwrap_or_default();
    let waker = Waker::from(signal.clone());
    loop {
        let mut cx = Context::from_waker(&waker);
        if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
            SPARE.set(Some(signal));
            return answer;
        }
        while !signal.0.swap(false, Ordering::Acquire) {
            park();
        }
    }
}

#[derive(Default)]
struct Signal(AtomicBool);

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
        unpark();
    }
}
