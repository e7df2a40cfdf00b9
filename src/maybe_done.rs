//! [`MaybeDone`]: a child of an `async fn`, or what is kept of it.
//!
//! What an `async fn` waits for at the same time as other things it cannot `.await`: it has to pin
//! it, to poll it until it is ready, and to keep what it said.
#![forbid(unsafe_code)]

use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use pin_project::pin_project;

use crate::child::{Child, each};

/// A future while it runs, and then what is kept of it, until that is taken.
#[pin_project(project = Projection)]
pub(crate) enum MaybeDone<F, X> {
    Running {
        #[pin]
        future: Child<F>,
    },
    Done {
        kept: Option<X>,
    },
}

impl<F: Future, X> MaybeDone<F, X> {
    pub(crate) fn new(child: impl IntoFuture<IntoFuture = F>) -> Self {
        MaybeDone::Running {
            future: Child::new(child.into_future()),
        }
    }

    /// Polls the future if it still runs. Once it is ready, drops it where it is and keeps what
    /// `judge` says of its answer, or returns the error with which that decides for all.
    pub(crate) fn poll<D>(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        judge: impl FnOnce(F::Output) -> Result<X, D>,
    ) -> Poll<Result<(), D>> {
        if let Projection::Running { future } = self.as_mut().project() {
            let Poll::Ready(answer) = future.poll(cx) else {
                return Poll::Pending;
            };
            let kept = Some(judge(answer)?);
            self.set(MaybeDone::Done { kept });
        }
        Poll::Ready(Ok(()))
    }

    /// What is kept; once, and not before it is done.
    pub(crate) fn take(self: Pin<&mut Self>) -> X {
        let kept = match self.project() {
            Projection::Running { .. } => None,
            Projection::Done { kept } => kept.take(),
        };
        kept.expect("all are done before anything is taken")
    }
}

/// Polls those that still run, up to one that decides; ready when all are done.
pub(crate) fn poll_each<F: Future, X, D>(
    children: Pin<&mut [MaybeDone<F, X>]>,
    cx: &mut Context<'_>,
    judge: impl Fn(F::Output) -> Result<X, D>,
) -> Poll<Result<(), D>> {
    let mut all_done = Poll::Ready(Ok(()));
    for child in each(children) {
        if child.poll(cx, &judge)?.is_pending() {
            all_done = Poll::Pending;
        }
    }
    all_done
}
