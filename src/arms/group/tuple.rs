//! The places of 3 to 12 arms: the pair line by line.
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
use crate::arity::each_arity;
use crate::arms::{Arm, Arms, IntoArms};
use crate::select::*;

macro_rules! group {
    ($OneOf:ident [$(($index:tt $child:ident $Winner:ident $F:ident))+] $reversed:tt) => {
        const _: () = {
            const ARMS: usize = [$($index),+].len();

            #[pin_project(project = Projection)]
            pub struct Places<$($F: Arm),+> {
                $(#[pin] $child: Place<$F>,)+
                marks: Marks<[u8; bytes(ARMS)]>,
            }

            impl<$($F: Arm),+> IntoArms for ($($F,)+) {
                type Item = $OneOf<$($F::Item),+>;
                type Group = Places<$($F),+>;

                #[inline]
                fn into_arms(self) -> Self::Group {
                    $(let $child = Place::new(self.$index);)+
                    Places {
                        marks: Marks::new([0; bytes(ARMS)], [$($child.1),+]),
                        $($child: $child.0,)+
                    }
                }
            }

            impl<$($F: Arm),+> Places<$($F),+> {
                $(
                    #[inline]
                    fn $child(self: Pin<&mut Self>) -> ArmMut<'_, $F> {
                        let Projection { $child, marks, .. } = self.project();
                        // SAFETY: its own mark.
                        unsafe { ArmMut::new($child, marks.mark($index)) }
                    }
                )+
            }

            impl<$($F: Arm),+> Group for Places<$($F),+> {
                type Item = $OneOf<$($F::Item),+>;
                type Bytes = [u8; bytes(ARMS)];
                const ARMS: usize = ARMS;

                #[inline]
                fn marks(&self) -> &Marks<Self::Bytes> {
                    &self.marks
                }

                #[inline]
                fn marks_mut(self: Pin<&mut Self>) -> &mut Marks<Self::Bytes> {
                    self.project().marks
                }

                #[inline]
                fn next(
                    self: Pin<&mut Self>,
                    arm: usize,
                    cx: &mut Context<'_>,
                ) -> Poll<Option<Self::Item>> {
                    match arm {
                        $($index => self.$child().next(cx).map(|item| item.map($OneOf::$Winner)),)+
                        _ => unreachable!("there are no more arms"),
                    }
                }

                #[inline]
                fn keep(self: Pin<&mut Self>, arm: usize, cx: &mut Context<'_>) {
                    match arm {
                        $($index => self.$child().keep(cx),)+
                        _ => unreachable!("there are no more arms"),
                    }
                }

                #[inline]
                fn stop(self: Pin<&mut Self>, arm: usize) {
                    match arm {
                        $($index => self.$child().stop(),)+
                        _ => unreachable!("there are no more arms"),
                    }
                }
            }

            impl<$($F: Arm),+> Arms<($($F,)+)> {
                $(
                    #[doc = concat!("The ", stringify!($child), " arm.")]
                    pub fn $child(self: Pin<&mut Self>) -> ArmMut<'_, $F> {
                        self.project().group.$child()
                    }
                )+
            }
        };
    };
}
each_arity!(group);
