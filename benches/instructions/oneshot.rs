//! One message, in a channel of its own.

use std::future::{Future, IntoFuture};
use std::pin::pin;

use longhand::channel::oneshot;
use longhand::shorthand;
use longhand_bench::stage::{Stage, finish, wait};
use longhand_bench::workload::{Case, Workload};

/// A channel for one message, and how it is used by those who know it.
trait Oneshot {
    type Sender;
    type Receiver;

    fn oneshot() -> (Self::Sender, Self::Receiver);

    fn send(sender: Self::Sender, message: u64);

    fn recv(receiver: Self::Receiver) -> impl Future;
}

macro_rules! workload {
    ($title:literal, $run:ident) => {
        Workload {
            title: $title,
            unit: "instructions per message",
            children: 1,
            longhand: $run::<Longhand>,
            shorthand: $run::<Shorthand>,
            peers: vec![
                Case::new("tokio", $run::<Tokio>),
                Case::new("futures-channel", $run::<Futures>),
                Case::new("oneshot", $run::<OneshotCrate>),
                Case::new("async-oneshot", $run::<AsyncOneshot>),
                Case::new("mea", $run::<Mea>),
            ],
            floor: None,
        }
    };
}

pub fn workloads() -> Vec<Workload> {
    vec![
        workload!("a oneshot that is sent", sent),
        workload!("a oneshot that is awaited", awaited),
    ]
}

/// Made, sent, and then received.
fn sent<C: Oneshot>(stage: &Stage) {
    stage.repeat(|cx| {
        let (sender, receiver) = C::oneshot();
        C::send(sender, 7);
        finish(pin!(C::recv(receiver)), cx);
    });
}

/// Made, awaited, and then sent.
fn awaited<C: Oneshot>(stage: &Stage) {
    stage.repeat(|cx| {
        let (sender, receiver) = C::oneshot();
        let mut receiving = pin!(C::recv(receiver));
        wait(receiving.as_mut(), cx);
        C::send(sender, 7);
        finish(receiving, cx);
    });
}

struct Longhand;
struct Shorthand;
struct Tokio;
struct Futures;
struct OneshotCrate;
struct AsyncOneshot;
struct Mea;

/// Who calls it what.
macro_rules! oneshot_by {
    ($($channel:ty: $sender:ty, $receiver:ty,
        $new:expr, |$tx:ident, $message:ident| $send:expr, |$rx:ident| $recv:expr;)*) => {$(
        impl Oneshot for $channel {
            type Sender = $sender;
            type Receiver = $receiver;

            fn oneshot() -> (Self::Sender, Self::Receiver) {
                $new()
            }

            fn send($tx: Self::Sender, $message: u64) {
                assert!($send.is_ok(), "the receiver is there");
            }

            fn recv($rx: Self::Receiver) -> impl Future {
                $recv
            }
        }
    )*};
}

oneshot_by! {
    Longhand: oneshot::Sender<u64>, oneshot::Receiver<u64>,
        oneshot::oneshot, |tx, message| tx.send(message), |rx| rx;
    Shorthand: oneshot::Sender<u64>, oneshot::Receiver<u64>,
        oneshot::oneshot, |tx, message| tx.send(message),
        |rx| async move { let mut rx = rx; shorthand::oneshot::recv(&mut rx).await };
    Tokio: tokio::sync::oneshot::Sender<u64>, tokio::sync::oneshot::Receiver<u64>,
        tokio::sync::oneshot::channel, |tx, message| tx.send(message), |rx| rx;
    Futures: futures_channel::oneshot::Sender<u64>, futures_channel::oneshot::Receiver<u64>,
        futures_channel::oneshot::channel, |tx, message| tx.send(message), |rx| rx;
    OneshotCrate: ::oneshot::Sender<u64>, ::oneshot::AsyncReceiver<u64>,
        ::oneshot::async_channel, |tx, message| tx.send(message), |rx| rx.into_future();
    AsyncOneshot: async_oneshot::Sender<u64>, async_oneshot::Receiver<u64>,
        async_oneshot::oneshot, |tx, message| { let mut tx = tx; tx.send(message) }, |rx| rx;
    Mea: mea::oneshot::Sender<u64>, mea::oneshot::Receiver<u64>,
        mea::oneshot::channel, |tx, message| tx.send(message), |rx| rx.into_future();
}
