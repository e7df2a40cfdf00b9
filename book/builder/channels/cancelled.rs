//! What a channel loses when a future of its ends is dropped.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use longhand::channel::mpsc::{Receiver, Sender, bounded};
use longhand::channel::oneshot::{self, oneshot};
use longhand::test::{Grade, cancel_after_every_poll};
use longhand::{block_on, fuse, join, poll_once};

/// Two letters that find no room and are given up: what the receiver has in the end, and what is left.
pub fn run() -> String {
    let (sender, mut receiver) = bounded(1);
    block_on(async {
        let mut log = String::from("room for one: ");
        _ = sender.send("first").await;
        let second = poll_once(sender.send("second")).await;
        let mut slot = Some("third");
        let third = poll_once(sender.send_from(&mut slot)).await;
        log.push_str(&format!("{second:?} and {third:?}: neither is sent\n"));
        drop(sender);
        let received: Vec<&str> = std::iter::from_fn(|| receiver.try_recv().ok()).collect();
        log.push_str(&format!("received: {received:?}\nleft:     {slot:?}"));
        log
    })
}

/// A sender whose channel is full, what it may send, and another that comes to wait behind it.
type Line = (Sender<u8>, Option<u8>, Pin<Box<dyn Future<Output = ()>>>);

/// In each step a value is received, until the receiver closes.
fn a_line() -> (Line, impl FnMut()) {
    let (sender, mut receiver) = bounded(1);
    sender.try_send(0).expect("there is room");
    let other = sender.clone();
    let behind = fuse(async move {
        let _ = other.send(9).await;
    });
    let mut left = 3;
    let step = move || {
        let _ = receiver.try_recv();
        left -= 1;
        if left == 0 {
            receiver.close();
        }
    };
    ((sender, Some(7), Box::pin(behind)), step)
}

/// Waits while the other comes to wait behind.
async fn before<F: Future>(first: F, behind: &mut Pin<Box<dyn Future<Output = ()>>>) -> F::Output {
    let comes = poll_fn(|cx| {
        let _ = behind.as_mut().poll(cx);
        Poll::Ready(())
    });
    join((first, comes)).await.0
}

/// A receiver whose values come one after the other.
fn two_to_come() -> (Receiver<u8>, impl FnMut()) {
    let (sender, receiver) = bounded(2);
    let mut values = [7, 8].into_iter();
    let step = move || {
        let value = values.next();
        value.map(|value| sender.try_send(value));
    };
    (receiver, step)
}

/// The futures of both ends, and what each loses, as it was found out.
pub fn grades() -> Vec<(&'static str, Grade)> {
    let send = async |(sender, value, _): &mut Line| match value.take() {
        Some(value) => sender.send(value).await.is_ok(),
        None => false,
    };
    let send_from = async |(sender, slot, behind): &mut Line| {
        before(sender.send_from(slot), behind).await.is_ok()
    };
    let reserve =
        async |(sender, _, behind): &mut Line| before(sender.reserve(), behind).await.is_ok();
    let one_value = || {
        let (sender, receiver) = oneshot();
        let mut sender = Some(sender);
        let step = move || {
            let sent = sender.take().map(|it: oneshot::Sender<u8>| it.send(7));
            assert!(sent.is_none_or(|sent| sent.is_ok()));
        };
        (receiver, step)
    };
    let recv = async |receiver: &mut Receiver<u8>| receiver.recv().await;
    let mut received = cancel_after_every_poll(two_to_come, recv);
    let mut sent = cancel_after_every_poll(a_line, send);
    let mut from_slot = cancel_after_every_poll(a_line, send_from);
    let mut reserved = cancel_after_every_poll(a_line, reserve);
    let awaited = cancel_after_every_poll(one_value, async |receiver| receiver.await).grade();
    vec![
        ("oneshot: `&mut receiver`", awaited),
        ("mpsc: `receiver.recv()`", received.grade()),
        ("mpsc: `sender.send(value)`", sent.grade()),
        ("mpsc: `sender.send_from(&mut slot)`", from_slot.grade()),
        ("mpsc: `sender.reserve()`", reserved.grade()),
    ]
}

/// `{{#table channel-grades}}`.
pub fn table() -> String {
    let mut table = String::from("| dropped while it waits | it is |\n|---|---|\n");
    for (future, grade) in grades() {
        table.push_str(&format!("| {future} | *{grade}* |\n"));
    }
    table
}
