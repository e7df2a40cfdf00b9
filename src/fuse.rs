//! [`fuse`]: a future that may be polled after its end, and then is pending for ever.
//!
//! # Contract
//!
//! - Until it is ready it is its future, polled once a poll, with the caller's waker.
//! - Once that is ready it is dropped in place, before `Ready` is returned; from then on the fuse
//!   is pending, and wakes nobody. `is_terminated` says so: whoever polls a fuse in a loop asks
//!   that first.
//! - **Cancelling** (dropping it while it is pending) drops the future.
//! - If the future panics it is dropped while the panic passes, and a later poll panics, "`Fuse`
//!   polled after a child panicked".
//! - A fuse of a [`Stream`] is a stream, which gives `None` for ever once the
//!   stream has ended and been dropped.
//! - Size: the future and one byte, rounded to its alignment.
//!
//! # The machine
//!
//! ```text
//! fuse() --> Running --1--> Finished --3--> Finished
//!             ^ |  \
//!             +-2   4-----> Panicked --> a further poll panics
//! ```
//!
//! | # | state    | the future | next     | returns           |
//! |---|----------|------------|----------|-------------------|
//! | 1 | Running  | ready v    | Finished | `Ready(v)`        |
//! | 2 | Running  | pending    | Running  | `Pending`         |
//! | 3 | Finished | is gone    | Finished | `Pending`         |
//! | 4 | Running  | a panic    | Panicked | the panic goes on |
//!
//! # Cancel safety
//!
//! [As lossless](crate#cancel-safety) as its future.
//!
//! # No twin
//!
//! An `async fn` cannot say this: it ends once, and polled after that it panics. The nearest is
//! `async { let value = future.await; … }` and not to poll it again.

use core::fmt;
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use futures_core::stream::{FusedStream, Stream};
use pin_project::pin_project;

use crate::child::Child;
use crate::unwind::{End, OnUnwind};

/// Makes a future that may be polled after its end, or a stream. See the [module](self) for the
/// contract.
///
/// ```
/// # longhand::block_on(async {
/// use core::future::ready;
/// use core::pin::pin;
/// use longhand::{OneOf2, fuse, select, yield_now};
///
/// let mut word = pin!(fuse(ready("word")));
/// assert_eq!(select((word.as_mut(), yield_now())).await, OneOf2::First("word"));
/// // The word has been said. It is polled again, and it is the other's turn.
/// assert_eq!(select((word.as_mut(), yield_now())).await, OneOf2::Second(()));
/// # });
/// ```
#[inline]
pub fn fuse<F>(inner: F) -> Fuse<F> {
    let inner = Child::new(inner);
    Fuse {
        state: State::Running { inner },
    }
}

/// The future, or the stream, of [`fuse`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Fuse<F> {
    #[pin]
    state: State<F>,
}

#[pin_project(project = Projection)]
enum State<F> {
    Running {
        #[pin]
        inner: Child<F>,
    },
    Finished,
    Panicked,
}

impl<F> Fuse<F> {
    /// A fuse that has ended already: there is nothing to wait for.
    ///
    /// ```
    /// use futures_core::FusedFuture;
    /// use longhand::fuse::Fuse;
    ///
    /// let nothing = Fuse::<core::future::Ready<()>>::terminated();
    /// assert!(nothing.is_terminated());
    /// ```
    pub const fn terminated() -> Self {
        Fuse {
            state: State::Finished,
        }
    }
}

impl<F: Future> Future for Fuse<F> {
    type Output = F::Output;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut guard = OnUnwind::new(self.project().state, |mut state| state.set(State::Panicked));
        let answer = match guard.state.as_mut().project() {
            Projection::Running { inner } => inner.poll(cx), // 1, 2
            Projection::Finished => Poll::Pending,           // 3
            Projection::Panicked => guard.misuse("Fuse", End::Panicked),
        };
        if answer.is_ready() {
            guard.state.set(State::Finished); // the future dropped where it stands
        }
        guard.disarm();
        answer
    }
}

impl<F: Stream> Stream for Fuse<F> {
    type Item = F::Item;

    #[inline]
    #[track_caller]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut guard = OnUnwind::new(self.project().state, |mut state| state.set(State::Panicked));
        let item = match guard.state.as_mut().project() {
            Projection::Running { inner } => inner.project().poll_next(cx),
            Projection::Finished => Poll::Ready(None),
            Projection::Panicked => guard.misuse("Fuse", End::Panicked),
        };
        if let Poll::Ready(None) = item {
            guard.state.set(State::Finished); // the stream dropped where it stands
        }
        guard.disarm();
        item
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.state {
            // The stream is not looked at: see `child.rs`.
            State::Running { .. } => (0, None),
            State::Finished | State::Panicked => (0, Some(0)),
        }
    }
}

impl<F: Future> FusedFuture for Fuse<F> {
    fn is_terminated(&self) -> bool {
        !matches!(self.state, State::Running { .. })
    }
}

impl<F: Stream> FusedStream for Fuse<F> {
    fn is_terminated(&self) -> bool {
        !matches!(self.state, State::Running { .. })
    }
}

impl<F> fmt::Debug for Fuse<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Running { .. } => "Running",
            State::Finished => "Finished",
            State::Panicked => "Panicked",
        };
        f.debug_struct("Fuse")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}

/// What every future can do, whoever has written it.
pub trait FutureExt: Sized {
    /// Makes a future that may be polled after its end: see [`fuse`].
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use core::future::ready;
    /// use core::pin::pin;
    /// use longhand::{FutureExt, poll_once};
    ///
    /// let mut answer = pin!(ready(7).fuse());
    /// assert_eq!(poll_once(answer.as_mut()).await, Some(7));
    /// assert_eq!(poll_once(answer.as_mut()).await, None);
    /// # });
    /// ```
    fn fuse(self) -> Fuse<Self::IntoFuture>
    where
        Self: IntoFuture,
    {
        fuse(self.into_future())
    }
}

impl<F: IntoFuture> FutureExt for F {}
