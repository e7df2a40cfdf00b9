//! [`OneOf3`] to [`OneOf12`]: [`OneOf2`](super::OneOf2) line by line.

use crate::arity::each_arity;

macro_rules! one_of {
    ($OneOf:ident [$(($index:tt $child:ident $Winner:ident $F:ident))+] $reversed:tt) => {
        /// The answer of a [`select`](super::select()) between so many futures: which one won, with
        /// its output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $OneOf<$($F),+> {
            $(
                #[doc = concat!("The ", stringify!($child), " future won.")]
                $Winner($F),
            )+
        }

        impl<$($F),+> $OneOf<$($F),+> {
            $(
                #[doc = concat!("The ", stringify!($child), " future's output, if it won.")]
                pub fn $child(self) -> Option<$F> {
                    match self {
                        $OneOf::$Winner(value) => Some(value),
                        _ => None,
                    }
                }
            )+
        }

        impl<T> $OneOf<$(one_of!(T $F)),+> {
            /// The winner's output, whoever won.
            pub fn into_inner(self) -> T {
                match self {
                    $($OneOf::$Winner(value))|+ => value,
                }
            }
        }
    };
    // As many `T`s as there are futures.
    (T $F:ident) => { T };
}
each_arity!(one_of);
