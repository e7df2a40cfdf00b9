//! [`Next`]: the next event of [`Arms`].

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use futures_core::{FusedFuture, Stream};

use super::{Arms, IntoArms};

/// The future of [`Arms::next`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Next<'a, C: IntoArms> {
    /// `None` when it has answered.
    arms: Option<Pin<&'a mut Arms<C>>>,
}

impl<'a, C: IntoArms> Next<'a, C> {
    #[inline]
    pub(super) fn new(arms: Pin<&'a mut Arms<C>>) -> Self {
        Next { arms: Some(arms) }
    }
}

impl<C: IntoArms> Future for Next<'_, C> {
    type Output = Option<C::Item>;

    #[inline]
    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(arms) = &mut self.arms else {
            panic!("`Next` polled after completion");
        };
        let event = ready!(arms.as_mut().poll_next(cx));
        self.arms = None;
        Poll::Ready(event)
    }
}

impl<C: IntoArms> FusedFuture for Next<'_, C> {
    fn is_terminated(&self) -> bool {
        self.arms.is_none()
    }
}

impl<C: IntoArms> fmt::Debug for Next<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next").field("arms", &self.arms).finish()
    }
}
