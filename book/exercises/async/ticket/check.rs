use std::cell::Cell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Two come to a counter; whoever is first in the row is asked last.
pub fn check<'a, F: Future<Output = u32>>(ticket: fn(&'a Cell<u32>) -> F) {
    // It lives as long as the test, and no longer matters after it.
    let counter: &'a Cell<u32> = Box::leak(Box::default());
    let (first, second) = (ticket(counter), ticket(counter));
    assert_eq!(numbers(second), 1, "the second in the row");
    assert_eq!(numbers(first), 0, "the first in the row");
}

fn numbers<F: Future<Output = u32>>(ticket: F) -> u32 {
    let mut ticket = pin!(ticket);
    let mut cx = Context::from_waker(Waker::noop());
    let pending = ticket.as_mut().poll(&mut cx).is_pending();
    assert!(pending, "a ticket gives way once");
    match ticket.poll(&mut cx) {
        Poll::Ready(number) => number,
        Poll::Pending => panic!("a ticket gives way once, and not twice"),
    }
}
