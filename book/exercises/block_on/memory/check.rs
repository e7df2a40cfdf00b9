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

/// A wake during the poll counts, one during the sleep counts, and a token alone does not.
pub fn check(block_on: impl Fn(Wakes)) {
    for [now, later, token] in [
        [true, false, false],
        [false, true, true],
        [true, true, true],
    ] {
        let polls = Cell::new(0);
        TOKEN.set(false);
        block_on(Wakes {
            polls: &polls,
            now,
            later,
            token,
        });
        assert_eq!(polls.get(), 2, "polled without a wake");
        WAKERS.take();
    }
}

/// Wakes in its first poll, or has somebody wake later, and is ready in the second.
pub struct Wakes<'a> {
    polls: &'a Cell<u32>,
    now: bool,
    later: bool,
    token: bool,
}

impl Future for Wakes<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.polls.set(self.polls.get() + 1);
        if self.polls.get() > 1 {
            return Poll::Ready(());
        }
        if self.now {
            cx.waker().wake_by_ref();
        }
        if self.later {
            WAKERS.with_borrow_mut(|wakers| wakers.push_back(cx.waker().clone()));
        }
        TOKEN.set(TOKEN.get() || self.token);
        Poll::Pending
    }
}
