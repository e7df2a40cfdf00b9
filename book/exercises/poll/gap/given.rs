use std::task::{Context, Poll};

use super::check::Line;

/// The next word.
pub fn poll_read(line: &Line, cx: &mut Context<'_>) -> Poll<&'static str> {
    if let Some(word) = line.try_read() {
        return Poll::Ready(word);
    }
    let waker = cx.waker().clone();
    line.on_word(Box::new(move || waker.wake()));
    Poll::Pending
}
