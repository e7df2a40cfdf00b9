//! A channel that is filled and emptied: as many values as it has room for are sent, and then received.

use std::pin::pin;

use longhand_bench::channels::{
    AsyncChannel, Channel, Crossfire, Flume, Futures, INEXACT, Kanal, Longhand, Shorthand,
    Tachyonix, Thingbuf, Tokio,
};
use longhand_bench::stage::{Stage, finish};
use longhand_bench::workload::{Case, Workload};

pub fn of<const N: usize>(title: &'static str) -> Workload {
    Workload {
        title,
        unit: "instructions each",
        children: N,
        longhand: play::<Longhand, N>,
        shorthand: play::<Shorthand, N>,
        peers: vec![
            Case::new("tokio", play::<Tokio, N>),
            Case::new("async-channel", play::<AsyncChannel, N>),
            Case::new("flume", play::<Flume, N>),
            Case::new("kanal", play::<Kanal, N>),
            Case::new("crossfire", play::<Crossfire, N>),
            Case::lesser("futures-channel", INEXACT, play::<Futures, N>),
            Case::new("thingbuf", play::<Thingbuf, N>),
            Case::new("tachyonix", play::<Tachyonix, N>),
        ],
        floor: None,
    }
}

/// The channel is the same in all rounds.
fn play<C: Channel, const N: usize>(stage: &Stage) {
    let (mut sender, mut receiver) = C::bounded(N);
    stage.measure_many(N, |_, cx| {
        for message in 0..N as u64 {
            finish(pin!(C::send(&mut sender, message)), cx);
        }
        for _ in 0..N {
            finish(pin!(C::recv(&mut receiver)), cx);
        }
    });
}
