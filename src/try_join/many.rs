//! [`TryJoinMany`], by hand: [`TryJoin`](super::TryJoin) for more than two. Contract: `mod.rs`.
//!
//! The machine is [`Keeping`], which `join` and `race_ok` share; what is its own is the [`Rule`].
//!
//! [`Rule`]: crate::keeping::Rule

use core::fmt;
use core::future::{Future, IntoFuture};
use core::ops::ControlFlow;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::TryJoinable;
use crate::arity::each_arity;
use crate::keeping::{Children, Counted, Keeping, UntilError};

macro_rules! tryjoinable {
    ($OneOf:ident [$(($index:tt $child:ident $Winner:ident $F:ident))+] $reversed:tt) => {
        impl<$($F, $Winner,)+ Error> TryJoinable for ($($F,)+)
        where
            $($F: IntoFuture<Output = Result<$Winner, Error>>,)+
        {
            type Output = Result<($($Winner,)+), Error>;
            type TryJoin = TryJoinMany<($($F::IntoFuture,)+)>;

            #[inline]
            fn try_join(self) -> Self::TryJoin {
                TryJoinMany::new(($(self.$index.into_future(),)+))
            }
        }
    };
}
each_arity!(tryjoinable);

impl<F, T, E, const N: usize> TryJoinable for [F; N]
where
    F: IntoFuture<Output = Result<T, E>>,
    [(); N]: Counted,
{
    type Output = Result<[T; N], E>;
    type TryJoin = TryJoinMany<[F::IntoFuture; N]>;

    #[inline]
    fn try_join(self) -> Self::TryJoin {
        TryJoinMany::new(self.map(F::into_future))
    }
}

/// The future of [`try_join`](super::try_join()) of more than two: `C` is a tuple of futures, an array, or
/// a `Vec`.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct TryJoinMany<C: Children<UntilError>> {
    #[pin]
    children: Keeping<C::Group>,
}

impl<C: Children<UntilError>> TryJoinMany<C> {
    #[inline]
    pub(crate) fn new(children: C) -> Self {
        TryJoinMany {
            children: Keeping::new(children.group()),
        }
    }
}

impl<C: Children<UntilError>> Future for TryJoinMany<C> {
    type Output = Result<C::Kept, C::Decided>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let ended = self.project().children.poll(cx, "TryJoin");
        ended.map(|ended| match ended {
            ControlFlow::Continue(values) => Ok(values),
            ControlFlow::Break(error) => Err(error),
        })
    }
}

impl<C: Children<UntilError>> FusedFuture for TryJoinMany<C> {
    fn is_terminated(&self) -> bool {
        self.children.ended().is_some()
    }
}

impl<C: Children<UntilError>> fmt::Debug for TryJoinMany<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryJoinMany")
            .field("state", &self.children)
            .finish()
    }
}
