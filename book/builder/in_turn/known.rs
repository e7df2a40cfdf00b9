//! `{{#table async-known}}`: what a type says of itself, asked of both twins when the page is built.

use std::fmt::Debug;
use std::future::{Ready, ready};
use std::marker::PhantomData;

use futures_util::future::FusedFuture;

use super::{longhand, shorthand};

/// Somebody of type `T` who is asked for a trait.
#[derive(Debug)]
pub struct Asked<T>(PhantomData<T>);

/// Asks a value for its type; the value is dropped.
pub fn ask<T>(_: T) -> Asked<T> {
    Asked(PhantomData)
}

/// Whether a value's type has a trait. A method of the type itself goes before one of a trait, and
/// there is one of the type itself only if the bound holds.
macro_rules! has {
    ($value:expr, $bound:path) => {{
        #[allow(
            dead_code,
            reason = "whichever of the two does not answer is not called"
        )]
        trait Otherwise {
            fn answer(&self) -> bool {
                false
            }
        }
        impl<T> Otherwise for $crate::in_turn::known::Asked<T> {}
        struct Bound<T>(T);
        #[allow(
            dead_code,
            reason = "whichever of the two does not answer is not called"
        )]
        impl<T: $bound> Bound<$crate::in_turn::known::Asked<T>> {
            fn answer(&self) -> bool {
                true
            }
        }
        impl<T> std::ops::Deref for Bound<T> {
            type Target = T;
            fn deref(&self) -> &T {
                &self.0
            }
        }
        Bound($crate::in_turn::known::ask($value)).answer()
    }};
}
pub(crate) use has;

type Plain = Ready<u8>;

/// A row for each trait.
pub fn table() -> String {
    macro_rules! row {
        ($bound:path) => {
            (
                stringify!($bound),
                has!(
                    longhand::in_turn::<Plain, Plain>(ready(1), ready(2)),
                    $bound
                ),
                has!(
                    shorthand::in_turn::<Plain, Plain>(ready(1), ready(2)),
                    $bound
                ),
            )
        };
    }
    let rows = [row!(Send), row!(Debug), row!(Unpin), row!(FusedFuture)];
    let rows = rows.map(|(bound, longhand, shorthand)| {
        format!("| `{bound}` | {} | {} |\n", word(longhand), word(shorthand))
    });
    format!(
        "| of two `ready(…)` | longhand | shorthand |\n|---|---|---|\n{}",
        rows.concat()
    )
}

/// A truth as a word.
pub fn word(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}
