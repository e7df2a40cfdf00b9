//! [`Acquire`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! acquire() --> Outside --1,2--> Finished --> a further poll panics
//!                  |                ^
//!                  +-3-> Waiting -4-+--5--> Waiting
//! ```
//!
//! | # | state   | the semaphore                     | next     | returns                  |
//! |---|---------|-----------------------------------|----------|--------------------------|
//! | 1 | Outside | has as many permits               | Finished | `Ready(Ok(permit))`      |
//! | 2 | Outside | is closed                         | Finished | `Ready(Err(Closed))`     |
//! | 3 | Outside | has not as many, or others wait   | Waiting  | `Pending`                |
//! | 4 | Waiting | has called it, to serve or refuse | Finished | `Ready`, as 1 or 2       |
//! | 5 | Waiting | has not                           | Waiting  | `Pending`                |
//!
//! What waits is a [`Place`], which leaves the line when it is dropped. The line, and how it is called, is
//! in `state.rs`.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use pin_project::pin_project;

use super::place::Many;
use super::state::Shared;
use super::{Closed, Permit};
use crate::place::{Answer, Place, in_line};

/// The future of [`Semaphore::acquire`](super::Semaphore::acquire) and of
/// [`acquire_many`](super::Semaphore::acquire_many).
/// [*Loses place*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Acquire<'a> {
    #[pin]
    place: Place<Many<'a>>,
}

impl<'a> Acquire<'a> {
    #[inline]
    pub(super) fn new(shared: &'a Shared, wanted: usize) -> Self {
        let place = Place::new(Many { shared, wanted });
        Acquire { place }
    }
}

impl<'a> Future for Acquire<'a> {
    type Output = Result<Permit<'a>, Closed>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut place = self.project().place;
        let answer = ready!(place.as_mut().poll(cx)); // 3, 5
        let Many { shared, wanted } = place.ask();
        Poll::Ready(match answer {
            Answer::Served => Ok(Permit::new(shared, *wanted)),
            Answer::Refused => Err(Closed),
            Answer::Finished => panic!("`Acquire` polled after completion"),
        })
    }
}

in_line!(Acquire<'a>);
