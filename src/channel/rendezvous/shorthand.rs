//! The futures of both ends, as `async fn`s. Twin: `longhand.rs`. Contract: `mod.rs`.
//!
//! They are those of [`mpsc`]. There is none of `send_from`: what an `async fn` has in hand when it is
//! dropped it cannot give back.
#![forbid(unsafe_code)]

use super::{Receiver, SendError, Sender};
use crate::channel::mpsc;

/// Waits until the receiver has taken the value: [`Sender::send`] as an `async fn`.
/// [*Loses data*](crate#cancel-safety).
///
/// # Errors
///
/// The value, if the receiver is closed or dropped.
pub async fn send<T>(sender: &Sender<T>, value: T) -> Result<(), SendError<T>> {
    mpsc::shorthand::send(&sender.0, value).await
}

/// Waits until the receiver is closed or dropped: [`Sender::closed`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
pub async fn closed<T>(sender: &Sender<T>) {
    mpsc::shorthand::closed(&sender.0).await
}

/// Waits for a value: [`Receiver::recv`] as an `async fn`. [*Lossless*](crate#cancel-safety).
pub async fn recv<T>(receiver: &mut Receiver<T>) -> Option<T> {
    mpsc::shorthand::recv(&mut receiver.0).await
}
