//! The futures of a channel's two ends, as `async fn`s. Twin: `longhand.rs`. Contract: `mod.rs`.
//!
//! Each stands in line with the same `Place`, in a variable of its own, which is dropped with it.
#![forbid(unsafe_code)]

use core::future::poll_fn;
use core::pin::pin;

use super::place::Place;
use super::{Permit, Receiver, SendError, Sender};
use crate::channel::Memory;
use crate::place::Answer;

/// Sends a value, and waits for room: [`Sender::send`] as an `async fn`.
/// [*Loses data*](crate#cancel-safety).
///
/// # Errors
///
/// The value, if the receiver is closed or dropped.
pub async fn send<T, M: Memory<T>>(sender: &Sender<T, M>, value: T) -> Result<(), SendError<T>> {
    let mut place = pin!(Place::offering(&sender.shared, Some(value)));
    match poll_fn(|cx| place.as_mut().poll_send(cx)).await {
        Answer::Refused => place.refused().map_err(SendError),
        Answer::Served | Answer::Finished => Ok(()),
    }
}

/// Waits for room, and keeps it: [`Sender::reserve`] as an `async fn`.
/// [*Loses place*](crate#cancel-safety).
///
/// # Errors
///
/// An error if the receiver is closed or dropped.
pub async fn reserve<T, M: Memory<T>>(
    sender: &Sender<T, M>,
) -> Result<Permit<'_, T>, SendError<()>> {
    let mut place = pin!(Place::for_room(&sender.shared));
    match poll_fn(|cx| place.as_mut().poll(cx)).await {
        Answer::Served => Ok(Permit::new(&sender.shared)),
        Answer::Refused | Answer::Finished => Err(SendError(())),
    }
}

/// Sends the value that is in `slot`, and leaves it there until it is sent: [`Sender::send_from`] as
/// an `async fn`. [*Loses place*](crate#cancel-safety) and nothing else.
///
/// # Errors
///
/// An error if the receiver is closed or dropped; the value is in the slot.
pub async fn send_from<T, M: Memory<T>>(
    sender: &Sender<T, M>,
    slot: &mut Option<T>,
) -> Result<(), SendError<()>> {
    if slot.is_none() {
        return Ok(());
    }
    let permit = reserve(sender).await?;
    let Some(value) = slot.take() else {
        return Ok(());
    };
    permit.send(value).map_err(|value| {
        *slot = Some(value);
        SendError(())
    })
}

/// Waits until the receiver is closed or dropped: [`Sender::closed`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
pub async fn closed<T, M: Memory<T>>(sender: &Sender<T, M>) {
    let mut place = pin!(Place::for_the_end(&sender.shared));
    poll_fn(|cx| place.as_mut().poll(cx)).await;
}

/// Waits for a value: [`Receiver::recv`] as an `async fn`. [*Lossless*](crate#cancel-safety).
pub async fn recv<T, M: Memory<T>>(receiver: &mut Receiver<T, M>) -> Option<T> {
    poll_fn(|cx| receiver.poll_recv(cx)).await
}
