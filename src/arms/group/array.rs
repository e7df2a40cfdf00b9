//! The places of an array of arms.
#![expect(
    unsafe_code,
    reason = "a group answers for it that every place goes with its own mark"
)]

use core::pin::Pin;
use core::task::{Context, Poll};

use pin_project::pin_project;

use super::marks::{Marks, State};
use super::place::Place;
use super::{ArmMut, Group};
use crate::arms::{Arm, Arms, IntoArms};
use crate::child::at;
use crate::keeping::Counted;

#[pin_project(project = Projection)]
pub struct Places<A: Arm, const N: usize>
where
    [(); N]: Counted,
{
    #[pin]
    places: [Place<A>; N],
    marks: Marks<<[(); N] as Counted>::Marks>,
}

impl<A: Arm, const N: usize> IntoArms for [A; N]
where
    [(); N]: Counted,
{
    type Item = (usize, A::Item);
    type Group = Places<A, N>;

    #[inline]
    fn into_arms(self) -> Places<A, N> {
        const { assert!(N > 0, "`arms` of an empty array: nothing can come of it") };
        let mut states = [State::Off; N];
        let mut next = states.iter_mut();
        let places = self.map(|arm| {
            let (place, state) = Place::new(arm);
            next.next().into_iter().for_each(|of_it| *of_it = state);
            place
        });
        Places {
            places,
            marks: Marks::new(<[(); N]>::OFF, states),
        }
    }
}

impl<A: Arm, const N: usize> Places<A, N>
where
    [(); N]: Counted,
{
    #[inline]
    fn arm(self: Pin<&mut Self>, arm: usize) -> ArmMut<'_, A> {
        let Projection { places, marks } = self.project();
        // SAFETY: its own mark.
        unsafe { ArmMut::new(at(places, arm), marks.mark(arm)) }
    }
}

impl<A: Arm, const N: usize> Group for Places<A, N>
where
    [(); N]: Counted,
{
    type Item = (usize, A::Item);
    type Bytes = <[(); N] as Counted>::Marks;
    const ARMS: usize = N;

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
        let item = self.arm(arm).next(cx);
        item.map(|item| item.map(|item| (arm, item)))
    }

    #[inline]
    fn keep(self: Pin<&mut Self>, arm: usize, cx: &mut Context<'_>) {
        self.arm(arm).keep(cx);
    }

    #[inline]
    fn stop(self: Pin<&mut Self>, arm: usize) {
        self.arm(arm).stop();
    }
}

impl<A: Arm, const N: usize> Arms<[A; N]>
where
    [(); N]: Counted,
{
    /// The arm with this index.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[track_caller]
    pub fn arm(self: Pin<&mut Self>, index: usize) -> ArmMut<'_, A> {
        assert!(index < N, "`Arms` have no arm {index}: there are {N}");
        self.project().group.arm(index)
    }
}
