//! The futures of a watch's two ends, as `async fn`s. Twin: `longhand.rs`. Contract: `mod.rs`.
//!
//! Each stands in line with the same `Place`, in a variable of its own, which is dropped with it.
#![forbid(unsafe_code)]

use core::future::poll_fn;
use core::pin::pin;

use super::place::{Change, Desertion};
use super::{Closed, Receiver, Sender, Snapshot};
use crate::place::{Answer, Place};

/// Waits for a value that was not seen: [`Receiver::changed`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// [`Closed`], if there is none and the sender was dropped.
pub async fn changed<T>(receiver: &mut Receiver<T>) -> Result<(), Closed> {
    let answer = {
        let mut place = pin!(Place::new(Change(&mut *receiver)));
        poll_fn(|cx| place.as_mut().poll(cx)).await
    };
    match answer {
        Answer::Served => receiver.see(),
        Answer::Refused | Answer::Finished => return Err(Closed),
    }
    Ok(())
}

/// Waits for a value of a kind: [`Receiver::wait_for`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// [`Closed`], if the last value is not of that kind and the sender was dropped.
pub async fn wait_for<T>(
    receiver: &mut Receiver<T>,
    mut is_it: impl FnMut(&T) -> bool,
) -> Result<Snapshot<T>, Closed> {
    loop {
        {
            let value = receiver.borrow_and_update();
            if is_it(&value) {
                return Ok(value);
            }
        }
        changed(receiver).await?;
    }
}

/// Waits until there is no receiver: [`Sender::closed`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
pub async fn closed<T>(sender: &Sender<T>) {
    let mut place = pin!(Place::new(Desertion(sender.shared())));
    poll_fn(|cx| place.as_mut().poll(cx)).await;
}
