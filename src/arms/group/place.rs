//! [`Place`]: where one arm stands; and [`ArmMut`], with which it is asked, stopped and set.
//!
//! ```text
//!                +---------------5---------------+
//!                v                               |
//! set() --+--> Resting --1--> Running --4--> Keeping
//!         |      ^             ^ |  ^ |
//!         |      +------3------|-+  +-2
//!         +--------------------+
//!
//! any of them --6--> Off
//! ```
//!
//! | # | state    | the arm                       | next                       |
//! |---|----------|-------------------------------|----------------------------|
//! | 1 | Resting  | is asked, and starts a run    | Running                    |
//! | 2 | Running  | is pending                    | Running                    |
//! | 3 | Running  | has a result for the caller   | Resting; Off if it is over |
//! | 4 | Running  | has a result to be kept       | Keeping                    |
//! | 5 | Keeping  | its result is handed out      | Resting; Off if it is over |
//! | 6 | any      | has ended, or is stopped      | Off                        |
//!
//! # Invariants
//!
//! - I1: the mark of a place says what is live in it: in `Off` nothing, in `Resting` the source, in
//!   `Running` the source and a run, in `Keeping` the source and a result.
//! - I2: a place is pinned when an `ArmMut` is made of it; no source and no run is moved from then
//!   on, and each is dropped where it stands.
//! - I3: an `ArmMut` borrows the place and its mark, so nothing else changes them meanwhile.
#![expect(
    unsafe_code,
    reason = "what is live in a place is known by a mark beside it, which the compiler cannot follow"
)]

use core::fmt;
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll, ready};

use super::marks::{Mark, State};
use crate::arms::Arm;
use crate::slot::{self, DropInPlace, Slot};

/// Where an arm stands: what lives as long as it does, and a run or its result.
///
/// It does not know which is live, and drops nothing: see I1.
pub(super) struct Place<A: Arm> {
    source: Slot<A::Source, ()>,
    run: Slot<A::Run, A::Item>,
}

impl<A: Arm> Place<A> {
    /// A place for an arm, and the state that its mark has to have.
    #[inline]
    pub(super) fn new(arm: A) -> (Self, State) {
        let (source, run) = arm.begin();
        let source = Slot::new(source);
        match run {
            Some(run) => {
                let run = Slot::new(run);
                (Place { source, run }, State::Running)
            }
            None => {
                let run = Slot::vacant();
                (Place { source, run }, State::Resting)
            }
        }
    }
}

/// One of the [`Arms`](crate::arms::Arms), to be set, stopped, or asked whether it is live.
#[must_use = "an `ArmMut` is there to call a method of it"]
pub struct ArmMut<'a, A: Arm> {
    place: Pin<&'a mut Place<A>>,
    mark: Mark<'a>,
}

impl<'a, A: Arm> ArmMut<'a, A> {
    /// # Safety
    ///
    /// `mark` is the mark of `place`.
    #[inline]
    pub(super) unsafe fn new(place: Pin<&'a mut Place<A>>, mark: Mark<'a>) -> Self {
        ArmMut { place, mark }
    }

