//! `{{#bytes NAME}}`: the size of a value, measured when the book is built.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::pin::pin;
use std::task::{Poll, Waker};
use std::time::Duration;

use anyhow::{Context, Result};
use longhand::channel::oneshot::oneshot;
use longhand::executor::LocalExecutor;
use longhand::time::sleep;
use longhand::{arms, every, join, once, select, shorthand, yield_now};

use crate::size::{self, patterns};
use crate::words::escaped;

/// A size, and the expression whose size it is.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// What was measured, as it stands in the source.
    pub expression: &'static str,
    /// Its size.
    pub bytes: usize,
}

/// Measures an expression; a future in it is made and never polled.
macro_rules! measured {
    ($value:expr) => {
        $crate::measure::Measured {
            expression: stringify!($value),
            bytes: size_of_val(&$value),
        }
    };
}
pub(crate) use measured;

/// The measurements that pages call by name.
fn named(name: &str) -> Option<Measured> {
    Some(match name {
        "yield_now" => measured!(yield_now()),
        "yield_now-shorthand" => measured!(shorthand::yield_now()),
        "sleep" => measured!(sleep(Duration::from_millis(1))),
        "sleep-shorthand" => measured!(shorthand::sleep(Duration::from_millis(1))),
        "kilobyte" => measured!(kilobyte()),
        "photo" => measured!(photo()),
        "join-photos" => measured!(join((photo(), photo()))),
        "join-photos-shorthand" => measured!(shorthand::join((photo(), photo()))),
        "photo-answer" => measured!(longhand::block_on(photo())),
        "join-kilobytes" => measured!(join((kilobyte(), kilobyte()))),
        "join-kilobytes-shorthand" => measured!(shorthand::join((kilobyte(), kilobyte()))),
        "select-kilobytes" => measured!(select((kilobyte(), kilobyte()))),
        "select-kilobytes-shorthand" => measured!(shorthand::select((kilobyte(), kilobyte()))),
        "arms-kilobytes" => measured!(arms((once(kilobyte()), every(kilobyte)))),
        "arms-kilobytes-shorthand" => measured!(shorthand::arms(
            (once(kilobyte()), every(kilobyte)),
            async |_| ControlFlow::<()>::Continue(())
        )),
        "arms-next" => measured!(
            pin!(arms((once(kilobyte()), every(kilobyte))))
                .as_mut()
                .next()
        ),
        "passed-on-8" => measured!(size::layers::eight()),
        "called-8" => measured!(size::layers::eight_called()),
        "size-argument" => measured!(patterns::argument(patterns::Page::new())),
        "size-page" => measured!(patterns::Page::new()),
        "in-scope" => measured!(patterns::in_scope()),
        "dropped" => measured!(patterns::dropped()),
        "out-of-scope" => measured!(patterns::out_of_scope()),
        "until-closed" => measured!(oneshot::<u8>().0.closed()),
        "until-closed-shorthand" => measured!(shorthand::oneshot::closed(&mut oneshot::<u8>().0)),
        "poll-of-reference" => measured!(Poll::Ready(&7_u8)),
        "waker" => measured!(Waker::noop().clone()),
        "waker-option" => measured!(Some(Waker::noop().clone())),
        "task" => measured!(LocalExecutor::new().spawn(async {})),
        _ => return None,
    })
}

/// The figure, with the expression it was measured of for whoever points at it.
pub fn bytes(name: &str) -> Result<String> {
    let measured = named(name).with_context(|| format!("nothing measured is called `{name}`"))?;
    Ok(format!(
        "<span class=\"measured\" title=\"size_of_val(&amp;{})\">{}</span>",
        escaped(measured.expression),
        in_bytes(measured.bytes),
    ))
}

/// `1 byte`, `2,053 bytes`.
pub fn in_bytes(bytes: usize) -> String {
    let unit = if bytes == 1 { "byte" } else { "bytes" };
    format!("{} {unit}", grouped(bytes))
}

/// Thousands apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A future that keeps a buffer of 1,024 bytes while it waits.
pub(crate) async fn kilobyte() {
    let buffer = [0_u8; 1_024];
    yield_now().await;
    black_box(&buffer);
}

/// A small future with a large answer.
pub(crate) async fn photo() -> [u8; 256] {
    yield_now().await;
    [0; 256]
}
