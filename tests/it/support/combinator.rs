//! [`Combinator`]: what has two children, whatever it does with their answers; and [`Keeper`],
//! which waits for both and keeps the answer that comes first.

use core::convert::Infallible;
use core::fmt::Debug;
use core::future::{Future, IntoFuture};
use core::marker::PhantomData;

use super::spelling::Spelling;
use super::verdict::{failing, fine};

pub(crate) trait Combinator {
    type Spelling: Spelling;

    /// What it calls itself when it is polled too often.
    const NAME: &'static str;

    /// Its children are arguments or members of a tuple, and not of an array or a `Vec`.
    const IS_A_TUPLE: bool = true;

    /// The children in the order of the function's signature, if that is not index order.
    const TAKES_THE_SECOND_FIRST: bool = false;

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>;
}

pub(crate) trait Keeper: Combinator {
    /// Both answers.
    type Kept<T, U>;

    fn keep<A, B>(first: A, second: B) -> impl Future<Output = Self::Kept<A::Output, B::Output>>
    where
        A: IntoFuture,
        B: IntoFuture;

    fn both<T, U>(kept: Self::Kept<T, U>) -> (T, U);
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

impl<S: Spelling> Keeper for Join<S> {
    type Kept<T, U> = (T, U);

    fn keep<A, B>(first: A, second: B) -> impl Future<Output = Self::Kept<A::Output, B::Output>>
    where
        A: IntoFuture,
        B: IntoFuture,
    {
        S::join((first, second))
    }

    fn both<T, U>(kept: (T, U)) -> (T, U) {
        kept
    }
}

/// All is well with its children, so that it waits for both.
pub(crate) struct TryJoin<S>(PhantomData<S>);

impl<S: Spelling> Combinator for TryJoin<S> {
    type Spelling = S;
    const NAME: &'static str = "TryJoin";

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>,
    {
        Self::keep(first, second)
    }
}

impl<S: Spelling> Keeper for TryJoin<S> {
    type Kept<T, U> = Result<(T, U), Infallible>;

    fn keep<A, B>(first: A, second: B) -> impl Future<Output = Self::Kept<A::Output, B::Output>>
    where
        A: IntoFuture,
        B: IntoFuture,
    {
        S::try_join((fine(first), fine(second)))
    }

    fn both<T, U>(kept: Self::Kept<T, U>) -> (T, U) {
        let Ok(both) = kept;
        both
    }
}

/// Its children succeed, so that the first decides; what it keeps of children that fail is another
/// matter.
pub(crate) struct RaceOk<S>(PhantomData<S>);

impl<S: Spelling> Combinator for RaceOk<S> {
    type Spelling = S;
    const NAME: &'static str = "RaceOk";

    fn of<F>(first: F, second: F) -> impl Future<Output: Debug>
    where
        F: IntoFuture<Output = ()>,
    {
        S::race_ok((fine::<_, ()>(first), fine::<_, ()>(second)))
    }
}

impl<S: Spelling> Keeper for RaceOk<S> {
    type Kept<T, U> = Result<Infallible, (T, U)>;

    fn keep<A, B>(first: A, second: B) -> impl Future<Output = Self::Kept<A::Output, B::Output>>
    where
        A: IntoFuture,
        B: IntoFuture,
    {
        S::race_ok((failing(first), failing(second)))
    }

    fn both<T, U>(kept: Self::Kept<T, U>) -> (T, U) {
        let Err(both) = kept;
        both
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
