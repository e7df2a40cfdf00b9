//! The [`Group`] of a `Vec`: the slots are pinned on the heap, and the bits beside them.
#![expect(
    unsafe_code,
    reason = "a group answers for its slots, and takes what is kept out of them"
)]

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use core::future::Future;
use core::marker::PhantomData;
use core::mem;
use core::ops::ControlFlow;

use crate::keeping::{Children, Group, Rule, Running, Visitor, bytes};
use crate::slot::Slot;

/// As many slots as there were futures.
pub struct Slots<R: Rule<F::Output>, F: Future> {
    slots: Box<[Slot<F, R::Kept>]>,
    running: Running<Box<[u8]>>,
    _rule: PhantomData<fn() -> R>,
}

// The slots are pinned on the heap, so the group itself may move.
impl<R: Rule<F::Output>, F: Future> Unpin for Slots<R, F> {}

impl<R: Rule<F::Output>, F: Future> Children<R> for Vec<F> {
    type Decided = R::Decided;
    type Kept = Vec<R::Kept>;
    type Group = Slots<R, F>;

    #[inline]
    fn group(self) -> Self::Group {
        let children = self.len();
        Slots {
            slots: self.into_iter().map(Slot::new).collect(),
            running: Running::all(vec![0; bytes(children)].into(), children),
            _rule: PhantomData,
        }
    }
}

// SAFETY: `visit` goes by the indices, and touches no bit itself.
unsafe impl<R: Rule<F::Output>, F: Future> Group for Slots<R, F> {
    type Rule = R;
    type Decided = R::Decided;
    type Kept = Vec<R::Kept>;
    type Bytes = Box<[u8]>;

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
        for (index, slot) in self.slots.iter().enumerate() {
            visitor.visit(index, slot, self.running.has(index), &mut self.running)?;
        }
        ControlFlow::Continue(())
    }

    unsafe fn take(&mut self) -> Self::Kept {
        let slots = Vec::from(mem::take(&mut self.slots));
        // Where slots and answers are laid out alike, this is the same memory.
        // SAFETY: it is there, says the caller, and read once.
        let kept = slots.into_iter().map(|slot| unsafe { slot.kept().read() });
        kept.collect()
    }
}
