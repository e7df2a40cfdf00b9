//! [`Memory`]: where the two sides of a channel meet.

#[cfg(feature = "alloc")]
mod allocated;

use core::marker::PhantomData;
use core::ops::Deref;

use super::lending::Loan;
use super::{mpsc, oneshot};

/// Where the memory of a channel is: [`Allocated`], or [`Lent`].
///
/// Each end has it as a parameter, and so knows how to give the memory back. Nobody else can implement it.
pub trait Memory<T>: oneshot::Keeper<T> + Sharing<mpsc::Shared<T>> {}

impl<T, M> Memory<T> for M where M: oneshot::Keeper<T> + Sharing<mpsc::Shared<T>> {}

/// The pointer by which many share one value.
pub trait Sharing<V> {
    /// The last of them drops the value.
    type Pointer: Deref<Target = V> + Clone + Unpin;
}

/// Memory of the allocator's, freed when both sides are gone. The default.
#[derive(Debug)]
pub enum Allocated {}

/// Memory that is borrowed for `'a`: from a [`oneshot::Slot`], or from an [`mpsc::Ring`]. It is
/// `Lent<'static>` if that is a `static`.
#[derive(Debug)]
pub struct Lent<'a>(PhantomData<&'a ()>);

impl<'a, V: 'a> Sharing<V> for Lent<'a> {
    type Pointer = Loan<'a, V>;
}
