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
    line: RefCell<VecDeque<Waker>>,
}

/// The future of a value that is sent.
pub struct Send {
    channel: Rc<Channel>,
    value: u8,
}

pub fn send(channel: &Rc<Channel>, value: u8) -> Send {
    let channel = channel.clone();
    Send { channel, value }
}

impl Future for Send {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut place = self.channel.value.borrow_mut();
        if place.is_some() {
            let waker = cx.waker().clone();
            self.channel.line.borrow_mut().push_back(waker);
            return Poll::Pending;
        }
        *place = Some(self.value);
        Poll::Ready(())
    }
}

/// Takes the value, and calls the first who waits for its room.
pub fn take(channel: &Rc<Channel>) -> Option<u8> {
    let value = channel.value.take()?;
    let first = channel.line.borrow_mut().pop_front();
    first.into_iter().for_each(Waker::wake);
    Some(value)
}
