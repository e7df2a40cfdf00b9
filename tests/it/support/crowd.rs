//! [`Crowd`]: futures that come and go, in both spellings.

use core::future::Future;

use longhand::{Group, shorthand};

use super::spelling::{AsAsyncFn, ByHand, Spelling};

pub(crate) trait Crowd: Spelling + 'static {
    type Group<F: Future>;

    fn group<F: Future>() -> Self::Group<F>;

    fn push<F: Future>(group: &mut Self::Group<F>, future: F);

    fn next<F: Future>(group: &mut Self::Group<F>) -> impl Future<Output = Option<F::Output>>;

    fn len<F: Future>(group: &Self::Group<F>) -> usize;

    fn clear<F: Future>(group: &mut Self::Group<F>);
}

/// The functions of one spelling, by the type that has them.
macro_rules! functions {
    ($($group:ident)::+) => {
        type Group<F: Future> = $($group)::+<F>;

        fn group<F: Future>() -> Self::Group<F> {
            Self::Group::<F>::new()
        }

        fn push<F: Future>(group: &mut Self::Group<F>, future: F) {
            group.push(future);
        }

        fn next<F: Future>(group: &mut Self::Group<F>) -> impl Future<Output = Option<F::Output>> {
            group.next()
        }

        fn len<F: Future>(group: &Self::Group<F>) -> usize {
            assert_eq!(group.is_empty(), group.len() == 0);
            group.len()
        }

        fn clear<F: Future>(group: &mut Self::Group<F>) {
            group.clear();
        }
    };
}

impl Crowd for ByHand {
    functions!(Group);
}

impl Crowd for AsAsyncFn {
    functions!(shorthand::Group);
}
