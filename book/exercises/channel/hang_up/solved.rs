use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

struct Shared<T> {
    values: VecDeque<T>,
    waiting: Option<Waker>,
}

type Ends<T> = Rc<RefCell<Shared<T>>>;

#[derive(Clone)]
pub struct Sender<T>(Ends<T>);

pub struct Receiver<T>(Ends<T>);

pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Rc::new(RefCell::new(Shared {
        values: VecDeque::new(),
        waiting: None,
    }));
    (Sender(shared.clone()), Receiver(shared))
}

impl<T> Sender<T> {
    pub fn send(&self, value: T) {
        let mut shared = self.0.borrow_mut();
        shared.values.push_back(value);
        let waiting = shared.waiting.take();
        drop(shared);
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl<T> Drop for Sender<T> {
    // To hang up is news as well. The count goes down when this is over, and a waker only marks, so the
    // poll that comes of it finds the new count.
    fn drop(&mut self) {
        let is_last = Rc::strong_count(&self.0) == 2; // this one, and the receiver
        let waiting = is_last.then(|| self.0.borrow_mut().waiting.take());
        waiting.flatten().into_iter().for_each(Waker::wake);
    }
}

impl<T> Receiver<T> {
    /// The next value, or none if no sender is left.
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let senders = Rc::strong_count(&self.0) - 1;
        let mut shared = self.0.borrow_mut();
        match shared.values.pop_front() {
            Some(value) => Poll::Ready(Some(value)),
            None if senders == 0 => Poll::Ready(None),
            None => {
                shared.waiting = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}
