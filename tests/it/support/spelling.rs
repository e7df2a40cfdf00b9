//! [`Spelling`]: the same functions by hand and as `async fn`s, and all that they may do
//! differently.
//!
//! A test of the contract takes a spelling and runs for both. What an `async fn` cannot be
//! (`Unpin`, `UnwindSafe`, printed, asked whether it is terminated) is tested by hand alone. What
//! else may differ, if a drop panics, is in `schedules/difference.rs`.

use core::future::{Future, IntoFuture};

use longhand::OneOf2;
use longhand::timeout::Elapsed;

pub(crate) trait Spelling {
    fn join<A, B>(children: (A, B)) -> impl Future<Output = (A::Output, B::Output)>
    where
        A: IntoFuture,
        B: IntoFuture;

    fn select<A, B>(children: (A, B)) -> impl Future<Output = OneOf2<A::Output, B::Output>>
    where
        A: IntoFuture,
        B: IntoFuture;

    fn race<A, B>(children: (A, B)) -> impl Future<Output = A::Output>
    where
        A: IntoFuture,
        B: IntoFuture<Output = A::Output>;

    fn try_join<A, B, T, U, E>(children: (A, B)) -> impl Future<Output = Result<(T, U), E>>
    where
        A: IntoFuture<Output = Result<T, E>>,
        B: IntoFuture<Output = Result<U, E>>;

    fn race_ok<A, B, T, D, E>(children: (A, B)) -> impl Future<Output = Result<T, (D, E)>>
    where
        A: IntoFuture<Output = Result<T, D>>,
        B: IntoFuture<Output = Result<T, E>>;

    fn timeout<L, F>(limit: L, future: F) -> impl Future<Output = Result<F::Output, Elapsed>>
    where
        L: IntoFuture<Output = ()>,
        F: IntoFuture;

    fn yield_now() -> impl Future<Output = ()>;

    /// `into_future` is called when the future is made, on the first child first. An `async fn`
    /// has no such moment: it calls it in the first poll, and on the second child first, because
    /// locals drop in reverse; those of an array or a `Vec` it converts in index order.
    const CONVERTS_AT_ONCE: bool;

    /// Dropped before its first poll, it drops its children in index order. An `async fn` still
    /// holds its arguments then, and drops them in the order of its signature.
    const HOLDS_CHILDREN_AT_ONCE: bool;

    /// Misuse is blamed on the line that polls. An `async fn` blames a line of its own.
    const BLAMES_THE_CALLER: bool;

    /// What a poll after completion panics with.
    fn after_completion(name: &str) -> String;

    /// What a poll after the panic of a child panics with.
    fn after_a_panic(name: &str) -> String;
}

pub(crate) struct ByHand;

impl Spelling for ByHand {
    functions!(longhand);

    const CONVERTS_AT_ONCE: bool = true;
    const HOLDS_CHILDREN_AT_ONCE: bool = true;
    const BLAMES_THE_CALLER: bool = true;

    fn after_completion(name: &str) -> String {
        format!("`{name}` polled after completion")
    }

    fn after_a_panic(name: &str) -> String {
        format!("`{name}` polled after a child panicked")
    }
}

pub(crate) struct AsAsyncFn;

impl Spelling for AsAsyncFn {
    functions!(longhand::shorthand);

    const CONVERTS_AT_ONCE: bool = false;
    const HOLDS_CHILDREN_AT_ONCE: bool = false;
    const BLAMES_THE_CALLER: bool = false;

    fn after_completion(_: &str) -> String {
        "`async fn` resumed after completion".to_owned()
    }

    fn after_a_panic(_: &str) -> String {
        "`async fn` resumed after panicking".to_owned()
    }
}

/// The functions of one spelling, by where they are found.
macro_rules! functions {
    ($($found:ident)::+) => {
        fn join<A, B>(children: (A, B)) -> impl Future<Output = (A::Output, B::Output)>
        where
            A: IntoFuture,
            B: IntoFuture,
        {
            $($found::)+join(children)
        }

        fn select<A, B>(children: (A, B)) -> impl Future<Output = OneOf2<A::Output, B::Output>>
        where
            A: IntoFuture,
            B: IntoFuture,
        {
            $($found::)+select(children)
        }

        fn race<A, B>(children: (A, B)) -> impl Future<Output = A::Output>
        where
            A: IntoFuture,
            B: IntoFuture<Output = A::Output>,
        {
            $($found::)+race(children)
        }

        fn try_join<A, B, T, U, E>(children: (A, B)) -> impl Future<Output = Result<(T, U), E>>
        where
            A: IntoFuture<Output = Result<T, E>>,
            B: IntoFuture<Output = Result<U, E>>,
        {
            $($found::)+try_join(children)
        }

        fn race_ok<A, B, T, D, E>(children: (A, B)) -> impl Future<Output = Result<T, (D, E)>>
        where
            A: IntoFuture<Output = Result<T, D>>,
            B: IntoFuture<Output = Result<T, E>>,
        {
            $($found::)+race_ok(children)
        }

        fn timeout<L, F>(limit: L, future: F) -> impl Future<Output = Result<F::Output, Elapsed>>
        where
            L: IntoFuture<Output = ()>,
            F: IntoFuture,
        {
            $($found::)+timeout(limit, future)
        }

        fn yield_now() -> impl Future<Output = ()> {
            $($found::)+yield_now()
        }
    };
}
use functions;

/// Makes two tests of every rule that is named: one for each spelling.
macro_rules! both_spellings {
    ($($rule:ident),* $(,)?) => {
        mod by_hand {
            $(#[test]
            fn $rule() {
                super::$rule::<$crate::support::spelling::ByHand>();
            })*
        }
        mod as_async_fn {
            $(#[test]
            fn $rule() {
                super::$rule::<$crate::support::spelling::AsAsyncFn>();
            })*
        }
    };
}
pub(crate) use both_spellings;
