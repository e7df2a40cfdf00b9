//! A parent that asks only the children that have been woken: a small executor inside of a future.

use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

/// Ready when all of its children are.
pub struct AskWoken<F> {
    children: Vec<Option<Child<F>>>,
    left: usize,
    queue: Arc<Queue>,
}

struct Child<F> {
    future: Pin<Box<F>>,
    mark: Arc<Mark>,
}

/// Who has been woken, and whom to tell of it.
#[derive(Default)]
struct Queue {
    woken: Mutex<Vec<usize>>,
    parent: Mutex<Option<Waker>>,
}

/// What a child's waker sets.
struct Mark {
    child: usize,
    is_queued: AtomicBool,
    queue: Arc<Queue>,
}

impl Wake for Mark {
    fn wake(self: Arc<Self>) {
        if !self.is_queued.swap(true, Ordering::AcqRel) {
            lock(&self.queue.woken).push(self.child);
            let parent = lock(&self.queue.parent).clone();
            parent.into_iter().for_each(Waker::wake);
        }
    }
}

impl<F: Future> Future for AskWoken<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        *lock(&self.queue.parent) = Some(cx.waker().clone()); // before it looks
        let woken = mem::take(&mut *lock(&self.queue.woken));
        for child in woken {
            self.turn(child);
        }
        match self.left {
            0 => Poll::Ready(()),
            _ => Poll::Pending,
        }
    }
}

impl<F: Future> AskWoken<F> {
    fn turn(&mut self, index: usize) {
        let Some(child) = &mut self.children[index] else {
            return; // woken after it was ready
        };
        // From here on a wake counts again, also during the poll.
        child.mark.is_queued.store(false, Ordering::Release);
        let waker = Waker::from(child.mark.clone());
        let answer = child.future.as_mut().poll(&mut Context::from_waker(&waker));
        if answer.is_ready() {
            self.children[index] = None;
            self.left -= 1;
        }
    }

    /// Of these children, each of which is asked in the first poll.
    pub fn new(children: impl IntoIterator<Item = F>) -> Self {
        let queue = Arc::new(Queue::default());
        let children: Vec<_> = children
            .into_iter()
            .enumerate()
            .map(|(child, future)| {
                lock(&queue.woken).push(child);
                let mark = Arc::new(Mark {
                    child,
                    is_queued: AtomicBool::new(true),
                    queue: queue.clone(),
                });
                let future = Box::pin(future);
                Some(Child { future, mark })
            })
            .collect();
        let left = children.len();
        AskWoken {
            children,
            left,
            queue,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics with the lock")
}
