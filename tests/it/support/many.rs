//! The combinators of more than a pair, with the two children that the rules are about: in an
//! array, in a `Vec`, and in a tuple with a bystander that decides nothing.

use core::convert::Infallible;
use core::fmt::Debug;
use core::future::{Future, IntoFuture, pending, ready};
use core::marker::PhantomData;

use super::combinator::{Combinator, Keeper};
use super::spelling::{AsAsyncFn, ByHand};
use super::verdict::{failing, fine};

/// Makes a combinator, in both spellings, of a function and its children.
macro_rules! combinators {
    ($(
        $Combinator:ident, $name:literal, is a tuple: $tuple:literal,
        |$a:ident, $b:ident| $function:ident($children:expr);
    )*) => {$(
        pub(crate) struct $Combinator<S>(PhantomData<S>);

        combinators!(@ $Combinator, $name, $tuple, ByHand, |$a, $b| longhand::$function($children));
        combinators!(
            @ $Combinator, $name, $tuple, AsAsyncFn, |$a, $b| longhand::shorthand::$function($children)
        );
    )*};
    (
        @ $Combinator:ident, $name:literal, $tuple:literal, $Spelling:ident,
        |$a:ident, $b:ident| $of:expr
    ) => {
        impl Combinator for $Combinator<$Spelling> {
            type Spelling = $Spelling;
            const NAME: &'static str = $name;
            const IS_A_TUPLE: bool = $tuple;

            fn of<F>($a: F, $b: F) -> impl Future<Output: Debug>
            where
                F: IntoFuture<Output = ()>,
            {
                $of
            }
        }
    };
}

combinators! {
    JoinArray, "Join", is a tuple: false,
        |a, b| join([a, b]);
    JoinVec, "Join", is a tuple: false,
        |a, b| join(vec![a, b]);
    JoinThree, "Join", is a tuple: true,
        |a, b| join((a, b, ready(())));
    TryJoinArray, "TryJoin", is a tuple: false,
        |a, b| try_join([fine::<_, ()>(a), fine(b)]);
    TryJoinVec, "TryJoin", is a tuple: false,
        |a, b| try_join(vec![fine::<_, ()>(a), fine(b)]);
    TryJoinThree, "TryJoin", is a tuple: true,
        |a, b| try_join((fine::<_, ()>(a), fine(b), ready(Ok(()))));
    RaceOkArray, "RaceOk", is a tuple: false,
        |a, b| race_ok([fine::<_, ()>(a), fine(b)]);
    RaceOkVec, "RaceOk", is a tuple: false,
        |a, b| race_ok(vec![fine::<_, ()>(a), fine(b)]);
    RaceOkThree, "RaceOk", is a tuple: true,
        |a, b| race_ok((fine::<_, ()>(a), fine::<_, ()>(b), ready(Err(()))));
    SelectArray, "Select", is a tuple: false,
        |a, b| select([a, b]);
    SelectVec, "Select", is a tuple: false,
        |a, b| select(vec![a, b]);
    SelectThree, "Select", is a tuple: true,
        |a, b| select((a, b, pending::<()>()));
    RaceArray, "Race", is a tuple: false,
        |a, b| race([a, b]);
    RaceVec, "Race", is a tuple: false,
        |a, b| race(vec![a, b]);
    RaceThree, "Race", is a tuple: true,
        |a, b| race((a, b, pending()));
}

/// Makes a keeper of a combinator of three.
macro_rules! keepers {
    ($($Combinator:ty: |$a:ident, $b:ident| $of:expr, $both:pat in $kept:ty;)*) => {$(
        impl Keeper for $Combinator {
            type Kept<T, U> = $kept;

            fn keep<A, B>(
                $a: A,
                $b: B,
            ) -> impl Future<Output = Self::Kept<A::Output, B::Output>>
            where
                A: IntoFuture,
                B: IntoFuture,
            {
                $of
            }

            fn both<T, U>(kept: Self::Kept<T, U>) -> (T, U) {
                let $both = kept;
                ($a, $b)
            }
        }
    )*};
}

keepers! {
    JoinThree<ByHand>:
        |a, b| longhand::join((a, b, ready(()))),
        (a, b, ()) in (T, U, ());
    JoinThree<AsAsyncFn>:
        |a, b| longhand::shorthand::join((a, b, ready(()))),
        (a, b, ()) in (T, U, ());
    TryJoinThree<ByHand>:
        |a, b| longhand::try_join((fine(a), fine(b), ready(Ok(())))),
        Ok((a, b, ())) in Result<(T, U, ()), Infallible>;
    TryJoinThree<AsAsyncFn>:
        |a, b| longhand::shorthand::try_join((fine(a), fine(b), ready(Ok(())))),
        Ok((a, b, ())) in Result<(T, U, ()), Infallible>;
    RaceOkThree<ByHand>:
        |a, b| longhand::race_ok((failing(a), failing(b), ready(Err(())))),
        Err((a, b, ())) in Result<Infallible, (T, U, ())>;
    RaceOkThree<AsAsyncFn>:
        |a, b| longhand::shorthand::race_ok((failing(a), failing(b), ready(Err(())))),
        Err((a, b, ())) in Result<Infallible, (T, U, ())>;
}
