//! The [`Group`] of an array.
#![expect(
    unsafe_code,
    reason = "a group answers for its slots, and takes what is kept out of them"
)]

use core::array;
use core::future::Future;
use core::marker::PhantomData;
use core::ops::ControlFlow;

use super::{Children, Counted, Group, Rule, Running, Visitor};
use crate::slot::Slot;

/// An array of slots.
pub struct Slots<R: Rule<F::Output>, F: Future, const N: usize>
where
    [(); N]: Counted,
{
    slots: [Slot<F, R::Kept>; N],
    running: Running<<[(); N] as Counted>::Bytes>,
    _rule: PhantomData<fn() -> R>,
}

impl<R: Rule<F::Output>, F: Future, const N: usize> Children<R> for [F; N]
where
    [(); N]: Counted,
{
    type Decided = R::Decided;
    type Kept = [R::Kept; N];
    type Group = Slots<R, F, N>;

    #[inline]
    fn group(self) -> Self::Group {
        Slots {
            slots: self.map(Slot::new),
            running: Running::all(<[(); N]>::NONE, N),
            _rule: PhantomData,
        }
    }
}

// SAFETY: `visit` goes by the indices, and touches no bit itself.
unsafe impl<R: Rule<F::Output>, F: Future, const N: usize> Group for Slots<R, F, N>
where
    [(); N]: Counted,
{
    type Rule = R;
    type Decided = R::Decided;
    type Kept = [R::Kept; N];
    type Bytes = <[(); N] as Counted>::Bytes;

    #[inline]
    fn running(&self) -> &Running<Self::Bytes> {
        &self.running
    }

    #[inline]
    fn running_mut(&mut self) -> &mut Running<Self::Bytes> {
        &mut self.running
    }

    #[inline]
    fn visit<V: Visitor<Self>>(&mut self, visitor: &mut V) -> ControlFlow<V::Break> {
        // A copy: the bits need not be read again after each poll.
        let before = self.running;
        for (index, slot) in self.slots.iter().enumerate() {
            visitor.visit(index, slot, before.has(index), &mut self.running)?;
        }
        ControlFlow::Continue(())
    }

    #[inline]
    unsafe fn take(&mut self) -> Self::Kept {
        // SAFETY: it is there, says the caller, and read once.
        array::from_fn(|index| unsafe { self.slots[index].kept().read() })
    }
}
