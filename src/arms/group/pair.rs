//! The places of two arms.
#![expect(
    unsafe_code,
    reason = "a group answers for it that every place goes with its own mark"
)]

use core::pin::Pin;
use core::task::{Context, Poll};

use pin_project::pin_project;

use super::marks::{Marks, bytes};
use super::place::Place;
use super::{ArmMut, Group};
use crate::arms::{Arm, Arms, IntoArms};
use crate::select::OneOf2;

#[pin_project(project = Projection)]
pub struct Pair<A: Arm, B: Arm> {
    #[pin]
    first: Place<A>,
    #[pin]
    second: Place<B>,
    marks: Marks<[u8; bytes(2)]>,
}

impl<A: Arm, B: Arm> IntoArms for (A, B) {
    type Item = OneOf2<A::Item, B::Item>;
    type Group = Pair<A, B>;

    #[inline]
    fn into_arms(self) -> Pair<A, B> {
        let (first, first_state) = Place::new(self.0);
        let (second, second_state) = Place::new(self.1);
        Pair {
            first,
            second,
            marks: Marks::new([0; bytes(2)], [first_state, second_state]),
        }
    }
}

impl<A: Arm, B: Arm> Pair<A, B> {
    #[inline]
    fn first(self: Pin<&mut Self>) -> ArmMut<'_, A> {
        let Projection { first, marks, .. } = self.project();
        // SAFETY: its own mark.
        unsafe { ArmMut::new(first, marks.mark(0)) }
    }

    #[inline]
    fn second(self: Pin<&mut Self>) -> ArmMut<'_, B> {
        let Projection { second, marks, .. } = self.project();
        // SAFETY: its own mark.
        unsafe { ArmMut::new(second, marks.mark(1)) }
    }
}

impl<A: Arm, B: Arm> Group for Pair<A, B> {
    type Item = OneOf2<A::Item, B::Item>;
    type Bytes = [u8; bytes(2)];
    const ARMS: usize = 2;

    #[inline]
    fn marks(&self) -> &Marks<Self::Bytes> {
        &self.marks
    }

    #[inline]
    fn marks_mut(self: Pin<&mut Self>) -> &mut Marks<Self::Bytes> {
        self.project().marks
    }

    #[inline]
    fn next(self: Pin<&mut Self>, arm: usize, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match arm {
            0 => self.first().next(cx).map(|item| item.map(OneOf2::First)),
            _ => self.second().next(cx).map(|item| item.map(OneOf2::Second)),
        }
    }

    #[inline]
    fn keep(self: Pin<&mut Self>, arm: usize, cx: &mut Context<'_>) {
        match arm {
            0 => self.first().keep(cx),
            _ => self.second().keep(cx),
        }
    }

    #[inline]
    fn stop(self: Pin<&mut Self>, arm: usize) {
        match arm {
            0 => self.first().stop(),
            _ => self.second().stop(),
        }
    }
}

impl<A: Arm, B: Arm> Arms<(A, B)> {
    /// The first arm.
    pub fn first(self: Pin<&mut Self>) -> ArmMut<'_, A> {
        self.project().group.first()
    }

    /// The second arm.
    pub fn second(self: Pin<&mut Self>) -> ArmMut<'_, B> {
        self.project().group.second()
    }
}
