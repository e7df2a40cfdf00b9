use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

thread_local! {
    static TOKEN: Cell<bool> = const { Cell::new(false) };
    static WAKERS: RefCell<VecDeque<Waker>> = const { RefCell::new(VecDeque::new()) };
}

/// As `std::thread::park`. While the thread sleeps, the waker that was left first is called.
pub fn park() {
    while !TOKEN.take() {
        let waker = WAKERS.with_borrow_mut(VecDeque::pop_front);
        waker.expect("asleep for ever").wake();
    }
}

/// As `Thread::unpark`.
pub fn unpark() {
    TOKEN.set(true);
}

/// The outer future is woken while the inner one sleeps; then there are two calls after each other.
pub fn check(block_on: impl Fn(Pin<&mut dyn Future<Output = ()>>)) {
    for _ in 0..2 {
        TOKEN.set(false);
        let mut polls = 0;
        block_on(
            Box::pin(std::future::poll_fn(|cx| {
                polls += 1;
                if polls > 1 {
                    return Poll::Ready(());
                }
                leave(cx.waker());
                block_on(Box::pin(Later { left: false }).as_mut());
                Poll::Pending
            }))
            .as_mut(),
        );
    }
}

/// Has the waker be called during a sleep.
fn leave(waker: &Waker) {
    WAKERS.with_borrow_mut(|wakers| wakers.push_back(waker.clone()));
}

/// Leaves its waker, and is ready when all that were left have been called.
struct Later {
    left: bool,
}

impl Future for Later {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if !self.left {
            leave(cx.waker());
            self.left = true;
        }
        match WAKERS.with_borrow(VecDeque::is_empty) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}
