//! A future that wakes itself whenever it is pending, because somebody has to.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::running::letter::{Letter, letter};
use crate::running::{signalled, thread};

/// Waits for a letter, and asks whenever it can.
pub struct Impatient(Letter);

impl Future for Impatient {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        let answer = Pin::new(&mut self.0).poll(cx);
        if answer.is_pending() {
            cx.waker().wake_by_ref();
        }
        answer
    }
}

/// An executor that sleeps whenever it can runs it, and then a letter that waits.
pub fn run() -> String {
    let impatient = thread::script(|| {
        signalled::block_on(Impatient(letter("hello", 3_000)));
    });
    let patient = thread::script(|| {
        signalled::block_on(letter("hello", 3_000));
    });
    let counts = |log: &str| log.lines().last().unwrap_or_default().to_owned();
    format!(
        "impatient: {}\npatient:   {}",
        counts(&impatient),
        counts(&patient)
    )
}
