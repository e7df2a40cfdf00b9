use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A channel with room for one, and those who wait for it.
#[derive(Default)]
pub struct Channel {
    value: RefCell<Option<u8>>,
    line: RefCell<VecDeque<Rc<Waiter>>>,
}

type Waiter = RefCell<Option<Waker>>;

/// The future of a value that is sent.
pub struct Send {
    channel: Rc<Channel>,
    value: u8,
    /// There from when it waits until it has sent. The waker is gone when it has been called.
    waiter: Option<Rc<Waiter>>,
}

pub fn send(channel: &Rc<Channel>, value: u8) -> Send {
    let channel = channel.clone();
    Send {
        channel,
        value,
        waiter: None,
    }
}

impl Future for Send {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let channel = self.channel.clone();
        if channel.value.borrow().is_none() {
            channel.value.replace(Some(self.value));
            self.waiter = None;
            return Poll::Ready(());
        }
        let waiter = self.waiter.get_or_insert_default();
        waiter.replace(Some(cx.waker().clone()));
        // It is in line once, however often it is polled.
        let mut line = channel.line.borrow_mut();
        if !line.iter().any(|other| Rc::ptr_eq(other, waiter)) {
            line.push_back(waiter.clone());
        }
        Poll::Pending
    }
}

impl Drop for Send {
    fn drop(&mut self) {
        let Some(waiter) = self.waiter.take() else {
            return;
        };
        let has_been_called = waiter.borrow().is_none();
        match has_been_called {
            true => call_next(&self.channel),
            false => {
                let is_other = |other: &Rc<Waiter>| !Rc::ptr_eq(other, &waiter);
                self.channel.line.borrow_mut().retain(is_other);
            }
        }
    }
}

/// Takes the value, and calls the first who waits for its room.
pub fn take(channel: &Rc<Channel>) -> Option<u8> {
    let value = channel.value.take()?;
    call_next(channel);
    Some(value)
}

fn call_next(channel: &Channel) {
    let first = channel.line.borrow_mut().pop_front();
    let waker = first.and_then(|first| first.take());
    waker.into_iter().for_each(Waker::wake);
}
