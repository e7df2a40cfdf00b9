//! What the ends of a channel for one message take, and the channel.

use std::future::IntoFuture;

use longhand::channel::oneshot::{self, Slot};
use longhand::shorthand;
use longhand_bench::columns::Columns;
use longhand_bench::heap;

/// A row for whoever makes one, in so many bytes that are not on the heap, and awaits its receiver like this.
macro_rules! row {
    ($columns:ident, $name:literal: $new:expr, |$rx:ident| $recv:expr) => {
        row!($columns, $name: $new, 0, |$rx| $recv)
    };
    ($columns:ident, $name:literal: $new:expr, $lent:expr, |$rx:ident| $recv:expr) => {{
        let (ends, taken) = heap::watch($new);
        let sizes = [receiving(|_, $rx| $recv, &ends)];
        let (sender, receiver) = ends;
        $columns.push(
            $name,
            [
                sizes[0],
                size_of_val(&sender),
                size_of_val(&receiver),
                taken.bytes + $lent,
                taken.allocations,
            ],
        );
    }};
}

/// The bytes of what is made of the receiver, which is not called.
fn receiving<S, R, F>(_make: impl FnOnce(S, R) -> F, _ends: &(S, R)) -> usize {
    size_of::<F>()
}

pub fn columns() -> Columns {
    let mut columns = Columns::new(
        "oneshot of 8 bytes",
        [
            ("a receive", "bytes"),
            ("a sender", "bytes"),
            ("the receiver", "bytes"),
            ("the channel", "bytes"),
            ("allocations", "allocations"),
        ],
    );
    row!(columns, "longhand": oneshot::oneshot::<u64>, |rx| rx);
    row!(columns, "shorthand": oneshot::oneshot::<u64>,
        |rx| async move { let mut rx = rx; shorthand::oneshot::recv(&mut rx).await });
    let mut slot = Slot::<u64>::new();
    let bytes = size_of_val(&slot);
    row!(columns, "longhand, in a `Slot`": || slot.split(), bytes, |rx| rx);
    row!(columns, "tokio": tokio::sync::oneshot::channel::<u64>, |rx| rx);
    row!(columns, "futures-channel": futures_channel::oneshot::channel::<u64>, |rx| rx);
    row!(columns, "oneshot": ::oneshot::async_channel::<u64>, |rx| rx.into_future());
    row!(columns, "async-oneshot": async_oneshot::oneshot::<u64>, |rx| rx);
    row!(columns, "mea": mea::oneshot::channel::<u64>, |rx| rx.into_future());
    columns
}
