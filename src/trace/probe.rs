//! [`Probe`]: a future with a name, and nothing more in memory.

use alloc::string::{String, ToString};
use core::fmt;
use core::future::Future;
use core::marker::PhantomData;
use core::pin::Pin;
use core::task::{Context, Poll};

use pin_project::pin_project;

use super::record::{self, Sight};
use crate::child::Child;

/// Watches `future` under the name that `name` gives, and records its state as well: how it prints
/// itself.
///
/// `name` is a closure that captures nothing, `|| "fetch"`, because a closure without captures takes
/// no bytes. Give each future of a recording a name of its own.
///
/// Only futures whose `Debug` keeps away from suspended children may be looked at: those of this crate
/// do. Use [`opaque`] for all others.
pub fn probe<F, N>(name: N, future: F) -> Probe<F, N, Shown>
where
    F: Future + fmt::Debug,
    N: Fn() -> &'static str,
{
    Probe::new(name, future)
}

/// Watches `future` under the name that `name` gives: when it is polled, ready and dropped.
///
/// `name` is a closure that captures nothing, `|| "fetch"`.
pub fn opaque<F, N>(name: N, future: F) -> Probe<F, N, Opaque>
where
    F: Future,
    N: Fn() -> &'static str,
{
    Probe::new(name, future)
}

/// The future of [`probe`] and [`opaque`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct Probe<F, N: Fn() -> &'static str, L> {
    // The order of the fields is the order of their drops: a future is gone before it is said so.
    #[pin]
    future: Child<F>,
    name: Name<N>,
    look: PhantomData<L>,
}

impl<F, N: Fn() -> &'static str, L> Probe<F, N, L> {
    fn new(name: N, future: F) -> Self {
        const {
            assert!(
                size_of::<N>() == 0,
                "a probe's name captures nothing: `|| \"name\"`"
            )
        };
        Probe {
            future: Child::new(future),
            name: Name(name),
            look: PhantomData,
        }
    }
}

impl<F: Future, N: Fn() -> &'static str, L: Look<F>> Future for Probe<F, N, L> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let probe = self.project();
        let sight = Sight {
            // `Child` keeps the shared look at an address away from the future that lies there.
            name: (probe.name.0)(),
            address: (&raw const *probe.future).addr(),
            size: size_of::<F>(),
        };
        let mut future = probe.future.project();
        let polling = record::poll(sight, || L::look(&future));
        let answer = future.as_mut().poll(cx);
        polling.end(answer.is_ready(), || L::look(&future));
        answer
    }
}

impl<F, N: Fn() -> &'static str, L> fmt::Debug for Probe<F, N, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Probe").field(&(self.name.0)()).finish()
    }
}

/// Says the name, and reports the drop.
struct Name<N: Fn() -> &'static str>(N);

impl<N: Fn() -> &'static str> Drop for Name<N> {
    fn drop(&mut self) {
        record::dropped((self.0)());
    }
}

/// How a probe looks at its future.
pub trait Look<F>: sealed::Sealed {
    #[doc(hidden)]
    fn look(future: &F) -> Option<String>;
}

/// Not at all: the look of [`opaque`].
#[derive(Debug)]
pub enum Opaque {}

/// Through its `Debug`: the look of [`probe`].
#[derive(Debug)]
pub enum Shown {}

impl<F> Look<F> for Opaque {
    fn look(_: &F) -> Option<String> {
        None
    }
}

impl<F: fmt::Debug> Look<F> for Shown {
    fn look(future: &F) -> Option<String> {
        Some(ToString::to_string(&format_args!("{future:?}")))
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Opaque {}
    impl Sealed for super::Shown {}
}
