//! [`Combinator`]: what has two children, whatever it does with their answers.

use core::fmt::Debug;
use core::future::{Future, IntoFuture};
use core::marker::PhantomData;

use super::spelling::{ByHand, Spelling};

pub(crate) trait Combinator {
    type Spelling: Spelling;

    /// What it calls itself when it is polled too often.
    const NAME: &'static str;

    /// The children in the order of the function's signature, if that is not index order.
    const TAKES_THE_SECOND_FIRST: bool = false;

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>;
}

pub(crate) struct Join<S>(PhantomData<S>);

impl<S: Spelling> Combinator for Join<S> {
    type Spelling = S;
    const NAME: &'static str = "Join";

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>,
    {
        S::join((first, second))
    }
}

pub(crate) struct Select<S>(PhantomData<S>);

impl<S: Spelling> Combinator for Select<S> {
    type Spelling = S;
    const NAME: &'static str = "Select";

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>,
    {
        S::select((first, second))
    }
}

pub(crate) struct Race<S>(PhantomData<S>);

impl<S: Spelling> Combinator for Race<S> {
    type Spelling = S;
    const NAME: &'static str = "Race";

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>,
    {
        S::race((first, second))
    }
}

/// A race of an array, which has no twin.
pub(crate) struct RaceArray;

impl Combinator for RaceArray {
    type Spelling = ByHand;
    const NAME: &'static str = "Race";

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>,
    {
        longhand::race([first, second])
    }
}

/// A race of a `Vec`, which has no twin.
pub(crate) struct RaceVec;

impl Combinator for RaceVec {
    type Spelling = ByHand;
    const NAME: &'static str = "Race";

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>,
    {
        longhand::race(vec![first, second])
    }
}

/// The future is the first child and the limit the second: so they are polled.
pub(crate) struct Timeout<S>(PhantomData<S>);

impl<S: Spelling> Combinator for Timeout<S> {
    type Spelling = S;
    const NAME: &'static str = "Timeout";
    const TAKES_THE_SECOND_FIRST: bool = true;

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>,
    {
        S::timeout(second, first)
    }
}
