//! [`Group`] as a stream, by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//!           +-1-+   +-2,3,4,5-+
//!           | v |   |         v
//! new() --> Empty --push--> Waiting
//!             ^                |
//!             +------3,5-------+
//! ```
//!
//! | # | members | those that have woken               | so               | returns           |
//! |---|---------|-------------------------------------|------------------|-------------------|
//! | 1 | none    |                                     |                  | `Ready(None)`     |
//! | 2 | some    | are pending, or there are none      |                  | `Pending`         |
//! | 3 | some    | one is ready with v                 | it is dropped    | `Ready(Some(v))`  |
//! | 4 | some    | [`BUDGET`] are pending, more remain | it wakes itself  | `Pending`         |
//! | 5 | some    | one panics                          | it is dropped    | the panic goes on |

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::{FusedFuture, FusedStream, Stream};

use super::members::Members;

/// How many children are polled in one poll of a group, at the most.
const BUDGET: usize = 64;

/// Futures that come and go: a stream of their outputs, in the order in which they are ready.
///
/// See the [module](crate::group) for the contract.
#[must_use = "streams do nothing unless polled"]
pub struct Group<F> {
    members: Members<F>,
}

impl<F> Group<F> {
    /// A group without members. It allocates nothing.
    pub const fn new() -> Self {
        Group {
            members: Members::new(),
        }
    }

    /// How many children there are: those that were pushed, and have not given their output.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is nobody to wait for.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Drops all children, in the order in which they were pushed. The group can be pushed again.
    pub fn clear(&mut self) {
        self.members.clear();
        self.members.sweep();
    }
}

impl<F: Future> Group<F> {
    /// Takes a future in. It polls nothing, and wakes nobody: poll the group afterwards.
    ///
    /// A group of boxes takes a `Box` of any future: `group.push(Box::pin(future))`.
    ///
    /// One allocation, of the future and five words; and one for the group itself, at the first push.
    pub fn push(&mut self, future: F) {
        self.members.push(future);
    }

    /// Waits for the next output. `None` if there are no children.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped and called again, it goes on.
    #[expect(
        clippy::should_implement_trait,
        reason = "a stream has a `next`, as an iterator has"
    )]
    pub fn next(&mut self) -> Next<'_, F> {
        Next { group: self }
    }
}

impl<F: Future> Stream for Group<F> {
    type Item = F::Output;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        let members = &mut self.members;
        if members.len() == 0 {
            members.sweep();
            return Poll::Ready(None); // 1
        }
        // Whoever wakes from here on wakes the task, which will be back: so each is polled once.
        members.collect(cx.waker());
        for _ in 0..BUDGET {
            let Some(woken) = members.next_woken() else {
                return Poll::Pending; // 2
            };
            if let Poll::Ready(output) = woken.poll() {
                return Poll::Ready(Some(output)); // 3
            }
        }
        if members.has_woken() {
            cx.waker().wake_by_ref(); // 4
        }
        Poll::Pending
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

impl<F: Future> FusedStream for Group<F> {
    /// Whether there is nobody to wait for; a push changes that.
    fn is_terminated(&self) -> bool {
        self.is_empty()
    }
}

/// The future of [`Group::next`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Next<'a, F> {
    group: &'a mut Group<F>,
}

impl<F: Future> Future for Next<'_, F> {
    type Output = Option<F::Output>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        Pin::new(&mut *self.group).poll_next(cx)
    }
}

impl<F: Future> FusedFuture for Next<'_, F> {
    /// Whether there is nobody to wait for.
    fn is_terminated(&self) -> bool {
        self.group.is_terminated()
    }
}

impl<F> Default for Group<F> {
    fn default() -> Self {
        Group::new()
    }
}

impl<F: Future> Extend<F> for Group<F> {
    fn extend<T: IntoIterator<Item = F>>(&mut self, futures: T) {
        futures.into_iter().for_each(|future| self.push(future));
    }
}

impl<F: Future> FromIterator<F> for Group<F> {
    fn from_iter<T: IntoIterator<Item = F>>(futures: T) -> Self {
        let mut group = Group::new();
        group.extend(futures);
        group
    }
}

impl<F> fmt::Debug for Group<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Group").field("len", &self.len()).finish()
    }
}

impl<F> fmt::Debug for Next<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next").field("group", &self.group).finish()
    }
}
