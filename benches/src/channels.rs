//! [`Channel`] and [`Unbounded`]: channels of many values, as those use them who know them.

use std::future::Future;

use futures_util::{SinkExt, StreamExt};
use longhand::channel::Lent;
use longhand::channel::mpsc::{self, Ring};
use longhand::shorthand;
use postage::sink::Sink as _;
use postage::stream::Stream as _;

use crate::promise::Lesser;

/// What a send or a receive answers.
pub trait Answer {
    /// Whether it was sent, or there was something.
    fn is_good(&self) -> bool;
}

impl<T> Answer for Option<T> {
    fn is_good(&self) -> bool {
        self.is_some()
    }
}

impl<T, E> Answer for Result<T, E> {
    fn is_good(&self) -> bool {
        self.is_ok()
    }
}

/// A channel that has room for so many.
pub trait Channel {
    type Sender: Clone + Send + 'static;
    type Receiver: Send + 'static;

    fn bounded(capacity: usize) -> (Self::Sender, Self::Receiver);

    fn send(sender: &mut Self::Sender, message: u64) -> impl Future<Output: Answer>;

    fn recv(receiver: &mut Self::Receiver) -> impl Future<Output: Answer>;
}

/// One that has room for any number.
pub trait Unbounded {
    type Sender: Clone + Send + 'static;
    type Receiver: Send + 'static;

    fn unbounded() -> (Self::Sender, Self::Receiver);

    fn send_now(sender: &Self::Sender, message: u64);

    fn recv_next(receiver: &mut Self::Receiver) -> impl Future<Output: Answer>;
}

/// A channel that has more room than it is told.
pub const INEXACT: Lesser = Lesser(
    "Has room for more than its capacity: for one more message of each sender. Longhand's capacity \
     is what it says.",
);

pub struct Longhand;
pub struct Shorthand;
/// In a ring that stays, as a `static` does.
pub struct Lending;
pub struct LendingShorthand;
pub struct Tokio;
pub struct AsyncChannel;
pub struct Flume;
pub struct Kanal;
pub struct Crossfire;
pub struct Futures;
pub struct Thingbuf;
pub struct Tachyonix;
pub struct Postage;

/// Who calls it what. As inline as in a bench of its own.
macro_rules! bounded_by {
    ($($channel:ty: $sender:ty, $receiver:ty,
        $new:expr, |$tx:ident, $message:ident| $send:expr, |$rx:ident| $recv:expr;)*) => {$(
        impl Channel for $channel {
            type Sender = $sender;
            type Receiver = $receiver;

            #[inline]
            fn bounded(capacity: usize) -> (Self::Sender, Self::Receiver) {
                $new(capacity)
            }

            #[inline]
            fn send($tx: &mut Self::Sender, $message: u64) -> impl Future<Output: Answer> {
                $send
            }

            #[inline]
            fn recv($rx: &mut Self::Receiver) -> impl Future<Output: Answer> {
                $recv
            }
        }
    )*};
}

