use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// Rings once; whoever waits for it is woken.
#[derive(Default)]
pub struct Bell {
    rung: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl Bell {
    pub fn ring(&self) {
        self.rung.set(true);
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }
}

impl Future for &Bell {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.rung.get() {
            return Poll::Ready(());
        }
        let mut waiting = self.waiting.borrow_mut();
        if waiting.is_none() {
            *waiting = Some(cx.waker().clone());
        }
        Poll::Pending
    }
}
