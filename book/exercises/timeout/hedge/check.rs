use std::cell::Cell;
use std::future::{pending, poll_fn, ready};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

type Answer<'a> = Pin<Box<dyn Future<Output = &'static str> + 'a>>;
type Limit = Pin<Box<dyn Future<Output = ()>>>;

/// The first may still win when its time is up.
pub fn check(hedged: impl for<'a> AsyncFn(Limit, Answer<'a>, Answer<'a>) -> &'static str) {
    let asked = Cell::new(false);
    let second = || -> Answer<'_> {
        Box::pin(poll_fn(|_| {
            asked.set(true);
            Poll::Ready("second")
        }))
    };
    let quick = hedged(Box::pin(pending()), Box::pin(ready("first")), second());
    assert_eq!(last(quick), Poll::Ready("first"));
    assert!(!asked.get(), "the second was asked, and there was no need");

    let dead = hedged(Box::pin(ready(())), Box::pin(pending()), second());
    assert_eq!(last(dead), Poll::Ready("second"));

    let polls = Cell::new(0);
    let late = poll_fn(|_| {
        polls.set(polls.get() + 1);
        match polls.get() {
            3 => Poll::Ready("first"),
            _ => Poll::Pending,
        }
    });
    let late = hedged(Box::pin(ready(())), Box::pin(late), Box::pin(pending()));
    assert_eq!(
        last(late),
        Poll::Ready("first"),
        "the second is dead, and the first is late"
    );
}

/// What ten polls lead to.
fn last<F: Future>(future: F) -> Poll<F::Output> {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    let answers = (0..10).map(|_| future.as_mut().poll(&mut cx));
    answers
        .into_iter()
        .find(Poll::is_ready)
        .unwrap_or(Poll::Pending)
}
