//! `channel::rendezvous`: from hand to hand.

use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::thread;

use futures_core::stream::FusedStream;
use longhand::channel::rendezvous;
use longhand::channel::rendezvous::{Receiver, SendError, Sender, TryRecvError};
use longhand::test::Grade::{LosesData, LosesPlace, Lossless};
use longhand::test::cancel_after_every_poll;
use longhand::{fuse, join, shorthand};

use crate::support::probe::Probe;
use crate::support::script::Answer;
use crate::support::spelling::{AsAsyncFn, ByHand, Spelling, both_spellings};
use crate::support::stage::Stage;

trait Ends: Spelling + 'static {
    fn send<T>(sender: &Sender<T>, value: T) -> impl Future<Output = Result<(), SendError<T>>>;

    fn closed<T>(sender: &Sender<T>) -> impl Future<Output = ()>;

    fn recv<T>(receiver: &mut Receiver<T>) -> impl Future<Output = Option<T>>;
}

impl Ends for ByHand {
    fn send<T>(sender: &Sender<T>, value: T) -> impl Future<Output = Result<(), SendError<T>>> {
        sender.send(value)
    }

    fn closed<T>(sender: &Sender<T>) -> impl Future<Output = ()> {
        sender.closed()
    }

    fn recv<T>(receiver: &mut Receiver<T>) -> impl Future<Output = Option<T>> {
        receiver.recv()
    }
}

impl Ends for AsAsyncFn {
    fn send<T>(sender: &Sender<T>, value: T) -> impl Future<Output = Result<(), SendError<T>>> {
        shorthand::rendezvous::send(sender, value)
    }

    fn closed<T>(sender: &Sender<T>) -> impl Future<Output = ()> {
        shorthand::rendezvous::closed(sender)
    }

    fn recv<T>(receiver: &mut Receiver<T>) -> impl Future<Output = Option<T>> {
        shorthand::rendezvous::recv(receiver)
    }
}

both_spellings!(
    every_future_has_its_grade,
    a_send_is_ready_when_its_value_was_taken,
    a_sender_that_comes_later_wakes_the_receiver,
    senders_are_taken_from_in_the_order_in_which_they_came,
    a_send_that_is_dropped_withdraws_its_value,
    a_receive_that_is_dropped_has_taken_nothing,
    a_close_gives_those_who_wait_their_values_back,
    the_receivers_drop_is_learned_of,
    the_receiver_gets_none_when_the_senders_are_gone,
);

