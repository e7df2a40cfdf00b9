//! The [`Contest`] of each tuple of 3 to 12: an enum that holds the children in whatever order
//! takes the least room.

use core::future::Future;
use core::pin::Pin;
use core::task::Context;

use pin_project::pin_project;

use super::{Contest, Contestants, Pass};
use crate::arity::each_arity;
use crate::child::Child;
use crate::select::*;
use crate::turn::Turn;
use crate::unwind::End;

macro_rules! contest {
    ($OneOf:ident [$(($index:tt $child:ident $Winner:ident $F:ident))+] $reversed:tt) => {
        const _: () = {
            #[pin_project(project = Projection)]
            pub enum State<$($F),+> {
                Racing { $(#[pin] $child: Child<$F>),+ },
                Finished,
                Panicked,
            }

            impl<$($F: Future),+> Contestants for ($($F,)+) {
                type Winner = $OneOf<$($F::Output),+>;
                type Contest = State<$($F),+>;

                #[inline]
                fn contest(self) -> Self::Contest {
                    State::Racing { $($child: Child::new(self.$index)),+ }
                }
            }

            impl<$($F: Future),+> Contest for State<$($F),+> {
                type Winner = $OneOf<$($F::Output),+>;

                #[inline]
                fn poll_in_turn(
                    self: Pin<&mut Self>,
                    cx: &mut Context<'_>,
                    turn: &mut Turn,
                ) -> Pass<Self::Winner> {
                    const CHILDREN: usize = [$($index),+].len();
                    match self.project() {
                        Projection::Racing { $(mut $child),+ } => {
                            Ok(turn.poll_each(CHILDREN, |index| match index {
                                $($index => $child.as_mut().poll(cx).map($OneOf::$Winner),)+
                                _ => unreachable!("a turn is one of the children's"),
                            }))
                        }
                        Projection::Finished => Err(End::Finished),
                        Projection::Panicked => Err(End::Panicked),
                    }
                }

                #[inline]
                fn end(mut self: Pin<&mut Self>, end: End) {
                    self.set(match end {
                        End::Finished => State::Finished,
                        End::Panicked => State::Panicked,
                    });
                }

                #[inline]
                fn ended(&self) -> Option<End> {
                    match self {
                        State::Racing { .. } => None,
                        State::Finished => Some(End::Finished),
                        State::Panicked => Some(End::Panicked),
                    }
                }
            }
        };
    };
}
each_arity!(contest);
