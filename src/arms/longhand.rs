//! [`Arms`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! What an arm does by itself is in `place.rs`. Of all of them:
//!
//! | # | in one pass, from the arm on whose turn it is        | returns           |
//! |---|------------------------------------------------------|-------------------|
//! | 1 | one has kept something or gives something: next turn | `Ready(Some)`     |
//! | 2 | some are pending, the others off                     | `Pending`         |
//! | 3 | all are off                                          | `Ready(None)`     |
//! | 4 | one panics, in its poll or in its drop               | the panic goes on |
//!
//! After row 3 they can be set again. After row 4 all are off, and a further poll panics.
//!
//! # Invariants
//!
//! - I1: an arm that has ended is dropped in the same pass, so none is polled past its end.
//! - I2: after row 2 every arm that runs holds the caller's latest waker.

use core::fmt;
use core::future::IntoFuture;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::stream::{FusedStream, Stream};
use pin_project::{pin_project, pinned_drop};

use super::group::{Group, Marks};
use super::{Drive, IntoArms, Next};
use crate::turn::Turn;
use crate::unwind::{End, OnUnwind};

/// The stream of [`arms`](super::arms()): `C` is a tuple of arms, or an array.
#[must_use = "arms do nothing unless they are asked for the next event"]
#[pin_project(PinnedDrop)]
pub struct Arms<C: IntoArms> {
    #[pin]
    pub(super) group: C::Group,
}

impl<C: IntoArms> Arms<C> {
    /// Waits for the next event. [*Lossless*](crate#cancel-safety): what is dropped with the future is
    /// a reference.
    ///
    /// `None` if all arms are off. They can be set again.
    #[inline]
    pub fn next(self: Pin<&mut Self>) -> Next<'_, C> {
        Next::new(self)
    }

    /// Runs a handler to its end, and asks the arms meanwhile. Each keeps one result at most, for
    /// the [`next`](Arms::next) to hand out. It is [as lossless](crate#cancel-safety) as the handler:
    /// dropped, it drops that, and nothing of the arms'.
    ///
    /// The handler goes first in every poll. If it panics it is dropped, and the arms live on.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use core::pin::pin;
    /// use longhand::{OneOf2, arms, channel::oneshot::oneshot, once};
    ///
    /// let (sender, receiver) = oneshot();
    /// let work = async { sender.send("halfway done") };
    /// let mut arms = pin!(arms((once(async {}), once(work))));
    /// assert_eq!(arms.as_mut().next().await, Some(OneOf2::First(())));
    ///
    /// // The handler waits for what an arm has to do first.
    /// let word = arms.as_mut().drive(receiver).await;
    /// assert_eq!(word, Ok("halfway done"));
    /// assert_eq!(arms.as_mut().next().await, Some(OneOf2::Second(Ok(()))));
    /// # });
    /// ```
    #[inline]
    pub fn drive<H: IntoFuture>(self: Pin<&mut Self>, handler: H) -> Drive<'_, C, H::IntoFuture> {
        Drive::new(self, handler.into_future())
    }

    /// Whose turn it is to be asked first.
    pub fn turn(&self) -> Turn {
        self.group.marks().turn()
    }

    /// Makes it the turn of another. In a loop that calls it with [`Turn::new`] the order is
    /// priority.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use core::future::ready;
    /// use core::pin::pin;
    /// use longhand::{Turn, arms, every};
    ///
    /// let mut arms = pin!(arms([(); 2].map(|()| every(|| ready("a")))));
    /// for fair in [0, 1, 0, 1] {
    ///     assert_eq!(arms.as_mut().next().await, Some((fair, "a")));
    /// }
    /// for biased in [0, 0, 0, 0] {
    ///     arms.as_mut().set_turn(Turn::new());
    ///     assert_eq!(arms.as_mut().next().await, Some((biased, "a")));
    /// }
    /// # });
    /// ```
    pub fn set_turn(self: Pin<&mut Self>, turn: Turn) {
        let turn = turn.among(C::Group::ARMS);
        self.project().group.marks_mut().set_turn(turn);
    }

    /// One pass in which every arm that runs is asked, and what comes is kept.
    #[inline]
    #[track_caller]
    pub(super) fn keep(self: Pin<&mut Self>, cx: &mut Context<'_>) {
        let mut guard = self.guarded();
        for arm in 0..C::Group::ARMS {
            guard.state.as_mut().keep(arm, cx);
        }
        guard.disarm();
    }

    /// The arms, which are all stopped if one panics.
    #[inline]
    #[track_caller]
    fn guarded(self: Pin<&mut Self>) -> OnUnwind<'_, C::Group> {
        let guard = OnUnwind::new(self.project().group, |mut group| {
            group.as_mut().marks_mut().panicked();
            stop_each(group);
        });
        if guard.state.marks().have_panicked() {
            guard.misuse("Arms", End::Panicked);
        }
        guard
    }
}