    /// Whether something may still come of it: it runs, or a result of it is kept.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.mark.get() != State::Off
    }

    /// Sets another child in the place of the one that is there, if any: that is dropped where it
    /// stands, and with it a result that is kept. If its drop panics the arm is off.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use core::pin::pin;
    /// use longhand::{arms, once};
    ///
    /// let answer = async |n| n;
    /// let mut arms = pin!(arms([once(answer(1))]));
    /// assert_eq!(arms.as_mut().next().await, Some((0, 1)));
    /// assert_eq!(arms.as_mut().next().await, None);
    /// arms.as_mut().arm(0).set(once(answer(2)));
    /// assert_eq!(arms.as_mut().next().await, Some((0, 2)));
    /// # });
    /// ```
    pub fn set(&mut self, arm: A) {
        self.stop();
        let (source, run) = arm.begin();
        // SAFETY: I1, nothing is live in the place.
        unsafe { self.source().write(source) };
        let state = match run {
            Some(run) => {
                // SAFETY: I1, nothing is live in the place.
                unsafe { self.run().write(run) };
                State::Running
            }
            None => State::Resting,
        };
        self.mark.set(state);
    }

    /// Switches it off: drops the child where it stands, and a result that is kept. If one panics in
    /// its drop the rest is dropped still, and the other arms are as they were.
    pub fn stop(&mut self) {
        let state = self.mark.get();
        self.mark.set(State::Off);
        if state == State::Off {
            return;
        }
        // SAFETY: I1, live until the mark was set.
        let _then = unsafe { DropInPlace::new(self.source()) };
        match state {
            // SAFETY: I1, live until the mark was set.
            State::Running => unsafe { ptr::drop_in_place(self.run()) },
            // SAFETY: I1, live until the mark was set.
            State::Keeping => unsafe { ptr::drop_in_place(self.kept()) },
            State::Resting | State::Off => {}
        }
    }

    /// What is kept of it; or asks it. `None` if nothing will come of it any more.
    #[inline]
    pub(super) fn next(&mut self, cx: &mut Context<'_>) -> Poll<Option<A::Item>> {
        match self.mark.get() {
            State::Off => Poll::Ready(None),
            State::Keeping => Poll::Ready(Some(self.take())), // 5
            State::Resting | State::Running => {
                let item = ready!(self.poll(cx));
                if item.is_some() {
                    self.finish(); // 3
                }
                Poll::Ready(item)
            }
        }
    }

    /// Asks it, unless there is nobody to ask or something is kept already, and keeps what comes.
    #[inline]
    pub(super) fn keep(&mut self, cx: &mut Context<'_>) {
        if let State::Off | State::Keeping = self.mark.get() {
            return;
        }
        if let Poll::Ready(Some(item)) = self.poll(cx) {
            self.mark.set(State::Keeping); // 4
            // SAFETY: I1, a run is live until the line above, and dropped where it stands (I2).
            unsafe { slot::keep(self.run(), self.kept(), item) };
        }
    }

    /// Polls the run, and starts one if there is none. With an item it runs still; with `None` it
    /// is off.
    #[inline]
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<A::Item>> {
        // SAFETY: I1, live: it is neither off nor asked twice.
        let source = unsafe { &mut *self.source() };
        // SAFETY: I2, pinned.
        let mut source = unsafe { Pin::new_unchecked(source) };
        if self.mark.get() == State::Resting {
            let run = A::start(source.as_mut());
            // SAFETY: I1, no run is live, and no result is.
            unsafe { self.run().write(run) };
            self.mark.set(State::Running); // 1
        }
        // SAFETY: I1, live.
        let run = unsafe { &mut *self.run() };
        // SAFETY: I2, pinned.
        let run = unsafe { Pin::new_unchecked(run) };
        let item = ready!(A::poll(source, run, cx)); // 2
        if item.is_none() {
            self.stop(); // 6
        }
        Poll::Ready(item)
    }

    /// Drops the run, which has given its result.
    #[inline]
    fn finish(&mut self) {
        self.mark.set(State::Resting);
        // SAFETY: I1, live until the line above, and dropped where it stands (I2).
        unsafe { ptr::drop_in_place(self.run()) };
        self.rest();
    }

    /// Takes what is kept.
    #[inline]
    fn take(&mut self) -> A::Item {
        self.mark.set(State::Resting);
        // SAFETY: I1, live until the line above, and nobody's now.
        let item = unsafe { self.kept().read() };
        self.rest();
        item
    }

    /// Nothing is left but the source, which goes as well if the arm is over.
    #[inline]
    fn rest(&mut self) {
        if !A::LASTS {
            self.stop();
        }
    }

    #[inline]
    fn source(&self) -> *mut A::Source {
        self.place.source.future()
    }

    #[inline]
    fn run(&self) -> *mut A::Run {
        self.place.run.future()
    }

    #[inline]
    fn kept(&self) -> *mut A::Item {
        self.place.run.kept()
    }
}

impl<A: Arm> fmt::Debug for ArmMut<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArmMut")
            .field("state", &self.mark.get())
            .finish()
    }
}
