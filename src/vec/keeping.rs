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
use core::task::Context;

use crate::keeping::{Bits, Children, Group, Pass, Rule, Running, Visitor, Wakers, bytes};
use crate::slot::Slot;
use crate::waker::Precise;

/// Bits on the heap, and how many of the children's are set: of many, none is looked at to know that
/// one is left.
pub struct Counting {
    bytes: Box<[u8]>,
    set: usize,
}

impl Bits for Counting {
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    #[inline]
    fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }

    #[inline]
    fn count_down(&mut self) {
        self.set -= 1;
    }

    #[inline]
    fn is_empty(&self) -> bool {
        self.set == 0
    }
}

/// As many slots as there were futures.
pub struct Slots<R: Rule<F::Output>, F: Future> {
    slots: Box<[Slot<F, R::Kept>]>,
    running: Running<Counting>,
    wakers: Precise,
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
        let bits = Counting {
            bytes: vec![0; bytes(children)].into(),
            set: children,
        };
        Slots {
            slots: self.into_iter().map(Slot::new).collect(),
            running: Running::all(bits, children),
            wakers: Precise::default(),
            _rule: PhantomData,
        }
    }
}

// SAFETY: `visit` goes by the indices, and it and `pass` touch no bit themselves.
unsafe impl<R: Rule<F::Output>, F: Future> Group for Slots<R, F> {
    type Rule = R;
    type Decided = R::Decided;
    type Kept = Vec<R::Kept>;
    type Bits = Counting;

    #[inline]
    fn running(&self) -> &Running<Self::Bits> {
        &self.running
    }

    #[inline]
    fn running_mut(&mut self) -> &mut Running<Self::Bits> {
        &mut self.running
    }

    #[inline]
    fn visit<V: Visitor<Self>>(&mut self, visitor: &mut V) -> ControlFlow<V::Break> {
        for (index, slot) in self.slots.iter().enumerate() {
            visitor.visit(index, slot, self.running.has(index), &mut self.running)?;
        }
        ControlFlow::Continue(())
    }

    #[inline]
    fn pass(&mut self, cx: &mut Context<'_>) -> ControlFlow<Self::Decided> {
        self.wakers.pass(self.slots.len(), cx, |child, cx| {
            let (slot, runs) = (&self.slots[child], self.running.has(child));
            Visitor::<Self>::visit(&mut Pass { cx }, child, slot, runs, &mut self.running)
        })
    }

    unsafe fn take(&mut self) -> Self::Kept {
        let slots = Vec::from(mem::take(&mut self.slots));
        // Where slots and answers are laid out alike, this is the same memory.
        // SAFETY: it is there, says the caller, and read once.
        let kept = slots.into_iter().map(|slot| unsafe { slot.kept().read() });
        kept.collect()
    }
}
