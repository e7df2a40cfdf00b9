//! [`each_arity!`]: the one list of the tuples that are longer than a pair.
//!
//! A pair is written by hand, to be read. From three on the machines differ in nothing but their
//! length, and a macro writes them from this list; `tests/it/arity.rs` holds them to the pair.

/// Calls a macro for each tuple of 3 to 12 with the name of its `OneOf`, its children in index
/// order and the same in reverse. A child is `(index, name, winner, type)`.
macro_rules! each_arity {
    ($do:ident) => {
        $crate::arity::each_arity! { $do
            [(0 first First A) (1 second Second B)]
            [(1 second Second B) (0 first First A)]
            OneOf3 (2 third Third C)
            OneOf4 (3 fourth Fourth D)
            OneOf5 (4 fifth Fifth E)
            OneOf6 (5 sixth Sixth F)
            OneOf7 (6 seventh Seventh G)
            OneOf8 (7 eighth Eighth H)
            OneOf9 (8 ninth Ninth I)
            OneOf10 (9 tenth Tenth J)
            OneOf11 (10 eleventh Eleventh K)
            OneOf12 (11 twelfth Twelfth L)
        }
    };
    ($do:ident $children:tt $reversed:tt) => {};
    ($do:ident [$($child:tt)+] [$($reversed:tt)+] $OneOf:ident $next:tt $($longer:tt)*) => {
        $do! { $OneOf [$($child)+ $next] [$next $($reversed)+] }
        $crate::arity::each_arity! { $do [$($child)+ $next] [$next $($reversed)+] $($longer)* }
    };
}
pub(crate) use each_arity;
