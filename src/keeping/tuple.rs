//! The [`Group`] of each tuple of 3 to 12: a struct of slots, in whatever order takes the least
//! room.
#![expect(
    unsafe_code,
    reason = "a group answers for its slots, and takes what is kept out of them"
)]

use core::future::Future;
use core::marker::PhantomData;
use core::ops::ControlFlow;

use super::{Children, Group, Rule, Running, Visitor, bytes};
use crate::arity::each_arity;
use crate::slot::Slot;

macro_rules! group {
    ($OneOf:ident [$(($index:tt $child:ident $Winner:ident $F:ident))+] $reversed:tt) => {
        const _: () = {
            const CHILDREN: usize = [$($index),+].len();

            pub struct Slots<R: $(Rule<$F::Output> +)+, $($F: Future),+> {
                $($child: Slot<$F, <R as Rule<$F::Output>>::Kept>,)+
                running: Running<[u8; bytes(CHILDREN)]>,
                _rule: PhantomData<fn() -> R>,
            }

            impl<R, Decided, $($F: Future),+> Children<R> for ($($F,)+)
            where
                $(R: Rule<$F::Output, Decided = Decided>,)+
            {
                type Decided = Decided;
                type Kept = ($(<R as Rule<$F::Output>>::Kept,)+);
                type Group = Slots<R, $($F),+>;

                #[inline]
                fn group(self) -> Self::Group {
                    Slots {
                        $($child: Slot::new(self.$index),)+
                        running: Running::all([0; bytes(CHILDREN)], CHILDREN),
                        _rule: PhantomData,
                    }
                }
            }

            // SAFETY: `visit` goes by the indices, and touches no bit itself.
            unsafe impl<R, Decided, $($F: Future),+> Group for Slots<R, $($F),+>
            where
                $(R: Rule<$F::Output, Decided = Decided>,)+
            {
                type Rule = R;
                type Decided = Decided;
                type Kept = ($(<R as Rule<$F::Output>>::Kept,)+);
                type Bytes = [u8; bytes(CHILDREN)];

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
                    $(visitor.visit($index, &self.$child, before.has($index), &mut self.running)?;)+
                    ControlFlow::Continue(())
                }

                #[inline]
                unsafe fn take(&mut self) -> Self::Kept {
                    // SAFETY: it is there, says the caller, and read once.
                    ($(unsafe { self.$child.kept().read() },)+)
                }
            }
        };
    };
}
each_arity!(group);
