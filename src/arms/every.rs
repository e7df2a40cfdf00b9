//! [`every`]: futures as an arm, one after the other.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use super::Arm;

/// Futures as an arm, one after the other: the next is made when the answer of the last has been
/// handed out and the arm is asked again. See the [module](super).
///
/// ```
/// # longhand::block_on(async {
/// use core::pin::pin;
/// use longhand::{OneOf2, arms, every, once, yield_now};
///
/// let mut count = 0;
/// let counting = every(|| {
///     count += 1;
///     async move { count }
/// });
/// let mut arms = pin!(arms((counting, once(yield_now()))));
/// assert_eq!(arms.as_mut().next().await, Some(OneOf2::First(1)));
/// assert_eq!(arms.as_mut().next().await, Some(OneOf2::First(2)));
/// assert_eq!(arms.as_mut().next().await, Some(OneOf2::Second(())));
/// assert_eq!(arms.as_mut().next().await, Some(OneOf2::First(3)));
/// # });
/// ```
#[inline]
pub fn every<M, F>(make: M) -> Every<M>
where
    M: FnMut() -> F,
    F: IntoFuture,
{
    Every { make }
}

/// What [`every`] makes of a closure that makes futures.
#[must_use = "an arm does nothing unless it is given to `arms`"]
pub struct Every<M> {
    pub(super) make: M,
}

// The closure is called, and never pinned: what is pinned are the futures it makes.
impl<M> Unpin for Every<M> {}

impl<M, F> Arm for Every<M>
where
    M: FnMut() -> F,
    F: IntoFuture,
{
    type Item = F::Output;
    type Source = Self;
    type Run = F::IntoFuture;
    const LASTS: bool = true;

    #[inline]
    fn begin(self) -> (Self, Option<F::IntoFuture>) {
        (self, None)
    }

    #[inline]
    fn start(mut source: Pin<&mut Self>) -> F::IntoFuture {
        (source.make)().into_future()
    }

    #[inline]
    fn poll(
        _: Pin<&mut Self>,
        run: Pin<&mut F::IntoFuture>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<F::Output>> {
        run.poll(cx).map(Some)
    }
}

impl<M> fmt::Debug for Every<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Every").finish_non_exhaustive()
    }
}
