//! Receiving, and waiting for the close, as `async fn`s. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use core::future::poll_fn;

use super::{Closed, Receiver, Sender};
use crate::channel::Memory;

/// Waits for the value: awaiting `&mut receiver`, as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// [`Closed`], if the sender was dropped unsent, or the value has been received.
pub async fn recv<T, M: Memory<T>>(receiver: &mut Receiver<T, M>) -> Result<T, Closed> {
    poll_fn(|cx| receiver.end.poll_settled(cx.waker())).await;
    receiver.try_recv().map_err(|_| Closed)
}

/// Waits until the receiver is closed or dropped: [`Sender::closed`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
pub async fn closed<T, M: Memory<T>>(sender: &mut Sender<T, M>) {
    poll_fn(|cx| sender.poll_closed(cx)).await
}