bounded_by! {
    Longhand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::bounded, |tx, message| tx.send(message), |rx| rx.recv();
    Shorthand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::bounded, |tx, message| shorthand::mpsc::send(tx, message), |rx| shorthand::mpsc::recv(rx);
    Lending: mpsc::Sender<i64, Lent<'static>>, mpsc::Receiver<i64, Lent<'static>>,
        ring, |tx, message| tx.send(message as i64), |rx| rx.recv();
    LendingShorthand: mpsc::Sender<i64, Lent<'static>>, mpsc::Receiver<i64, Lent<'static>>,
        ring, |tx, message| shorthand::mpsc::send(tx, message as i64), |rx| shorthand::mpsc::recv(rx);
    Tokio: tokio::sync::mpsc::Sender<u64>, tokio::sync::mpsc::Receiver<u64>,
        tokio::sync::mpsc::channel, |tx, message| tx.send(message), |rx| rx.recv();
    AsyncChannel: async_channel::Sender<u64>, async_channel::Receiver<u64>,
        async_channel::bounded, |tx, message| tx.send(message), |rx| rx.recv();
    Flume: flume::Sender<u64>, flume::Receiver<u64>,
        flume::bounded, |tx, message| tx.send_async(message), |rx| rx.recv_async();
    Kanal: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>,
        kanal::bounded_async, |tx, message| tx.send(message), |rx| rx.recv();
    Crossfire: crossfire::MAsyncTx<crossfire::mpsc::Array<u64>>, crossfire::AsyncRx<crossfire::mpsc::Array<u64>>,
        crossfire::mpsc::bounded_async, |tx, message| tx.send(message), |rx| rx.recv();
    Futures: futures_channel::mpsc::Sender<u64>, futures_channel::mpsc::Receiver<u64>,
        futures_channel::mpsc::channel, |tx, message| tx.feed(message), |rx| rx.next();
    Thingbuf: thingbuf::mpsc::Sender<u64>, thingbuf::mpsc::Receiver<u64>,
        thingbuf::mpsc::channel, |tx, message| tx.send(message), |rx| rx.recv();
    Tachyonix: tachyonix::Sender<u64>, tachyonix::Receiver<u64>,
        tachyonix::channel, |tx, message| tx.send(message), |rx| rx.recv();
    Postage: postage::mpsc::Sender<u64>, postage::mpsc::Receiver<u64>,
        postage::mpsc::channel, |tx, message| tx.send(message), |rx| rx.recv();
}

type Ends<T> = (
    mpsc::Sender<T, Lent<'static>>,
    mpsc::Receiver<T, Lent<'static>>,
);

/// Its messages are of a type of their own: of a function that two channels have in common the compiler makes a
/// call in both.
fn ring(capacity: usize) -> Ends<i64> {
    assert_eq!(capacity, 16, "the workloads' are of 16");
    Box::leak(Box::new(Ring::<i64, 16>::new())).split()
}

/// The same for those that are unbounded.
macro_rules! unbounded_by {
    ($($channel:ty: $sender:ty, $receiver:ty,
        $new:expr, |$tx:ident, $message:ident| $send:expr, |$rx:ident| $recv:expr;)*) => {$(
        impl Unbounded for $channel {
            type Sender = $sender;
            type Receiver = $receiver;

            #[inline]
            fn unbounded() -> (Self::Sender, Self::Receiver) {
                $new()
            }

            #[inline]
            fn send_now($tx: &Self::Sender, $message: u64) {
                assert!($send.is_ok(), "there is room");
            }

            #[inline]
            fn recv_next($rx: &mut Self::Receiver) -> impl Future<Output: Answer> {
                $recv
            }
        }
    )*};
}

unbounded_by! {
    Longhand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::unbounded, |tx, message| tx.try_send(message), |rx| rx.recv();
    Shorthand: mpsc::Sender<u64>, mpsc::Receiver<u64>,
        mpsc::unbounded, |tx, message| tx.try_send(message), |rx| shorthand::mpsc::recv(rx);
    Tokio: tokio::sync::mpsc::UnboundedSender<u64>, tokio::sync::mpsc::UnboundedReceiver<u64>,
        tokio::sync::mpsc::unbounded_channel, |tx, message| tx.send(message), |rx| rx.recv();
    AsyncChannel: async_channel::Sender<u64>, async_channel::Receiver<u64>,
        async_channel::unbounded, |tx, message| tx.try_send(message), |rx| rx.recv();
    Flume: flume::Sender<u64>, flume::Receiver<u64>,
        flume::unbounded, |tx, message| tx.send(message), |rx| rx.recv_async();
    Kanal: kanal::AsyncSender<u64>, kanal::AsyncReceiver<u64>,
        kanal::unbounded_async, |tx, message| tx.try_send(message), |rx| rx.recv();
    Crossfire: crossfire::MTx<crossfire::mpsc::List<u64>>, crossfire::AsyncRx<crossfire::mpsc::List<u64>>,
        crossfire::mpsc::unbounded_async, |tx, message| tx.send(message), |rx| rx.recv();
    Futures: futures_channel::mpsc::UnboundedSender<u64>, futures_channel::mpsc::UnboundedReceiver<u64>,
        futures_channel::mpsc::unbounded, |tx, message| tx.unbounded_send(message), |rx| rx.next();
}
