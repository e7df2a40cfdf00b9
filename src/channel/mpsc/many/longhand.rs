//! Receiving many, by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! recv_many() --> Receiving --1--> Finished --> a further poll panics
//!                   ^ |
//!                   +-2
//! ```
//!
//! | # | state     | the channel                        | next      | returns                      |
//! |---|-----------|------------------------------------|-----------|------------------------------|
//! | 1 | Receiving | has values, or is over             | Finished  | `Ready`: how many, or nought |
//! | 2 | Receiving | may have some later                | Receiving | `Pending`                    |

use alloc::vec::Vec;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use futures_core::FusedFuture;

use crate::channel::mpsc::Receiver;
use crate::channel::{Allocated, Memory};

/// The future of [`Receiver::recv_many`](crate::channel::mpsc::Receiver::recv_many).
/// [*Lossless*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct RecvMany<'a, T, M: Memory<T> = Allocated> {
    /// None when it has finished.
    receiver: Option<&'a mut Receiver<T, M>>,
    values: &'a mut Vec<T>,
    limit: usize,
}

impl<'a, T, M: Memory<T>> RecvMany<'a, T, M> {
    pub(super) fn new(
        receiver: &'a mut Receiver<T, M>,
        values: &'a mut Vec<T>,
        limit: usize,
    ) -> Self {
        RecvMany {
            receiver: Some(receiver),
            values,
            limit,
        }
    }
}

impl<T, M: Memory<T>> Future for RecvMany<'_, T, M> {
    type Output = usize;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        let RecvMany {
            receiver: Some(receiver),
            values,
            limit,
        } = &mut *self
        else {
            panic!("`RecvMany` polled after completion");
        };
        let received = ready!(receiver.poll_recv_many(cx, values, *limit)); // 2
        self.receiver = None;
        Poll::Ready(received) // 1
    }
}

impl<T, M: Memory<T>> FusedFuture for RecvMany<'_, T, M> {
    fn is_terminated(&self) -> bool {
        self.receiver.is_none()
    }
}

impl<T, M: Memory<T>> fmt::Debug for RecvMany<'_, T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.receiver {
            Some(_) => "Receiving",
            None => "Finished",
        };
        let mut debug = f.debug_struct("RecvMany");
        debug.field("state", &format_args!("{state}")).finish()
    }
}
