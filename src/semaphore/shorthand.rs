//! Acquiring permits, as `async fn`s. Twin: `longhand.rs`. Contract: `mod.rs`.
//!
//! They stand in line with the same `Place`, in a variable of their own, which is dropped with them.
#![forbid(unsafe_code)]

use core::future::poll_fn;
use core::pin::pin;

use super::place::Many;
use super::{Closed, Permit, Semaphore};
use crate::place::{Answer, Place};

/// Waits for a permit: [`Semaphore::acquire`] as an `async fn`. [*Loses place*](crate#cancel-safety).
///
/// # Errors
///
/// [`Closed`], if the semaphore is closed.
pub async fn acquire(semaphore: &Semaphore) -> Result<Permit<'_>, Closed> {
    acquire_many(semaphore, 1).await
}

/// Waits for so many permits: [`Semaphore::acquire_many`] as an `async fn`.
/// [*Loses place*](crate#cancel-safety).
///
/// # Errors
///
/// [`Closed`], if the semaphore is closed.
pub async fn acquire_many(semaphore: &Semaphore, permits: usize) -> Result<Permit<'_>, Closed> {
    let shared = semaphore.shared();
    let mut place = pin!(Place::new(Many {
        shared,
        wanted: permits,
    }));
    match poll_fn(|cx| place.as_mut().poll(cx)).await {
        Answer::Served => Ok(Permit::new(shared, permits)),
        Answer::Refused | Answer::Finished => Err(Closed),
    }
}
