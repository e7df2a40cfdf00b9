//! What channels take: their futures, and the memory between the two ends.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Waker};

use longhand::channel::{mpsc, oneshot::oneshot};
use longhand::shorthand;

use crate::allocated::{Allocated, by};
use crate::measure::{grouped, measured};
use crate::tables::{Twins, twins};

type Page = [u8; 1_024];

/// `{{#table channel-futures}}`: the futures in both spellings.
pub fn futures() -> String {
    let (mut once, (sender, mut receiver)) = (oneshot::<Page>().1, mpsc::bounded::<Page>(1));
    let (small, _receiver) = mpsc::bounded::<u64>(1);
    let (mut slot, mut other) = (Some([0; 1_024]), Some([0; 1_024]));
    let rows = [
        Twins {
            longhand: measured!(Pin::new(&mut once)),
            shorthand: measured!(shorthand::oneshot::recv(&mut once)),
        },
        Twins {
            longhand: measured!(receiver.recv()),
            shorthand: measured!(shorthand::mpsc::recv(&mut receiver)),
        },
        Twins {
            longhand: measured!(small.send(7)),
            shorthand: measured!(shorthand::mpsc::send(&small, 7)),
        },
        Twins {
            longhand: measured!(sender.send([0; 1_024])),
            shorthand: measured!(shorthand::mpsc::send(&sender, [0; 1_024])),
        },
        Twins {
            longhand: measured!(sender.send_from(&mut slot)),
            shorthand: measured!(shorthand::mpsc::send_from(&sender, &mut other)),
        },
        Twins {
            longhand: measured!(sender.reserve()),
            shorthand: measured!(shorthand::mpsc::reserve(&sender)),
        },
    ];
    twins(&rows)
}

/// What is allocated for a page that is sent and received, by channel: here and in tokio.
pub fn allocations() -> Vec<(&'static str, [Allocated; 2])> {
    let page = || -> Page { [0; 1_024] };
    vec![
        (
            "oneshot",
            [
                by(|| {
                    let (sender, mut receiver) = oneshot();
                    _ = sender.send(page());
                    _ = receiver.try_recv();
                }),
                by(|| {
                    let (sender, mut receiver) = tokio::sync::oneshot::channel();
                    _ = sender.send(page());
                    _ = receiver.try_recv();
                }),
            ],
        ),
        (
            "mpsc with room for one",
            [
                by(|| {
                    let (sender, mut receiver) = mpsc::bounded(1);
                    _ = sender.try_send(page());
                    _ = receiver.try_recv();
                }),
                by(|| {
                    let (sender, mut receiver) = tokio::sync::mpsc::channel(1);
                    _ = sender.try_send(page());
                    _ = receiver.try_recv();
                }),
            ],
        ),
    ]
}

/// What a sender allocates that waits for room: here and in tokio.
pub fn waiting() -> [Allocated; 2] {
    let (sender, _receiver) = mpsc::bounded(1);
    _ = sender.try_send(0);
    let (theirs, _their_receiver) = tokio::sync::mpsc::channel(1);
    _ = theirs.try_send(0);
    let mut cx = Context::from_waker(Waker::noop());
    [
        by(|| assert!(pin!(sender.send(1)).poll(&mut cx).is_pending())),
        by(|| assert!(pin!(theirs.send(1)).poll(&mut cx).is_pending())),
    ]
}

/// `{{#table channel-allocated}}`.
pub fn allocated() -> String {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| for a page | longhand, allocations | bytes | tokio, allocations | bytes |\n\
         |---|--:|--:|--:|--:|\n",
    );
    for (channel, [own, theirs]) in allocations() {
        let [bytes, their_bytes] = [own, theirs].map(|it| grouped(it.bytes));
        table.push_str(&format!(
            "| {channel} | {} | {bytes} | {} | {their_bytes} |\n",
            own.times, theirs.times
        ));
    }
    table + "\n</div>"
}