impl<C: IntoArms> Stream for Arms<C> {
    type Item = C::Item;

    #[inline]
    #[track_caller]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<C::Item>> {
        let mut guard = self.guarded();
        let mut turn = guard.state.marks().turn();
        let item = turn.poll_each(C::Group::ARMS, |arm| {
            match guard.state.as_mut().next(arm, cx) {
                Poll::Ready(Some(item)) => Poll::Ready(item),
                // It is off, and it is for the others to say whether anything comes.
                Poll::Ready(None) | Poll::Pending => Poll::Pending,
            }
        });
        let marks = guard.state.as_mut().marks_mut();
        let item = match item {
            Poll::Ready(item) => {
                marks.set_turn(turn.among(C::Group::ARMS));
                Poll::Ready(Some(item)) // 1
            }
            Poll::Pending if marks.all_are_off() => Poll::Ready(None), // 3
            Poll::Pending => Poll::Pending,                            // 2
        };
        guard.disarm();
        item
    }
}

impl<C: IntoArms> FusedStream for Arms<C> {
    fn is_terminated(&self) -> bool {
        self.group.marks().all_are_off()
    }
}

/// Stops every arm, in index order, each once even if one panics in its drop.
fn stop_each<G: Group>(group: Pin<&mut G>) {
    StopFrom { group, arm: 0 }.run();
}

/// Stops the arms from `arm` on; dropped itself by a panic, it goes on behind the one where that
/// came from.
struct StopFrom<'a, G: Group> {
    group: Pin<&'a mut G>,
    arm: usize,
}

impl<G: Group> StopFrom<'_, G> {
    #[inline]
    fn run(&mut self) {
        while self.arm < G::ARMS {
            let arm = self.arm;
            self.arm += 1;
            self.group.as_mut().stop(arm);
        }
    }
}

impl<G: Group> Drop for StopFrom<'_, G> {
    #[inline]
    fn drop(&mut self) {
        self.run();
    }
}

#[pinned_drop]
impl<C: IntoArms> PinnedDrop for Arms<C> {
    #[inline]
    fn drop(self: Pin<&mut Self>) {
        stop_each(self.project().group);
    }
}

impl<C: IntoArms> fmt::Debug for Arms<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let marks = self.group.marks();
        let mut arms = f.debug_struct("Arms");
        if marks.have_panicked() {
            arms.field("state", &format_args!("Panicked"));
        } else {
            arms.field("arms", &Shown(marks, C::Group::ARMS));
            arms.field("turn", &marks.turn().among(C::Group::ARMS));
        }
        arms.finish()
    }
}

/// The states of so many arms, for `Debug`.
struct Shown<'a, B>(&'a Marks<B>, usize);

impl<B: AsRef<[u8]> + AsMut<[u8]>> fmt::Debug for Shown<'_, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let states = (0..self.1).map(|arm| self.0.state(arm));
        f.debug_list().entries(states).finish()
    }
}
