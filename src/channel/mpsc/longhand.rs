//! The futures of a channel's two ends, by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! send(), reserve(), closed() --> Outside --1,2--> Finished --> a further poll panics
//!                                    |                ^
//!                                    +-3-> Waiting -4-+--5--> Waiting
//!
//! recv() --> Receiving --6--> Finished --> a further poll panics
//!              ^ |
//!              +-7
//! ```
//!
//! | # | state     | the channel                        | next     | returns                          |
//! |---|-----------|------------------------------------|----------|----------------------------------|
//! | 1 | Outside   | has room                           | Finished | `Ready`: sent, or a permit       |
//! | 2 | Outside   | is closed                          | Finished | `Ready`: the value, or an error  |
//! | 3 | Outside   | has no room                        | Waiting  | `Pending`                        |
//! | 4 | Waiting   | has called it, to serve or refuse  | Finished | `Ready`, as 1 or 2               |
//! | 5 | Waiting   | has not                            | Waiting  | `Pending`                        |
//! | 6 | Receiving | has a value, or is over            | Finished | `Ready`: the value, or `None`    |
//! | 7 | Receiving | may have one later                 | Receiving| `Pending`                        |
//!
//! What waits is a [`Place`], which leaves the line when it is dropped. When those in line are called is
//! in `state.rs`.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use futures_core::FusedFuture;
use futures_core::stream::{FusedStream, Stream};
use pin_project::{pin_project, pinned_drop};

use super::place::{End, Offer, Place, Room};
use super::shared::Shared;
use super::{Permit, Receiver, SendError};
use crate::channel::{Allocated, Memory};
use crate::line::Standing;
use crate::place::{Answer, in_line};

/// The future of [`Sender::send`](super::Sender::send).
/// [*Loses data*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Send<'a, T> {
    #[pin]
    place: Place<'a, T, Offer<T>>,
}

impl<'a, T> Send<'a, T> {
    #[inline]
    pub(super) fn new(shared: &'a Shared<T>, value: T) -> Self {
        let place = Place::offering(shared, Some(value));
        Send { place }
    }
}

impl<T> Future for Send<'_, T> {
    type Output = Result<(), SendError<T>>;

    #[inline(always)]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut place = self.project().place;
        if place.as_mut().send_at_once() {
            return Poll::Ready(Ok(())); // 1
        }
        match ready!(place.as_mut().poll(cx)) {
            Answer::Served => Poll::Ready(Ok(())),
            Answer::Refused => Poll::Ready(place.refused().map_err(SendError)),
            Answer::Finished => panic!("`Send` polled after completion"),
        }
    }
}

/// The future of [`Sender::send_from`](super::Sender::send_from).
/// [*Loses place*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project(PinnedDrop, project = SendFromProjection)]
pub struct SendFrom<'a, T> {
    slot: &'a mut Option<T>,
    #[pin]
    place: Place<'a, T, Offer<T>>,
}

impl<'a, T> SendFrom<'a, T> {
    #[inline]
    pub(super) fn new(shared: &'a Shared<T>, slot: &'a mut Option<T>) -> Self {
        let place = Place::offering(shared, None);
        SendFrom { slot, place }
    }
}

impl<T> Future for SendFrom<'_, T> {
    type Output = Result<(), SendError<()>>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let SendFromProjection { slot, mut place } = self.project();
        if place.standing() == Standing::Finished {
            panic!("`SendFrom` polled after completion");
        }
        let is_sent = |value: &mut Option<T>| {
            *value = value.take().or_else(|| slot.take());
            value.is_none()
        };
        if place.as_mut().value(is_sent) == Some(true) {
            place.finish();
            return Poll::Ready(Ok(()));
        }
        match ready!(place.as_mut().poll(cx)) {
            Answer::Refused => {
                place.value(|value| **slot = value.take());
                Poll::Ready(Err(SendError(())))
            }
            _ => Poll::Ready(Ok(())),
        }
    }
}

#[pinned_drop]
impl<T> PinnedDrop for SendFrom<'_, T> {
    /// What was not sent goes back.
    fn drop(self: Pin<&mut Self>) {
        let SendFromProjection { slot, mut place } = self.project();
        place.as_mut().withdraw();
        place.value(|value| {
            if let Some(value) = value.take() {
                **slot = Some(value);
            }
        });
    }
}

/// The future of [`Sender::reserve`](super::Sender::reserve).
/// [*Loses place*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Reserve<'a, T> {
    #[pin]
    place: Place<'a, T, Room>,
}

impl<'a, T> Reserve<'a, T> {
    pub(super) fn new(shared: &'a Shared<T>) -> Self {
        let place = Place::for_room(shared);
        Reserve { place }
    }
}

impl<'a, T> Future for Reserve<'a, T> {
    type Output = Result<Permit<'a, T>, SendError<()>>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut place = self.project().place;
        Poll::Ready(match ready!(place.as_mut().poll(cx)) {
            Answer::Served => Ok(Permit::new(place.ask().shared)),
            Answer::Refused => Err(SendError(())),
            Answer::Finished => panic!("`Reserve` polled after completion"),
        })
    }
}

/// The future of [`Sender::closed`](super::Sender::closed).
/// [*Lossless*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct UntilClosed<'a, T> {
    #[pin]
    place: Place<'a, T, End>,
}

impl<'a, T> UntilClosed<'a, T> {
    pub(super) fn new(shared: &'a Shared<T>) -> Self {
        let place = Place::for_the_end(shared);
        UntilClosed { place }
    }
}

impl<T> Future for UntilClosed<'_, T> {
    type Output = ();

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match ready!(self.project().place.poll(cx)) {
            Answer::Served | Answer::Refused => Poll::Ready(()),
            Answer::Finished => panic!("`UntilClosed` polled after completion"),
        }
    }
}

in_line!(
    Send<'a, T>,
    SendFrom<'a, T>,
    Reserve<'a, T>,
    UntilClosed<'a, T>
);

/// The future of [`Receiver::recv`]. [*Lossless*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Recv<'a, T, M: Memory<T> = Allocated> {
    /// None when it has finished.
    receiver: Option<&'a mut Receiver<T, M>>,
}

impl<'a, T, M: Memory<T>> Recv<'a, T, M> {
    #[inline]
    pub(super) fn new(receiver: &'a mut Receiver<T, M>) -> Self {
        let receiver = Some(receiver);
        Recv { receiver }
    }
}

impl<T, M: Memory<T>> Future for Recv<'_, T, M> {
    type Output = Option<T>;

    #[inline(always)]
    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let Some(receiver) = &mut self.receiver else {
            panic!("`Recv` polled after completion");
        };
        let received = ready!(receiver.poll_recv(cx)); // 7
        self.receiver = None;
        Poll::Ready(received) // 6
    }
}

impl<T, M: Memory<T>> FusedFuture for Recv<'_, T, M> {
    fn is_terminated(&self) -> bool {
        self.receiver.is_none()
    }
}

impl<T, M: Memory<T>> fmt::Debug for Recv<'_, T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.receiver {
            Some(_) => "Receiving",
            None => "Finished",
        };
        let mut debug = f.debug_struct("Recv");
        debug.field("state", &format_args!("{state}")).finish()
    }
}

impl<T, M: Memory<T>> Stream for Receiver<T, M> {
    type Item = T;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.poll_recv(cx)
    }

    /// What is there; and if no more can come, what is reserved.
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.bounds()
    }
}

impl<T, M: Memory<T>> FusedStream for Receiver<T, M> {
    fn is_terminated(&self) -> bool {
        self.is_over()
    }
}
