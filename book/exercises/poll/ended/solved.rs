use std::task::{Context, Poll};

use super::check::Line;

/// The next word, or `None` if there will be none.
pub fn poll_next(line: &Line, cx: &mut Context<'_>) -> Poll<Option<&'static str>> {
    line.wake_on_change(cx.waker());
    // Looked at before the words: none can come in after it.
    let last = line.has_hung_up();
    match line.try_read() {
        Some(word) => Poll::Ready(Some(word)),
        None if last => Poll::Ready(None), // the end, which is an answer
        None => Poll::Pending,
    }
}
