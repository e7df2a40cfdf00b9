//! The futures of a watch's two ends, by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! changed(), wait_for(), closed() --> Outside --1,2--> Finished --> a further poll panics
//!                                      |   ^              ^
//!                                      3   +-6-+          |
//!                                      v       |          |
//!                                     Waiting -+---4,5----+
//! ```
//!
//! | # | state   | the channel                         | next     | returns                              |
//! |---|---------|-------------------------------------|----------|--------------------------------------|
//! | 1 | Outside | has what is waited for              | Finished | `Ready(Ok(…))`                       |
//! | 2 | Outside | has not, and will not               | Finished | `Ready(Err(Closed))`                 |
//! | 3 | Outside | has not                             | Waiting  | `Pending`                            |
//! | 4 | Waiting | has called it for a value           | Finished | `Ready(Ok(…))`                       |
//! | 5 | Waiting | has called it: there will be none   | Finished | `Ready(Err(Closed))`                 |
//! | 6 | Waiting | has called it for a value that is not waited for | Outside | nothing yet: 1, 2 or 3  |
//!
//! What waits is a [`Place`], which leaves the line when it is dropped. A value counts as seen when a
//! future answers with it, and not when it is called: so one that is dropped in between has seen nothing.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use pin_project::pin_project;

use super::place::{Change, Desertion};
use super::state::Shared;
use super::{Closed, Receiver, Snapshot};
use crate::line::Standing;
use crate::place::{Answer, Place, in_line};

/// The future of [`Receiver::changed`].
/// [*Lossless*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Changed<'a, T> {
    #[pin]
    place: Place<Change<'a, T>>,
}

impl<'a, T> Changed<'a, T> {
    #[inline]
    pub(super) fn new(receiver: &'a mut Receiver<T>) -> Self {
        let place = Place::new(Change(receiver));
        Changed { place }
    }
}

impl<T> Future for Changed<'_, T> {
    type Output = Result<(), Closed>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut place = self.project().place;
        Poll::Ready(match ready!(place.as_mut().poll(cx)) {
            Answer::Served => {
                place.ask_mut().0.see();
                Ok(()) // 1, 4
            }
            Answer::Refused => Err(Closed), // 2, 5
            Answer::Finished => panic!("`Changed` polled after completion"),
        })
    }
}

/// The future of [`Receiver::wait_for`].
/// [*Lossless*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project(project = WaitForProjection)]
pub struct WaitFor<'a, T, P> {
    #[pin]
    place: Place<Change<'a, T>>,
    is_it: P,
}

impl<'a, T, P> WaitFor<'a, T, P> {
    pub(super) fn new(receiver: &'a mut Receiver<T>, is_it: P) -> Self {
        let place = Place::new(Change(receiver));
        WaitFor { place, is_it }
    }
}

impl<T, P> Future for WaitFor<'_, T, P>
where
    P: FnMut(&T) -> bool,
{
    type Output = Result<Snapshot<T>, Closed>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let WaitForProjection { mut place, is_it } = self.project();
        loop {
            if place.standing() == Standing::Outside {
                let value = place.as_mut().ask_mut().0.borrow_and_update();
                if is_it(&value) {
                    place.finish();
                    return Poll::Ready(Ok(value)); // 1, 4
                }
            }
            match ready!(place.as_mut().poll(cx)) {
                Answer::Served => place.begin_anew(),               // 6
                Answer::Refused => return Poll::Ready(Err(Closed)), // 2, 5
                Answer::Finished => panic!("`WaitFor` polled after completion"),
            }
        }
    }
}

/// The future of [`Sender::closed`](super::Sender::closed).
/// [*Lossless*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct UntilClosed<'a, T> {
    #[pin]
    place: Place<Desertion<'a, T>>,
}

impl<'a, T> UntilClosed<'a, T> {
    pub(super) fn new(shared: &'a Shared<T>) -> Self {
        let place = Place::new(Desertion(shared));
        UntilClosed { place }
    }
}

impl<T> Future for UntilClosed<'_, T> {
    type Output = ();

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match ready!(self.project().place.poll(cx)) {
            Answer::Served | Answer::Refused => Poll::Ready(()), // 1, 4
            Answer::Finished => panic!("`UntilClosed` polled after completion"),
        }
    }
}

in_line!(Changed<'a, T>, WaitFor<'a, T, P>, UntilClosed<'a, T>);
