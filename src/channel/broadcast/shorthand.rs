//! Receiving, as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
//!
//! It stands in line with the same `Place`, in a variable of its own, which is dropped with it.
#![forbid(unsafe_code)]

use core::future::poll_fn;
use core::pin::pin;

use super::place::Next;
use super::{Receiver, RecvError};
use crate::place::Place;

/// Waits for the next value: [`Receiver::recv`] as an `async fn`. [*Lossless*](crate#cancel-safety).
///
/// # Errors
///
/// As [`Receiver::recv`].
pub async fn recv<T: Clone>(receiver: &mut Receiver<T>) -> Result<T, RecvError> {
    loop {
        match receiver.try_recv().map_err(|error| error.settled()) {
            Ok(value) => return Ok(value),
            Err(Some(error)) => return Err(error),
            Err(None) => {}
        }
        let mut place = pin!(Place::new(Next(&mut *receiver)));
        poll_fn(|cx| place.as_mut().poll(cx)).await;
    }
}