/// A sender, what it may send, and another that comes to wait behind it. In each step a
/// value is received, until the receiver closes.
fn a_line<S: Ends>() -> (Line, impl FnMut()) {
    let (sender, mut receiver) = rendezvous();
    let other = sender.clone();
    let behind = fuse(async move {
        let _ = S::send(&other, 9).await;
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

type Line = (Sender<u8>, Option<u8>, Pin<Box<dyn Future<Output = ()>>>);

/// Waits while another comes to wait behind.
async fn before<F: Future>(first: F, behind: &mut Pin<Box<dyn Future<Output = ()>>>) -> F::Output {
    let comes = poll_fn(|cx| {
        let _ = behind.as_mut().poll(cx);
        Poll::Ready(())
    });
    join((first, comes)).await.0
}

fn every_future_has_its_grade<S: Ends>() {
    let send = async |(sender, value, _): &mut Line| match value.take() {
        Some(value) => S::send(sender, value).await.is_ok(),
        None => false,
    };
    cancel_after_every_poll(a_line::<S>, send).assert(LosesData);
    let send_from =
        async |(sender, slot, behind): &mut Line| before(sender.send_from(slot), behind).await;
    cancel_after_every_poll(a_line::<S>, send_from).assert(LosesPlace);
    let closed = async |(sender, ..): &mut Line| {
        S::closed(sender).await;
        sender.is_closed()
    };
    cancel_after_every_poll(a_line::<S>, closed).assert(Lossless);

    let begin = || {
        let (sender, receiver) = rendezvous();
        let mut sending = Box::pin(fuse(async move { S::send(&sender, 7).await }));
        let step = move || {
            let _ = sending
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()));
        };
        (receiver, step)
    };
    let recv = async |receiver: &mut Receiver<u8>| S::recv(receiver).await;
    cancel_after_every_poll(begin, recv).assert(Lossless);
}

fn a_send_is_ready_when_its_value_was_taken<S: Ends>() {
    let (sender, mut receiver) = rendezvous();
    let mut sending = Probe::new(S::send(&sender, 7));
    for _ in 0..2 {
        assert_eq!((sending.poll(), sending.wakes()), (Poll::Pending, 0));
    }
    let received = Probe::new(S::recv(&mut receiver)).poll();
    assert_eq!((received, sending.wakes()), (Poll::Ready(Some(7)), 1));
    assert_eq!(sending.poll(), Poll::Ready(Ok(())));
}

fn a_sender_that_comes_later_wakes_the_receiver<S: Ends>() {
    let (sender, mut receiver) = rendezvous();
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    let mut sending = Probe::new(S::send(&sender, 7));
    assert_eq!((sending.poll(), receiving.wakes()), (Poll::Pending, 1));
    assert_eq!(receiving.poll(), Poll::Ready(Some(7)));
    assert_eq!(sending.poll(), Poll::Ready(Ok(())));
}

fn senders_are_taken_from_in_the_order_in_which_they_came<S: Ends>() {
    let (sender, mut receiver) = rendezvous();
    let mut waiting: Vec<_> = (0..4).map(|n| Probe::new(S::send(&sender, n))).collect();
    waiting
        .iter_mut()
        .for_each(|it| assert!(it.poll().is_pending()));
    for n in 0..4 {
        assert_eq!(receiver.try_recv(), Ok(n));
    }
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    waiting
        .iter_mut()
        .for_each(|it| assert!(it.poll().is_ready()));
}

fn a_send_that_is_dropped_withdraws_its_value<S: Ends>() {
    let stage = Stage::new();
    let (sender, mut receiver) = rendezvous();
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert!(receiving.poll().is_pending());
    let mut sending = Probe::new(S::send(&sender, Answer::new(&stage, "value")));
    assert!(sending.poll().is_pending());
    drop(sending);
    assert_eq!(stage.present(), 0);
    assert!(receiving.poll().is_pending());
}

fn a_receive_that_is_dropped_has_taken_nothing<S: Ends>() {
    let (sender, mut receiver) = rendezvous();
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    let mut sending = Probe::new(S::send(&sender, 7));
    assert_eq!(sending.poll(), Poll::Pending);
    assert_eq!(receiving.wakes(), 1);
    drop(receiving);
    assert_eq!((sending.poll(), sending.wakes()), (Poll::Pending, 0));
    assert_eq!(receiver.try_recv(), Ok(7));
    assert_eq!(sending.poll(), Poll::Ready(Ok(())));
}

fn a_close_gives_those_who_wait_their_values_back<S: Ends>() {
    let (sender, mut receiver) = rendezvous();
    let mut sending = Probe::new(S::send(&sender, 7));
    assert_eq!(sending.poll(), Poll::Pending);
    receiver.close();
    assert_eq!(sending.poll(), Poll::Ready(Err(SendError(7))));
    let late = Probe::new(S::send(&sender, 8)).poll();
    assert_eq!(late, Poll::Ready(Err(SendError(8))));
    assert_eq!(Probe::new(S::recv(&mut receiver)).poll(), Poll::Ready(None));
    assert!(sender.is_closed() && receiver.is_closed() && receiver.is_terminated());
}

fn the_receivers_drop_is_learned_of<S: Ends>() {
    let (sender, receiver) = rendezvous();
    let mut sending = Probe::new(S::send(&sender, 7));
    let mut closed = Probe::new(S::closed(&sender));
    assert!(sending.poll().is_pending() && closed.poll().is_pending());
    drop(receiver);
    assert_eq!((sending.wakes(), closed.wakes()), (1, 1));
    assert_eq!(sending.poll(), Poll::Ready(Err(SendError(7))));
    assert_eq!(closed.poll(), Poll::Ready(()));
}

fn the_receiver_gets_none_when_the_senders_are_gone<S: Ends>() {
    let (sender, mut receiver) = rendezvous::<u8>();
    let other = sender.clone();
    assert!(sender.same_channel(&other));
    let mut receiving = Probe::new(S::recv(&mut receiver));
    assert_eq!(receiving.poll(), Poll::Pending);
    drop(sender);
    assert_eq!(receiving.wakes(), 0);
    drop(other);
    assert_eq!(receiving.wakes(), 1);
    assert_eq!(receiving.poll(), Poll::Ready(None));
}

#[test]
fn a_value_is_sent_from_its_slot_and_is_never_in_between() {
    let (sender, mut receiver) = rendezvous();
    let mut slot = Some(7);
    let mut sending = Probe::new(sender.send_from(&mut slot));
    assert_eq!(sending.poll(), Poll::Pending);
    drop(sending);
    assert_eq!(slot, Some(7));
    let mut sending = Probe::new(sender.send_from(&mut slot));
    assert_eq!(sending.poll(), Poll::Pending);
    assert_eq!(receiver.try_recv(), Ok(7));
    drop(sending);
    assert_eq!(slot, None);
}

#[test]
fn threads_meet() {
    let (sender, mut receiver) = rendezvous();
    let sending = thread::spawn(move || (0..100).try_for_each(|n| sender.send_blocking(n)));
    let received: Vec<_> = std::iter::from_fn(|| receiver.recv_blocking()).collect();
    assert_eq!(received, Vec::from_iter(0..100));
    assert_eq!(sending.join().expect("it has not panicked"), Ok(()));
}
