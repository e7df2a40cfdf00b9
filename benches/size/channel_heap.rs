//! What a channel has on the heap: when it is new, when it is full, and when all of that was received and
//! the receiver has found nothing more.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use longhand_bench::channels::{
    AsyncChannel, Channel, Crossfire, Flume, Futures, Kanal, Longhand, Postage, Tachyonix,
    Thingbuf, Tokio, Unbounded,
};
use longhand_bench::columns::Columns;
use longhand_bench::heap;

/// How many values a burst has.
const BURST: u64 = 1_024;

/// Of those that are bounded.
pub fn bounded() -> Columns {
    let heads = ["capacity 16", "1,024, full", "1,024, after that"];
    let mut columns = Columns::new(
        "a channel of 8 bytes each",
        heads.map(|head| (head, "bytes")),
    );
    columns.push("longhand", of_bounded::<Longhand>());
    columns.push("tokio", of_bounded::<Tokio>());
    columns.push("async-channel", of_bounded::<AsyncChannel>());
    columns.push("flume", of_bounded::<Flume>());
    columns.push("kanal", of_bounded::<Kanal>());
    columns.push("crossfire", of_bounded::<Crossfire>());
    // Those that promise less have more room than they are told.
    columns.push_lesser("futures-channel", of_bounded::<Futures>());
    columns.push("thingbuf", of_bounded::<Thingbuf>());
    columns.push("tachyonix", of_bounded::<Tachyonix>());
    columns.push_lesser("postage", of_bounded::<Postage>());
    columns
}

/// Of those that are not.
pub fn unbounded() -> Columns {
    let heads = ["new", "with 1,024 in it", "after that"];
    let mut columns = Columns::new(
        "an unbounded channel of 8 bytes each",
        heads.map(|head| (head, "bytes")),
    );
    columns.push("longhand", of_unbounded::<Longhand>());
    columns.push("tokio", of_unbounded::<Tokio>());
    columns.push("async-channel", of_unbounded::<AsyncChannel>());
    columns.push("flume", of_unbounded::<Flume>());
    columns.push("kanal", of_unbounded::<Kanal>());
    columns.push("crossfire", of_unbounded::<Crossfire>());
    columns.push("futures-channel", of_unbounded::<Futures>());
    columns
}

fn of_bounded<C: Channel>() -> [usize; 3] {
    let full = |(sender, _): &mut (C::Sender, C::Receiver)| {
        (0..BURST).for_each(|message| assert!(is_ready(C::send(sender, message)), "there is room"));
    };
    let over = |(_, receiver): &mut (C::Sender, C::Receiver)| drain(|| is_ready(C::recv(receiver)));
    let new = || C::bounded(BURST as usize);
    [
        taken(|| C::bounded(16), |_| {}, |_| {}),
        taken(new, full, |_| {}),
        taken(new, full, over),
    ]
}

fn of_unbounded<C: Unbounded>() -> [usize; 3] {
    let full = |(sender, _): &mut (C::Sender, C::Receiver)| {
        (0..BURST).for_each(|message| C::send_now(sender, message));
    };
    let over =
        |(_, receiver): &mut (C::Sender, C::Receiver)| drain(|| is_ready(C::recv_next(receiver)));
    [
        taken(C::unbounded, |_| {}, |_| {}),
        taken(C::unbounded, full, |_| {}),
        taken(C::unbounded, full, over),
    ]
}

/// What is on the heap when both have been done with a new channel.
fn taken<C>(
    new: impl FnOnce() -> C,
    one: impl FnOnce(&mut C),
    other: impl FnOnce(&mut C),
) -> usize {
    let (_channel, taken) = heap::watch(|| {
        let mut channel = new();
        one(&mut channel);
        other(&mut channel);
        channel
    });
    taken.bytes
}

/// Receives all, and asks for one more, as a loop does.
fn drain(mut receive: impl FnMut() -> bool) {
    let received = (0..).take_while(|_| receive()).count();
    assert_eq!(received as u64, BURST, "all were sent");
}

/// Polls once.
fn is_ready(future: impl Future) -> bool {
    let mut cx = Context::from_waker(Waker::noop());
    pin!(future).poll(&mut cx).is_ready()
}
