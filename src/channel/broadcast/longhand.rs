//! [`Recv`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! recv() --> Outside --1--> Finished --> a further poll panics
//!             |   ^
//!             2   3
//!             v   |
//!            Waiting
//! ```
//!
//! | # | state   | the channel                             | next     | returns                     |
//! |---|---------|-----------------------------------------|----------|-----------------------------|
//! | 1 | Outside | has a value, has lost some, or is over  | Finished | `Ready`: it, or that        |
//! | 2 | Outside | has none                                | Waiting  | `Pending`                   |
//! | 3 | Waiting | has called it                           | Outside  | nothing yet: 1              |
//!
//! What waits is a [`Place`], which leaves the line when it is dropped. A value is taken when it is answered
//! with, and not when it is called for: so one that is dropped in between has taken nothing.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use pin_project::pin_project;

use super::place::Next;
use super::{Receiver, RecvError};
use crate::line::Standing;
use crate::place::{Answer, Place, in_line};

/// The future of [`Receiver::recv`]. [*Lossless*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Recv<'a, T> {
    #[pin]
    place: Place<Next<'a, T>>,
}

impl<'a, T> Recv<'a, T> {
    #[inline]
    pub(super) fn new(receiver: &'a mut Receiver<T>) -> Self {
        let place = Place::new(Next(receiver));
        Recv { place }
    }
}

impl<T: Clone> Future for Recv<'_, T> {
    type Output = Result<T, RecvError>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut place = self.project().place;
        loop {
            if place.standing() == Standing::Outside {
                let received = place.as_mut().ask_mut().0.try_recv();
                let answer =
                    received.map_or_else(|error| error.settled().map(Err), |it| Some(Ok(it)));
                if let Some(answer) = answer {
                    place.finish();
                    return Poll::Ready(answer); // 1
                }
            }
            match ready!(place.as_mut().poll(cx)) {
                Answer::Served | Answer::Refused => place.begin_anew(), // 3
                Answer::Finished => panic!("`Recv` polled after completion"),
            }
        }
    }
}

in_line!(Recv<'a, T>);
