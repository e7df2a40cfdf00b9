//! [`once`]: a future as an arm, which is off when that has answered.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use super::Arm;

/// A future as an arm: it gives its answer, and the arm is off. See the [module](super).
///
/// ```
/// # longhand::block_on(async {
/// use core::pin::pin;
/// use longhand::{OneOf2, arms, once};
///
/// let mut arms = pin!(arms((once(async { 1 }), once(async { "two" }))));
/// assert_eq!(arms.as_mut().next().await, Some(OneOf2::First(1)));
/// assert_eq!(arms.as_mut().next().await, Some(OneOf2::Second("two")));
/// assert_eq!(arms.as_mut().next().await, None);
/// # });
/// ```
#[inline]
pub fn once<F: IntoFuture>(future: F) -> Once<F::IntoFuture> {
    Once {
        future: future.into_future(),
    }
}

/// What [`once`] makes of a future.
#[must_use = "an arm does nothing unless it is given to `arms`"]
pub struct Once<F> {
    pub(super) future: F,
}

impl<F: Future> Arm for Once<F> {
    type Item = F::Output;
    type Source = ();
    type Run = F;
    const LASTS: bool = false;

    #[inline]
    fn begin(self) -> ((), Option<F>) {
        ((), Some(self.future))
    }

    fn start(_: Pin<&mut ()>) -> F {
        unreachable!("a `once` does not last")
    }

    #[inline]
    fn poll(_: Pin<&mut ()>, run: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        run.poll(cx).map(Some)
    }
}

impl<F> fmt::Debug for Once<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
