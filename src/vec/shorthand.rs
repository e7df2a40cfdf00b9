//! A `Vec` of futures, wherever an array of them is taken, as `async fn`s. Twin: `longhand.rs`.
#![forbid(unsafe_code)]

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::future::{IntoFuture, poll_fn};
use core::pin::Pin;

use crate::child::each;
use crate::join::shorthand::{Joinable, keep};
use crate::maybe_done::{MaybeDone, poll_each};
use crate::race::shorthand::{self as race, Raceable};
use crate::race_ok::shorthand::{RaceOkable, swapped};
use crate::select::Turn;
use crate::select::shorthand::{self as select, Selectable};
use crate::try_join::shorthand::TryJoinable;

impl<F: IntoFuture> Joinable for Vec<F> {
    type Output = Vec<F::Output>;

    async fn join(self) -> Self::Output {
        let children: Box<[_]> = self.into_iter().map(MaybeDone::new).collect();
        let mut children = Box::into_pin(children);
        let Ok(()) = poll_fn(|cx| poll_each(children.as_mut(), cx, keep)).await;
        each(children.as_mut()).map(MaybeDone::take).collect()
    }
}

impl<F: IntoFuture<Output = Result<T, E>>, T, E> TryJoinable for Vec<F> {
    type Output = Result<Vec<T>, E>;

    async fn try_join(self) -> Self::Output {
        let children: Box<[_]> = self.into_iter().map(MaybeDone::new).collect();
        let mut children = Box::into_pin(children);
        poll_fn(|cx| poll_each(children.as_mut(), cx, |result| result)).await?;
        Ok(each(children.as_mut()).map(MaybeDone::take).collect())
    }
}

impl<F: IntoFuture<Output = Result<T, E>>, T, E> RaceOkable for Vec<F> {
    type Output = Result<T, Vec<E>>;

    async fn race_ok(self) -> Self::Output {
        let children: Box<[_]> = self.into_iter().map(MaybeDone::new).collect();
        let mut children = Box::into_pin(children);
        match poll_fn(|cx| poll_each(children.as_mut(), cx, swapped)).await {
            Ok(()) => Err(each(children.as_mut()).map(MaybeDone::take).collect()),
            Err(value) => Ok(value),
        }
    }
}

impl<F: IntoFuture> Selectable for Vec<F> {
    type Output = (usize, F::Output);

    async fn select(self) -> Self::Output {
        let mut children = pinned(self, "`select` of an empty `Vec`: nobody can win it");
        poll_fn(|cx| select::poll_each(children.as_mut(), cx)).await
    }

    async fn select_in_turn(self, turn: &mut Turn) -> Self::Output {
        let mut children = pinned(self, "`select` of an empty `Vec`: nobody can win it");
        poll_fn(|cx| select::poll_each_in_turn(children.as_mut(), cx, turn)).await
    }
}

impl<F: IntoFuture> Raceable for Vec<F> {
    type Output = F::Output;

    async fn race(self) -> Self::Output {
        let mut children = pinned(self, "`race` of an empty `Vec`: nobody can win it");
        poll_fn(|cx| race::poll_each(children.as_mut(), cx)).await
    }
}

/// The children where they stay. With none it panics with `message`.
fn pinned<F: IntoFuture>(children: Vec<F>, message: &str) -> Pin<Box<[F::IntoFuture]>> {
    assert!(!children.is_empty(), "{message}");
    let children: Box<[_]> = children.into_iter().map(F::into_future).collect();
    Box::into_pin(children)
}
