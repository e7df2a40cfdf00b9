//! Draft 2: it sleeps between two polls, and a wake ends the sleep.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use super::thread;

/// Polls, and sleeps until it is roused.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Rouse));
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
            return answer;
        }
        thread::sleep();
    }
}

struct Rouse;

impl Wake for Rouse {
    fn wake(self: Arc<Self>) {
        thread::rouse();
    }
}
