//! [`Group`], as an `async fn` and safe code. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use core::fmt;
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Context, Poll};

/// Futures that come and go, in boxes that are polled in turn:
/// [`longhand::Group`](crate::Group) in safe code.
///
/// It gives its children the task's own waker, so it does not know who has woken: every poll asks
/// each, up to one that is ready, whose place in the turn is that of the next poll's first. Outputs
/// come in the order of the turn, and no budget ends a poll. It is no stream, because an `async fn`
/// cannot be one.
#[must_use = "groups do nothing unless they are waited for"]
pub struct Group<F> {
    children: VecDeque<Pin<Box<F>>>,
}

impl<F> Group<F> {
    /// A group without members.
    pub const fn new() -> Self {
        Group {
            children: VecDeque::new(),
        }
    }

    /// How many children there are.
    pub fn len(&self) -> usize {
        self.children.len()
    }

    /// Whether there is nobody to wait for.
    pub fn is_empty(&self) -> bool {
        self.children.is_empty()
    }

    /// Drops all children.
    pub fn clear(&mut self) {
        self.children.clear();
    }
}

impl<F: Future> Group<F> {
    /// Takes a future in.
    pub fn push(&mut self, future: F) {
        self.children.push_back(Box::pin(future));
    }

    /// Waits for the next output. `None` if there are no children. [*Lossless*](crate#cancel-safety).
    pub async fn next(&mut self) -> Option<F::Output> {
        poll_fn(|cx| self.poll_each(cx)).await
    }

    /// Polls each in turn. It is out of the group meanwhile: one that panics does not come back.
    fn poll_each(&mut self, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        for _ in 0..self.len() {
            let Some(mut child) = self.children.pop_front() else {
                break;
            };
            if let Poll::Ready(output) = child.as_mut().poll(cx) {
                drop(child);
                return Poll::Ready(Some(output));
            }
            self.children.push_back(child);
        }
        if self.is_empty() {
            return Poll::Ready(None);
        }
        Poll::Pending
    }
}

impl<F> Default for Group<F> {
    fn default() -> Self {
        Group::new()
    }
}

impl<F> fmt::Debug for Group<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Group").field("len", &self.len()).finish()
    }
}
