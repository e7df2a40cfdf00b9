//! [`Trio`]: three children of one type in a tuple, an array or a `Vec`, and what the crate makes
//! of them in one spelling. The answers of all of them look the same.

use core::future::Future;
use core::marker::PhantomData;

use longhand::{OneOf3, Turn};

use super::spelling::{AsAsyncFn, ByHand};
use super::verdict::judged;

pub(crate) trait Trio {
    fn join<F: Future>(children: [F; 3]) -> impl Future<Output = [F::Output; 3]>;

    fn try_join<F, T, E>(children: [F; 3]) -> impl Future<Output = Result<[T; 3], E>>
    where
        F: Future<Output = Result<T, E>>;

    fn race_ok<F, T, E>(children: [F; 3]) -> impl Future<Output = Result<T, [E; 3]>>
    where
        F: Future<Output = Result<T, E>>;

    /// The place of the winner, and its answer.
    fn select<F: Future>(children: [F; 3]) -> impl Future<Output = (usize, F::Output)>;

    fn select_in_turn<F: Future>(
        children: [F; 3],
        turn: &mut Turn,
    ) -> impl Future<Output = (usize, F::Output)>;

    fn race<F: Future>(children: [F; 3]) -> impl Future<Output = F::Output>;
}

/// Makes a trio, in both spellings, of how its children stand together.
macro_rules! trios {
    ($($Trio:ident: |$a:ident, $b:ident, $c:ident| $children:expr;)*) => {$(
        pub(crate) struct $Trio<S>(PhantomData<S>);

        trios!(
            @ $Trio<ByHand>, longhand, |[$a, $b, $c], turn| $children,
            longhand::select($children).turn(turn)
        );
        trios!(
            @ $Trio<AsAsyncFn>, longhand::shorthand, |[$a, $b, $c], turn| $children,
            longhand::shorthand::select_in_turn($children, turn)
        );
    )*};
    (
        @ $Trio:ty, $($found:ident)::+, |$abc:pat_param, $turn:ident| $children:expr,
        $in_turn:expr
    ) => {
        impl Trio for $Trio {
            fn join<F: Future>($abc: [F; 3]) -> impl Future<Output = [F::Output; 3]> {
                judged($($found)::+::join($children), Answers::list)
            }

            fn try_join<F, T, E>($abc: [F; 3]) -> impl Future<Output = Result<[T; 3], E>>
            where
                F: Future<Output = Result<T, E>>,
            {
                judged($($found)::+::try_join($children), |all| all.map(Answers::list))
            }

            fn race_ok<F, T, E>($abc: [F; 3]) -> impl Future<Output = Result<T, [E; 3]>>
            where
                F: Future<Output = Result<T, E>>,
            {
                judged($($found)::+::race_ok($children), |one| one.map_err(Answers::list))
            }

            fn select<F: Future>($abc: [F; 3]) -> impl Future<Output = (usize, F::Output)> {
                judged($($found)::+::select($children), Winner::place)
            }

            fn select_in_turn<F: Future>(
                $abc: [F; 3],
                $turn: &mut Turn,
            ) -> impl Future<Output = (usize, F::Output)> {
                judged($in_turn, Winner::place)
            }

            fn race<F: Future>($abc: [F; 3]) -> impl Future<Output = F::Output> {
                $($found)::+::race($children)
            }
        }
    };
}

trios! {
    Tuple: |a, b, c| (a, b, c);
    Array: |a, b, c| [a, b, c];
    Many: |a, b, c| vec![a, b, c];
}

/// Three answers, however they stand together.
trait Answers<T> {
    fn list(self) -> [T; 3];
}

impl<T> Answers<T> for (T, T, T) {
    fn list(self) -> [T; 3] {
        self.into()
    }
}

impl<T> Answers<T> for [T; 3] {
    fn list(self) -> [T; 3] {
        self
    }
}

impl<T> Answers<T> for Vec<T> {
    fn list(self) -> [T; 3] {
        let Ok(list) = self.try_into() else {
            panic!("three children have three answers");
        };
        list
    }
}

/// Who has won, and the answer.
trait Winner<T> {
    fn place(self) -> (usize, T);
}

impl<T> Winner<T> for OneOf3<T, T, T> {
    fn place(self) -> (usize, T) {
        match self {
            OneOf3::First(answer) => (0, answer),
            OneOf3::Second(answer) => (1, answer),
            OneOf3::Third(answer) => (2, answer),
        }
    }
}

impl<T> Winner<T> for (usize, T) {
    fn place(self) -> (usize, T) {
        self
    }
}

/// Makes a test of every rule for a combinator of each trio, in each spelling.
macro_rules! every_trio {
    ($module:ident: $Of:ident: $($rule:ident)*) => {
        mod $module {
            use super::*;
            use $crate::support::spelling::{AsAsyncFn, ByHand};
            use $crate::support::trio::{Array, Many, Tuple, every_trio};

            every_trio!(@ tuple_by_hand: $Of<Tuple<ByHand>>: $($rule)*);
            every_trio!(@ tuple_as_async_fn: $Of<Tuple<AsAsyncFn>>: $($rule)*);
            every_trio!(@ array_by_hand: $Of<Array<ByHand>>: $($rule)*);
            every_trio!(@ array_as_async_fn: $Of<Array<AsAsyncFn>>: $($rule)*);
            every_trio!(@ vec_by_hand: $Of<Many<ByHand>>: $($rule)*);
            every_trio!(@ vec_as_async_fn: $Of<Many<AsAsyncFn>>: $($rule)*);
        }
    };
    (@ $module:ident: $of:ty: $($rule:ident)*) => {
        mod $module {
            use super::*;

            $(#[test]
            fn $rule() {
                super::super::$rule::<$of>();
            })*
        }
    };
}
pub(crate) use every_trio;
