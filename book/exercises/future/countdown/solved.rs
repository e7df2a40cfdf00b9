use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Pending `left` times, then ready.
pub struct Countdown {
    left: u32,
}

pub fn countdown(left: u32) -> Countdown {
    Countdown { left }
}

impl Future for Countdown {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.left == 0 {
            return Poll::Ready(());
        }
        self.left -= 1;
        // Whoever says `Pending` sees to it that the waker is called. Nobody else will.
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
