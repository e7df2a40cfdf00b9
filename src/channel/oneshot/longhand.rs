//! [`Receiver`] and [`UntilClosed`] as futures, by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! oneshot() --> Waiting --1,2,4--> Finished --6--+
//!                ^ |                  ^          |
//!              3,5 +                  +----------+
//! ```
//!
//! | # | state    | the receiver | the sender   | next     | returns              |
//! |---|----------|--------------|--------------|----------|----------------------|
//! | 1 | Waiting  | is polled    | has sent v   | Finished | `Ready(Ok(v))`       |
//! | 2 | Waiting  | is polled    | has hung up  | Finished | `Ready(Err(Closed))` |
//! | 3 | Waiting  | is polled    | may yet send | Waiting  | `Pending`            |
//! | 4 | Waiting  | closes       | has not sent | Finished |                      |
//! | 5 | Waiting  | closes       | has sent v   | Waiting  |                      |
//! | 6 | Finished | is polled    |              | Finished | `Ready(Err(Closed))` |

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;

use super::{Closed, Receiver, Sender};
use crate::channel::{Allocated, Memory};

impl<T, M: Memory<T>> Future for Receiver<T, M> {
    type Output = Result<T, Closed>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.end.poll_receive(cx.waker()) // 1, 2, 3, 6
    }
}

impl<T, M: Memory<T>> FusedFuture for Receiver<T, M> {
    fn is_terminated(&self) -> bool {
        self.end.has_left()
    }
}

/// The future of [`Sender::closed`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct UntilClosed<'a, T, M: Memory<T> = Allocated> {
    sender: &'a mut Sender<T, M>,
}

impl<'a, T, M: Memory<T>> UntilClosed<'a, T, M> {
    pub(super) fn new(sender: &'a mut Sender<T, M>) -> Self {
        UntilClosed { sender }
    }
}

impl<T, M: Memory<T>> Future for UntilClosed<'_, T, M> {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.sender.poll_closed(cx)
    }
}

impl<T, M: Memory<T>> fmt::Debug for UntilClosed<'_, T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntilClosed")
            .field("sender", &self.sender)
            .finish()
    }
}
