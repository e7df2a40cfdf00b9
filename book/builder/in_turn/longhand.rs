//! [`InTurn`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! in_turn() --> First --2--> Second --4--> Finished --> a further poll panics
//!               ^ |  \       ^ |  \
//!               +-1   5      +-3   5-----> Panicked --> a further poll panics
//! ```
//!
//! | # | in     | its future  | next     | returns              |
//! |---|--------|-------------|----------|----------------------|
//! | 1 | First  | pending     | First    | `Pending`            |
//! | 2 | First  | ready x     | Second   | goes on with row 3–5 |
//! | 3 | Second | pending     | Second   | `Pending`            |
//! | 4 | Second | ready y     | Finished | `Ready((x, y))`      |
//! | 5 | either | a panic     | Panicked | the panic goes on    |

use std::fmt;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::future::FusedFuture;
use pin_project::pin_project;

/// Waits for one future, and then for another.
pub fn in_turn<A: Future, B: Future>(first: A, second: B) -> InTurn<A, B> {
    InTurn {
        state: State::First { first, second },
    }
}

/// The future of [`in_turn`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[pin_project]
pub struct InTurn<A: Future, B> {
    #[pin]
    state: State<A, B>,
}

// What is alive in each state, in the order in which it is dropped. `repr(u8)`: the tag has a byte
// of its own, and reading it reads none that a suspended child has lent out.
#[pin_project(project = Projection, project_replace = Kept)]
#[repr(u8)]
enum State<A: Future, B> {
    First {
        #[pin]
        first: A,
        // Not polled yet, so not pinned yet: it may be moved.
        second: B,
    },
    Second {
        #[pin]
        second: B,
        one: A::Output,
    },
    Finished,
    Panicked,
}

impl<A: Future, B: Future> Future for InTurn<A, B> {
    type Output = (A::Output, B::Output);

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.project().state;
        match state.as_mut().project() {
            Projection::First { .. } | Projection::Second { .. } => {}
            Projection::Finished => panic!("`InTurn` polled after completion"),
            Projection::Panicked => panic!("`InTurn` polled after a panic"),
        }
        let mut guard = Guard(state);
        let answer = guard.0.as_mut().go_on(cx);
        mem::forget(guard);
        answer
    }
}

impl<A: Future, B: Future> State<A, B> {
    fn go_on(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<(A::Output, B::Output)> {
        if let Projection::First { first, .. } = self.as_mut().project() {
            let one = ready!(first.poll(cx)); // 1
            // 2: the first is dropped where it stands, the second is handed out.
            if let Kept::First { second, .. } = self.as_mut().project_replace(State::Panicked) {
                self.set(State::Second { second, one });
            }
        }
        let Projection::Second { second, .. } = self.as_mut().project() else {
            unreachable!("`poll` has seen that it is not over");
        };
        let other = ready!(second.poll(cx)); // 3
        match self.project_replace(State::Finished) {
            Kept::Second { one, .. } => Poll::Ready((one, other)), // 4
            _ => unreachable!("it was `Second` a line ago"),
        }
    }
}

/// Row 5: if a panic passes, drops what is alive.
struct Guard<'a, A: Future, B>(Pin<&'a mut State<A, B>>);

impl<A: Future, B> Drop for Guard<'_, A, B> {
    fn drop(&mut self) {
        self.0.set(State::Panicked);
    }
}

// A shared look at a suspended child is not ours to take. One that is `Unpin` borrows nothing from
// itself.
impl<A: Future + Unpin, B: Unpin> fmt::Debug for InTurn<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::First { .. } => "First",
            State::Second { .. } => "Second",
            State::Finished => "Finished",
            State::Panicked => "Panicked",
        };
        f.debug_struct("InTurn")
            .field("state", &format_args!("{state}"))
            .finish()
    }
}

impl<A: Future + Unpin, B: Future + Unpin> FusedFuture for InTurn<A, B> {
    fn is_terminated(&self) -> bool {
        matches!(self.state, State::Finished | State::Panicked)
    }
}
