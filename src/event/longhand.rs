//! [`Listen`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! listen() --> Outside --1--> Finished --> a further poll panics
//!                 |              ^
//!                 +-2-> Waiting -+-3, --4--> Waiting
//! ```
//!
//! | # | state   | the event                                    | next     | returns     |
//! |---|---------|----------------------------------------------|----------|-------------|
//! | 1 | Outside | has told all since then, or has a notice     | Finished | `Ready(())` |
//! | 2 | Outside | has neither                                  | Waiting  | `Pending`   |
//! | 3 | Waiting | has called it                                | Finished | `Ready(())` |
//! | 4 | Waiting | has not                                      | Waiting  | `Pending`   |
//!
//! What waits is a [`Place`], which leaves the line when it is dropped, and hands on the notice that it was called with.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::place::News;
use super::state::Shared;
use crate::line::Standing;
use crate::place::{Answer, Place};

/// The future of [`Event::listen`](super::Event::listen).
/// [*Loses data*](crate#cancel-safety).
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Listen<'a> {
    #[pin]
    place: Place<News<'a>>,
}

impl<'a> Listen<'a> {
    #[inline]
    pub(super) fn new(shared: &'a Shared) -> Self {
        let place = Place::new(News::from_now_on(shared));
        Listen { place }
    }
}

impl Future for Listen<'_> {
    type Output = ();

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match ready!(self.project().place.poll(cx)) {
            Answer::Served | Answer::Refused => Poll::Ready(()),
            Answer::Finished => panic!("`Listen` polled after completion"),
        }
    }
}

impl FusedFuture for Listen<'_> {
    fn is_terminated(&self) -> bool {
        self.place.standing() == Standing::Finished
    }
}

impl fmt::Debug for Listen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.place.standing() {
            Standing::Served | Standing::Refused => "Called",
            Standing::Outside => "Outside",
            Standing::Waiting => "Waiting",
            Standing::Finished => "Finished",
        };
        let mut debug = f.debug_struct("Listen");
        debug.field("state", &format_args!("{state}")).finish()
    }
}
