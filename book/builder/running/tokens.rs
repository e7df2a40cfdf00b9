//! Draft 3: a wake leaves a token with the thread, so that it is not lost on one that is awake.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use super::thread;

/// Polls, and sleeps until there is a token.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark));
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
            return answer;
        }
        thread::park();
    }
}

struct Unpark;

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        thread::unpark();
    }
}
