use std::task::{Context, Poll};

use super::check::Line;

/// The next word.
pub fn poll_read(line: &Line, cx: &mut Context<'_>) -> Poll<&'static str> {
    // From here on nothing comes in unseen. A wake too many does no harm.
    let waker = cx.waker().clone();
    line.on_word(Box::new(move || waker.wake()));
    match line.try_read() {
        Some(word) => Poll::Ready(word),
        None => Poll::Pending,
    }
}
