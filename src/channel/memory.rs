//! [`Memory`]: where the two sides of a channel meet.

use core::marker::PhantomData;

use super::oneshot;

/// Where the memory of a channel is: [`Allocated`], or [`Lent`].
///
/// It is a parameter of what both sides have of a channel, so that each knows what to do when it leaves.
/// Nobody else can implement it.
pub trait Memory<T>: oneshot::Keeper<T> {}

impl<T, M> Memory<T> for M where M: oneshot::Keeper<T> {}

/// Memory of the allocator's, freed when both sides are gone. It is so if nothing is said.
#[derive(Debug)]
pub enum Allocated {}

/// Memory that is borrowed for `'a`, from a [`Slot`](oneshot::Slot): `Lent<'static>` if that is a `static`.
#[derive(Debug)]
pub struct Lent<'a>(PhantomData<&'a ()>);
