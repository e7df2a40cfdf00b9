//! [`JoinMany`], by hand: [`Join`](super::Join) for more than two. Contract: `mod.rs`.
//!
//! The machine is [`Keeping`], which `try_join` and `race_ok` share; what is its own is the [`Rule`].
//!
//! [`Rule`]: crate::keeping::Rule

use core::convert::Infallible;
use core::fmt;
use core::future::{Future, IntoFuture};
use core::ops::ControlFlow;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::Joinable;
use crate::arity::each_arity;
use crate::keeping::{All, Children, Counted, Keeping};

macro_rules! joinable {
    ($OneOf:ident [$(($index:tt $child:ident $Winner:ident $F:ident))+] $reversed:tt) => {
        impl<$($F: IntoFuture),+> Joinable for ($($F,)+) {
            type Output = ($($F::Output,)+);
            type Join = JoinMany<($($F::IntoFuture,)+)>;

            #[inline]
            fn join(self) -> Self::Join {
                JoinMany::new(($(self.$index.into_future(),)+))
            }
        }
    };
}
each_arity!(joinable);

impl<F: IntoFuture, const N: usize> Joinable for [F; N]
where
    [(); N]: Counted,
{
    type Output = [F::Output; N];
    type Join = JoinMany<[F::IntoFuture; N]>;

    #[inline]
    fn join(self) -> Self::Join {
        JoinMany::new(self.map(F::into_future))
    }
}

/// The future of [`join`](super::join()) of more than two: `C` is a tuple of futures, an array, or
/// a `Vec`.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct JoinMany<C: Children<All>> {
    #[pin]
    children: Keeping<C::Group>,
}

impl<C: Children<All>> JoinMany<C> {
    #[inline]
    pub(crate) fn new(children: C) -> Self {
        JoinMany {
            children: Keeping::new(children.group()),
        }
    }
}

impl<C: Children<All, Decided = Infallible>> Future for JoinMany<C> {
    type Output = C::Kept;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let ended = self.project().children.poll(cx, "Join");
        ended.map(|ControlFlow::Continue(answers)| answers)
    }
}

impl<C: Children<All, Decided = Infallible>> FusedFuture for JoinMany<C> {
    fn is_terminated(&self) -> bool {
        self.children.ended().is_some()
    }
}

impl<C: Children<All>> fmt::Debug for JoinMany<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinMany")
            .field("state", &self.children)
            .finish()
    }
}
