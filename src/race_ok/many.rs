//! [`RaceOkMany`], by hand: [`RaceOk`](super::RaceOk) for more than two. Contract: `mod.rs`.
//!
//! The machine is [`Keeping`], which `join` and `try_join` share; what is its own is the [`Rule`].
//!
//! [`Rule`]: crate::keeping::Rule

use core::fmt;
use core::future::{Future, IntoFuture};
use core::ops::ControlFlow;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use pin_project::pin_project;

use super::RaceOkable;
use crate::arity::each_arity;
use crate::keeping::{Children, Counted, Keeping, UntilValue};

macro_rules! raceokable {
    ($OneOf:ident [$(($index:tt $child:ident $Winner:ident $F:ident))+] $reversed:tt) => {
        impl<$($F, $Winner,)+ Value> RaceOkable for ($($F,)+)
        where
            $($F: IntoFuture<Output = Result<Value, $Winner>>,)+
        {
            type Output = Result<Value, ($($Winner,)+)>;
            type RaceOk = RaceOkMany<($($F::IntoFuture,)+)>;

            #[inline]
            fn race_ok(self) -> Self::RaceOk {
                RaceOkMany::new(($(self.$index.into_future(),)+))
            }
        }
    };
}
each_arity!(raceokable);

impl<F, T, E, const N: usize> RaceOkable for [F; N]
where
    F: IntoFuture<Output = Result<T, E>>,
    [(); N]: Counted,
{
    type Output = Result<T, [E; N]>;
    type RaceOk = RaceOkMany<[F::IntoFuture; N]>;

    #[inline]
    fn race_ok(self) -> Self::RaceOk {
        RaceOkMany::new(self.map(F::into_future))
    }
}

/// The future of [`race_ok`](super::race_ok()) of more than two: `C` is a tuple of futures, an array, or
/// a `Vec`.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct RaceOkMany<C: Children<UntilValue>> {
    #[pin]
    children: Keeping<C::Group>,
}

impl<C: Children<UntilValue>> RaceOkMany<C> {
    #[inline]
    pub(crate) fn new(children: C) -> Self {
        RaceOkMany {
            children: Keeping::new(children.group()),
        }
    }
}

impl<C: Children<UntilValue>> Future for RaceOkMany<C> {
    type Output = Result<C::Decided, C::Kept>;

    #[inline]
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let ended = self.project().children.poll(cx, "RaceOk");
        ended.map(|ended| match ended {
            ControlFlow::Continue(errors) => Err(errors),
            ControlFlow::Break(value) => Ok(value),
        })
    }
}

impl<C: Children<UntilValue>> FusedFuture for RaceOkMany<C> {
    fn is_terminated(&self) -> bool {
        self.children.ended().is_some()
    }
}

impl<C: Children<UntilValue>> fmt::Debug for RaceOkMany<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RaceOkMany")
            .field("state", &self.children)
            .finish()
    }
}
