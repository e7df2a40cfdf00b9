//! [`Place`]: somebody's place in a line, in the pinned future that waits. The futures by hand and the
//! twins both stand in line with it.
//!
//! # Invariants
//!
//! - I1: a place is `!Unpin`. Once it has been polled it is pinned, so its waiter and what it asks
//!   for stay where they are until its drop is over, and its drop leaves the line. What somebody else
//!   may have a pointer to is `!Unpin` itself.
#![expect(
    unsafe_code,
    reason = "a waiter that is pinned in a struct, and known by a pointer while it is"
)]

use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use crate::line::{Standing, Waiter};

/// What a place is for, and whom it asks.
///
/// # Safety
///
/// An answer of [`await_turn`](Self::await_turn) other than `Waiting` or nothing means that the waiter is in
/// no line, and after [`leave`](Self::leave) it is in none: from then on what it asks for is its future's.
pub(crate) unsafe trait Ask {
    /// What a waiter has to say to whoever calls it.
    type Note: Copy;

    /// Where a waiter stands, after one step under the lock of its line. If it comes just now it is
    /// served, refused, or put in line. To wait with `waker` it has to bring a clone, which is changed
    /// for what is needed no more; without one it is told nothing.
    ///
    /// # Safety
    ///
    /// The waiter meets no line but the one that this is about. What [`Line::join`] asks holds of it,
    /// and this stays where it is as long as the waiter.
    ///
    /// [`Line::join`]: crate::line::Line::join
    unsafe fn await_turn(
        &self,
        waiter: Pin<&Waiter<Self::Note>>,
        waker: &Waker,
        cloned: &mut Option<Waker>,
    ) -> Option<Standing>;

    /// A waiter that is in line, or was served, leaves. What it was served with is handed on.
    ///
    /// # Safety
    ///
    /// As for [`await_turn`](Self::await_turn), which has put it in line or served it.
    unsafe fn leave(&self, waiter: Pin<&Waiter<Self::Note>>);

    /// Its memory ends.
    #[inline]
    fn end(&self) {}
}

/// What becomes of who waited.
pub(crate) enum Answer {
    Served,
    Refused,
    /// It has been said before.
    Finished,
}

/// A waiter, and what it asks for.
pub(crate) struct Place<A: Ask> {
    waiter: Waiter<A::Note>,
    ask: A,
}

impl<A: Ask> Place<A> {
    #[inline(always)]
    pub(crate) fn new(ask: A) -> Self {
        let waiter = Waiter::new();
        Place { waiter, ask }
    }

    /// Where it stands.
    #[inline]
    pub(crate) fn standing(&self) -> Standing {
        self.waiter.standing()
    }

    #[inline]
    pub(crate) fn ask(&self) -> &A {
        &self.ask
    }

    /// What it asks for, to be changed. It is not in line.
    #[cfg_attr(
        not(feature = "alloc"),
        expect(
            dead_code,
            reason = "whoever asks again is of a channel that allocates"
        )
    )]
    #[inline]
    pub(crate) fn ask_mut(self: Pin<&mut Self>) -> &mut A
    where
        A: Unpin,
    {
        debug_assert!(self.standing() != Standing::Waiting);
        // SAFETY: what it asks for may be moved, and nobody has a pointer to what may.
        unsafe { &mut self.get_unchecked_mut().ask }
    }

    /// It has answered. It is not in line.
    #[inline]
    pub(crate) fn finish(&self) {
        debug_assert!(self.standing() != Standing::Waiting);
        self.waiter.finish();
    }

    /// It has answered, and asks again. It is not in line.
    #[cfg_attr(
        not(feature = "alloc"),
        expect(
            dead_code,
            reason = "whoever asks again is of a channel that allocates"
        )
    )]
    #[inline]
    pub(crate) fn begin_anew(&self) {
        debug_assert!(self.standing() != Standing::Waiting);
        self.waiter.begin();
    }

    /// Ready when it is served or refused, and from then on `Finished`.
    #[inline(always)]
    pub(crate) fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Answer> {
        let place = self.into_ref();
        let standing = match place.waiter.standing() {
            Standing::Outside | Standing::Waiting => place.await_turn(cx.waker()),
            called => called,
        };
        let answer = match standing {
            Standing::Outside | Standing::Waiting => return Poll::Pending,
            Standing::Served => Answer::Served,
            Standing::Refused => Answer::Refused,
            Standing::Finished => Answer::Finished,
        };
        place.finish();
        Poll::Ready(answer)
    }

    /// As [`Ask::await_turn`], with a clone of the waker if there must be one. To drop a clone may panic:
    /// by then its standing says whether it was served.
    #[inline(never)]
    fn await_turn(self: Pin<&Self>, waker: &Waker) -> Standing {
        let mut cloned = None;
        loop {
            // SAFETY: I1, and it asks the same as before.
            let found = unsafe { self.ask.await_turn(self.waiter(), waker, &mut cloned) };
            match found {
                Some(standing) => return standing,
                None => cloned = Some(waker.clone()), // may panic: nothing has changed yet
            }
        }
    }

    /// Leaves the line, if it is in it.
    pub(crate) fn withdraw(self: Pin<&mut Self>) {
        if self.waiter.standing() == Standing::Waiting {
            self.into_ref().leave();
        }
    }

    #[inline]
    fn waiter(self: Pin<&Self>) -> Pin<&Waiter<A::Note>> {
        // SAFETY: I1, the waiter is pinned with its place.
        unsafe { self.map_unchecked(|place| &place.waiter) }
    }

    // A call, with a pointer to the place and no other, which would be kept ready on the way to it.
    #[cold]
    #[inline(never)]
    fn leave(self: Pin<&Self>) {
        // SAFETY: I1, and it has been put in line, or served.
        unsafe { self.ask.leave(self.waiter()) };
    }
}

impl<A: Ask> Drop for Place<A> {
    #[inline]
    fn drop(&mut self) {
        if matches!(self.waiter.standing(), Standing::Waiting | Standing::Served) {
            // SAFETY: it is dropped where it is: it does not move any more.
            unsafe { Pin::new_unchecked(&*self) }.leave();
        }
        // To the models the end of the memory is a write to each cell; else it does nothing.
        self.waiter.end();
        self.ask.end();
    }
}

/// What those futures have in common that stand in line with a place.
macro_rules! in_line {
    ($($future:ident<$a:lifetime $(, $more:ident)*>),*) => {$(
        impl<$a $(, $more)*> futures_core::FusedFuture for $future<$a $(, $more)*>
        where
            Self: core::future::Future,
        {
            fn is_terminated(&self) -> bool {
                self.place.standing() == $crate::line::Standing::Finished
            }
        }

        impl<$a $(, $more)*> core::fmt::Debug for $future<$a $(, $more)*> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let state = self.place.standing();
                let mut debug = f.debug_struct(stringify!($future));
                debug.field("state", &format_args!("{state:?}")).finish()
            }
        }
    )*};
}

pub(crate) use in_line;
