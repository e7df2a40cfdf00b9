//! [`fine`], [`failing`], [`reversed`] and [`silent`]: the same child for those who ask for a
//! `Result`, for the other one, or for nothing.

use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use pin_project::pin_project;

/// A child whose answer is `Ok`.
pub(crate) fn fine<C: IntoFuture, E>(child: C) -> Judged<C, Result<C::Output, E>> {
    Judged { child, verdict: Ok }
}

/// A child whose answer is `Err`.
pub(crate) fn failing<C: IntoFuture, T>(child: C) -> Judged<C, Result<T, C::Output>> {
    let verdict = Err;
    Judged { child, verdict }
}

/// A child that fails where it would have succeeded, and the other way round.
pub(crate) fn reversed<C, T, E>(child: C) -> Judged<C, Result<E, T>>
where
    C: IntoFuture<Output = Result<T, E>>,
{
    let verdict = |answer: C::Output| match answer {
        Ok(value) => Err(value),
        Err(error) => Ok(error),
    };
    Judged { child, verdict }
}

/// A child that has nothing to say but that it has ended, as a limit.
pub(crate) fn silent<C: IntoFuture>(child: C) -> Judged<C, ()> {
    let verdict = drop;
    Judged { child, verdict }
}

/// What becomes a child with a verdict.
pub(crate) struct Judged<C: IntoFuture, T> {
    child: C,
    verdict: fn(C::Output) -> T,
}

impl<C: IntoFuture, T> IntoFuture for Judged<C, T> {
    type Output = T;
    type IntoFuture = Verdict<C::IntoFuture, T>;

    fn into_future(self) -> Self::IntoFuture {
        Verdict {
            child: self.child.into_future(),
            verdict: self.verdict,
        }
    }
}

/// A future whose answer is what `verdict` says of it.
pub(crate) fn judged<F: Future, T>(child: F, verdict: fn(F::Output) -> T) -> Verdict<F, T> {
    Verdict { child, verdict }
}

/// A child with a verdict.
#[pin_project]
pub(crate) struct Verdict<F: Future, T> {
    #[pin]
    child: F,
    verdict: fn(F::Output) -> T,
}

impl<F: Future, T> Future for Verdict<F, T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let verdict = self.verdict;
        self.project().child.poll(cx).map(verdict)
    }
}
