//! How often the children of a join are polled, if one after the other is woken.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use longhand::{join, shorthand};

use crate::measure::grouped;

/// Both spellings of joins that grow, in Markdown.
pub fn table() -> String {
    let mut table = String::from("| children | by hand | `async fn` |\n|---:|---:|---:|\n");
    for children in [2, 12, 13, 100, 1_000] {
        let by_hand = polls(children, join);
        let as_async_fn = polls(children, shorthand::join);
        table.push_str(&format!(
            "| {} | {} | {} |\n",
            grouped(children),
            grouped(by_hand),
            grouped(as_async_fn)
        ));
    }
    table
}

/// The polls of all children of a join of so many. Each is woken once, and the join polled after it.
pub fn polls<F: Future>(children: usize, of: impl FnOnce(Vec<Child>) -> F) -> usize {
    let crowd = Rc::new(Crowd::default());
    let child = |number| Child {
        number,
        crowd: crowd.clone(),
    };
    let mut all = pin!(of((0..children).map(child).collect()));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(all.as_mut().poll(&mut cx).is_pending());
    for number in 0..children {
        crowd.told.set(number + 1);
        let waker = crowd.wakers.borrow()[number].clone();
        waker.wake();
        let is_last = number + 1 == children;
        assert_eq!(all.as_mut().poll(&mut cx).is_ready(), is_last);
    }
    crowd.polls.get()
}

#[derive(Default)]
struct Crowd {
    polls: Cell<usize>,
    /// So many have been told, from the first.
    told: Cell<usize>,
    wakers: RefCell<Vec<Waker>>,
}

/// A child that waits to be told.
pub struct Child {
    number: usize,
    crowd: Rc<Crowd>,
}

impl Future for Child {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let crowd = &self.crowd;
        crowd.polls.set(crowd.polls.get() + 1);
        if self.number < crowd.told.get() {
            return Poll::Ready(());
        }
        let mut wakers = crowd.wakers.borrow_mut();
        match wakers.get_mut(self.number) {
            Some(kept) => kept.clone_from(cx.waker()),
            None => wakers.push(cx.waker().clone()),
        }
        Poll::Pending
    }
}
