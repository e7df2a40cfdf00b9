//! What a poll is given is for this poll on this thread; what outlives it is a waker.

use std::future::poll_fn;
use std::task::Poll;
use std::thread;

fn main() {
    longhand::block_on(poll_fn(|cx| {
        let waker = cx.waker();
        thread::scope(|scope| {
            scope.spawn(|| waker.wake_by_ref());
        });
        Poll::Ready(())
    }));
}
