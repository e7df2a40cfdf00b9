//! A `Vec` of futures, wherever an array of them is taken, by hand. Twin: `shorthand.rs`.

use alloc::vec::Vec;
use core::future::IntoFuture;

use crate::join::{JoinMany, Joinable};
use crate::race::{RaceMany, Raceable};
use crate::race_ok::{RaceOkMany, RaceOkable};
use crate::select::{SelectMany, Selectable};
use crate::try_join::{TryJoinMany, TryJoinable};

impl<F: IntoFuture> Joinable for Vec<F> {
    type Output = Vec<F::Output>;
    type Join = JoinMany<Vec<F::IntoFuture>>;

    #[inline]
    fn join(self) -> Self::Join {
        JoinMany::new(self.into_iter().map(F::into_future).collect())
    }
}

impl<F: IntoFuture<Output = Result<T, E>>, T, E> TryJoinable for Vec<F> {
    type Output = Result<Vec<T>, E>;
    type TryJoin = TryJoinMany<Vec<F::IntoFuture>>;

    #[inline]
    fn try_join(self) -> Self::TryJoin {
        TryJoinMany::new(self.into_iter().map(F::into_future).collect())
    }
}

impl<F: IntoFuture<Output = Result<T, E>>, T, E> RaceOkable for Vec<F> {
    type Output = Result<T, Vec<E>>;
    type RaceOk = RaceOkMany<Vec<F::IntoFuture>>;

    #[inline]
    fn race_ok(self) -> Self::RaceOk {
        RaceOkMany::new(self.into_iter().map(F::into_future).collect())
    }
}

impl<F: IntoFuture> Selectable for Vec<F> {
    type Output = (usize, F::Output);
    type Select = SelectMany<Vec<F::IntoFuture>>;

    #[track_caller]
    fn select(self) -> Self::Select {
        assert!(
            !self.is_empty(),
            "`select` of an empty `Vec`: nobody can win it"
        );
        SelectMany::new(self.into_iter().map(F::into_future).collect())
    }
}

impl<F: IntoFuture> Raceable for Vec<F> {
    type Output = F::Output;
    type Race = RaceMany<Vec<F::IntoFuture>>;

    #[track_caller]
    fn race(self) -> Self::Race {
        assert!(
            !self.is_empty(),
            "`race` of an empty `Vec`: nobody can win it"
        );
        RaceMany::new(self.into_iter().map(F::into_future).collect())
    }
}
