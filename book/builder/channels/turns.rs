//! A channel with room for a few values, on one thread, whose senders wait in line: a draft, in which a
//! turn is lost with whoever had it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use longhand::channel::mpsc;
use longhand::{spawn, yield_now};

use crate::recording::Recording;
use crate::tasks::scenes::recorded;
use crate::told;

/// A channel that holds so many values.
pub struct Channel<T> {
    state: RefCell<State<T>>,
}

struct State<T> {
    values: VecDeque<T>,
    capacity: usize,
    line: VecDeque<Waker>,
    receiver: Option<Waker>,
}

impl<T> Channel<T> {
    /// Nothing is in it.
    pub fn new(capacity: usize) -> Self {
        Channel {
            state: RefCell::new(State {
                values: VecDeque::new(),
                capacity,
                line: VecDeque::new(),
                receiver: None,
            }),
        }
    }

    /// Waits for room, and sends.
    pub fn send(&self, value: T) -> Send<'_, T> {
        let (channel, value) = (self, Some(value));
        Send { channel, value }
    }

    /// Waits for a value.
    pub fn recv(&self) -> Recv<'_, T> {
        Recv { channel: self }
    }
}

/// The future of [`Channel::send`].
pub struct Send<'a, T> {
    channel: &'a Channel<T>,
    value: Option<T>,
}

impl<T: Unpin> Future for Send<'_, T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Send { channel, value } = &mut *self;
        let mut state = channel.state.borrow_mut();
        if state.values.len() == state.capacity {
            state.line.push_back(cx.waker().clone());
            return Poll::Pending;
        }
        state.values.extend(value.take());
        let receiver = state.receiver.take();
        drop(state);
        receiver.into_iter().for_each(Waker::wake);
        Poll::Ready(())
    }
}

/// The future of [`Channel::recv`].
pub struct Recv<'a, T> {
    channel: &'a Channel<T>,
}

impl<T> Future for Recv<'_, T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut state = self.channel.state.borrow_mut();
        let Some(value) = state.values.pop_front() else {
            state.receiver = Some(cx.waker().clone());
            return Poll::Pending;
        };
        let first = state.line.pop_front(); // there is room for one
        drop(state);
        first.into_iter().for_each(Waker::wake);
        Poll::Ready(value)
    }
}

/// Two tasks wait for room. `main` takes a value, cancels the first of them, and wants the other's.
pub fn lost() -> Recording {
    let channel = Rc::new(Channel::new(1));
    recorded(async move {
        channel.send("nought").await;
        let first = channel.clone();
        let first = spawn(told::spawned(
            "first",
            async move { first.send("one").await },
        ));
        let second = channel.clone();
        let second = async move { second.send("two").await };
        spawn(told::spawned("second", second)).detach();
        yield_now().await;
        channel.recv().await;
        drop(first);
        channel.recv().await;
    })
}

/// The same by the crate's channel: who waits for room has it reserved.
pub fn handed_on() -> Recording {
    let (sender, mut receiver) = mpsc::bounded(1);
    recorded(async move {
        let sent = sender.try_send("nought");
        sent.expect("there is room");
        let send = |word| {
            let sender = sender.clone();
            async move {
                if let Ok(permit) = sender.reserve().await {
                    _ = permit.send(word);
                }
            }
        };
        let first = spawn(told::spawned("first", send("one")));
        spawn(told::spawned("second", send("two"))).detach();
        yield_now().await;
        receiver.recv().await;
        drop(first);
        assert_eq!(receiver.recv().await, Some("two"));
    })
}
