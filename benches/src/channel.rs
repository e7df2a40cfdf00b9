//! [`Channel`] and [`Unbounded`]: what the channels are called by those who know them.

use std::future::Future;

use futures_util::{SinkExt, StreamExt};
use longhand::channel::mpsc;
use longhand::shorthand;
use postage::sink::Sink as _;
use postage::stream::Stream as _;

use crate::promise::Lesser;

/// A channel, and how it is used by those who know it.
pub trait Channel {
    type Sender: Clone + Send;
    type Receiver: Send;

    fn bounded(capacity: usize) -> (Self::Sender, Self::Receiver);

    fn send(sender: &mut Self::Sender, message: u64) -> impl Future;

    fn recv(receiver: &mut Self::Receiver) -> impl Future<Output: Answer>;
}

/// One that has room for any number.
pub trait Unbounded {
    type Sender: Clone + Send;
    type Receiver: Send;

    fn unbounded() -> (Self::Sender, Self::Receiver);

    fn send_now(sender: &Self::Sender, message: u64);

    fn recv_next(receiver: &mut Self::Receiver) -> impl Future<Output: Answer>;
}

/// What a receive answers: a message, or that there will be none.
pub trait Answer {
    fn is_message(&self) -> bool;
}

impl Answer for Option<u64> {
    fn is_message(&self) -> bool {
        self.is_some()
    }
}

impl<E> Answer for Result<u64, E> {
    fn is_message(&self) -> bool {
        self.is_ok()
    }
}

/// Of a channel that is not as bounded as it says.
pub const INEXACT: Lesser = Lesser(
    "Has room for more than its capacity: for one more message of each sender. Longhand's capacity \
     is what it says.",
);

pub struct Longhand;
pub struct Shorthand;
pub struct Tokio;
pub struct AsyncChannel;
pub struct Flume;
pub struct Kanal;
pub struct Crossfire;
pub struct Futures;
pub struct Thingbuf;
pub struct Tachyonix;
pub struct Postage;

/// Who calls it what.
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
            fn send($tx: &mut Self::Sender, $message: u64) -> impl Future {
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
