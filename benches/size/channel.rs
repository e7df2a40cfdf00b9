//! The futures of a channel's ends, and what the channel takes on the heap.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use futures_util::{SinkExt, StreamExt};
use longhand::channel::mpsc::{self, Ring};
use longhand::shorthand;
use longhand_bench::columns::Columns;
use longhand_bench::heap::{self, Taken};

type Message = [u64; 1];
type Large = [u64; 128];

/// The bytes of what is made of an end, which is not called.
fn of<E: 'static, F>(_make: impl FnOnce(&'static mut E) -> F) -> usize {
    size_of::<F>()
}

/// A row for whoever sends and receives by methods of these names.
macro_rules! row {
    ($table:ident, $name:literal: $sender:ident, $receiver:ident,
        |$tx:ident, $message:ident| $send:expr, |$rx:ident| $recv:expr) => {
        $table.push(
            $name,
            [
                of(|$rx: &mut $receiver<Message>| $recv),
                of(|$tx: &mut $sender<Message>| {
                    let $message = [7; 1];
                    $send
                }),
                of(|$tx: &mut $sender<Large>| {
                    let $message = [7; 128];
                    $send
                }),
                size_of::<$sender<Message>>(),
                size_of::<$receiver<Message>>(),
            ],
        )
    };
}

/// What the futures take, and the handles.
pub fn futures() -> Columns {
    use mpsc::{Receiver, Sender};
    type TokioTx<T> = tokio::sync::mpsc::Sender<T>;
    type TokioRx<T> = tokio::sync::mpsc::Receiver<T>;
    type AsyncTx<T> = async_channel::Sender<T>;
    type AsyncRx<T> = async_channel::Receiver<T>;
    type FlumeTx<T> = flume::Sender<T>;
    type FlumeRx<T> = flume::Receiver<T>;
    type KanalTx<T> = kanal::AsyncSender<T>;
    type KanalRx<T> = kanal::AsyncReceiver<T>;
    type FuturesTx<T> = futures_channel::mpsc::Sender<T>;
    type FuturesRx<T> = futures_channel::mpsc::Receiver<T>;
    type CrossfireTx<T> = crossfire::MAsyncTx<crossfire::mpsc::Array<T>>;
    type CrossfireRx<T> = crossfire::AsyncRx<crossfire::mpsc::Array<T>>;
    type TachyonixTx<T> = tachyonix::Sender<T>;
    type TachyonixRx<T> = tachyonix::Receiver<T>;

    let heads = [
        "a receive",
        "a send of 8 bytes",
        "of 1,024",
        "a sender",
        "the receiver",
    ];
    let mut table = Columns::new("mpsc", heads.map(|head| (head, "bytes")));
    row!(table, "longhand": Sender, Receiver, |tx, it| tx.send(it), |rx| rx.recv());
    row!(table, "shorthand": Sender, Receiver,
        |tx, it| shorthand::mpsc::send(tx, it), |rx| shorthand::mpsc::recv(rx));
    row!(table, "tokio": TokioTx, TokioRx, |tx, it| tx.send(it), |rx| rx.recv());
    row!(table, "async-channel": AsyncTx, AsyncRx, |tx, it| tx.send(it), |rx| rx.recv());
    row!(table, "flume": FlumeTx, FlumeRx, |tx, it| tx.send_async(it), |rx| rx.recv_async());
    row!(table, "kanal": KanalTx, KanalRx, |tx, it| tx.send(it), |rx| rx.recv());
    row!(table, "crossfire": CrossfireTx, CrossfireRx, |tx, it| tx.send(it), |rx| rx.recv());
    row!(table, "futures-channel": FuturesTx, FuturesRx, |tx, it| tx.feed(it), |rx| rx.next());
    row!(table, "tachyonix": TachyonixTx, TachyonixRx, |tx, it| tx.send(it), |rx| rx.recv());
    table
}

/// What a channel takes when it is made, and what it allocates to wait.
pub fn memory() -> Columns {
    let mut table = Columns::new(
        "a channel of 8 bytes each",
        [
            ("capacity 1", "bytes"),
            ("1,024", "bytes"),
            ("allocations", "allocations"),
            ("allocations of a wait", "allocations"),
        ],
    );
    let mut row = |name: &'static str, made: [Taken; 3]| {
        let [small, large, wait] = made;
        let bytes = [small, large].map(|taken| taken.bytes);
        let allocations = [large, wait].map(|taken| taken.allocations);
        table.push(name, [bytes, allocations].concat());
    };
    row(
        "longhand",
        made(mpsc::bounded::<Message>, |(_, rx)| wait(rx.recv())),
    );
    row("longhand, in a `Ring`", lent());
    row(
        "tokio",
        made(tokio::sync::mpsc::channel::<Message>, |(_, rx)| {
            wait(rx.recv())
        }),
    );
    row(
        "async-channel",
        made(async_channel::bounded::<Message>, |(_, rx)| wait(rx.recv())),
    );
    row(
        "flume",
        made(flume::bounded::<Message>, |(_, rx)| wait(rx.recv_async())),
    );
    row(
        "kanal",
        made(kanal::bounded_async::<Message>, |(_, rx)| wait(rx.recv())),
    );
    row(
        "crossfire",
        made(crossfire::mpsc::bounded_async::<Message>, |(_, rx)| {
            wait(rx.recv())
        }),
    );
    row(
        "futures-channel",
        made(futures_channel::mpsc::channel::<Message>, |(_, rx)| {
            wait(rx.next())
        }),
    );
    row(
        "thingbuf",
        made(thingbuf::mpsc::channel::<Message>, |(_, rx)| {
            wait(rx.recv())
        }),
    );
    row(
        "tachyonix",
        made(tachyonix::channel::<Message>, |(_, rx)| wait(rx.recv())),
    );
    table
}

/// Of a channel with room for one, for 1,024, and of a receive that waits.
fn made<C>(make: impl Fn(usize) -> C, waits: impl Fn(&mut C) -> Taken) -> [Taken; 3] {
    let sized = |capacity| {
        let (mut channel, taken) = heap::watch(|| make(capacity));
        (taken, waits(&mut channel))
    };
    let ((small, _), (large, wait)) = (sized(1), sized(1_024));
    [small, large, wait]
}

/// The same of rings, whose memory is not on the heap.
fn lent() -> [Taken; 3] {
    let sized = |bytes, taken: Taken| Taken { bytes, ..taken };
    let (mut small, mut large) = (Ring::<Message, 1>::new(), Ring::<Message, 1_024>::new());
    let (bytes_of_small, bytes_of_large) = (size_of_val(&small), size_of_val(&large));
    let (_ends, split) = heap::watch(|| small.split());
    let ((_sender, mut receiver), split_large) = heap::watch(|| large.split());
    let wait = wait(receiver.recv());
    [
        sized(bytes_of_small, split),
        sized(bytes_of_large, split_large),
        wait,
    ]
}

/// What a future that waits has allocated.
fn wait(future: impl Future) -> Taken {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    let (asked, taken) = heap::watch(|| future.as_mut().poll(&mut cx).is_pending());
    assert!(asked, "nothing was sent");
    taken
}
