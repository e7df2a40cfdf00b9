//! Many values at a time: as many as are there.
//!
//! For the contract see [`mpsc`](super). A `Vec` takes the values; so this needs an allocator.

mod longhand;
pub(crate) mod shorthand;

pub use longhand::RecvMany;

use alloc::vec::Vec;
use core::iter;
use core::task::{Context, Poll, ready};

use super::Receiver;
use crate::channel::Memory;

impl<T, M: Memory<T>> Receiver<T, M> {
    /// Waits for a value, and takes what else is there, up to `limit` in all. How many they were:
    /// nought if none is there and none can come, or if the limit is nought.
    ///
    /// [*Lossless*](crate#cancel-safety): dropped while it waits it has taken nothing.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::channel::mpsc::unbounded;
    ///
    /// let (sender, mut receiver) = unbounded();
    /// for n in 0..5 {
    ///     sender.try_send(n).unwrap();
    /// }
    /// let mut numbers = Vec::new();
    /// assert_eq!(receiver.recv_many(&mut numbers, 3).await, 3);
    /// assert_eq!(receiver.recv_many(&mut numbers, 3).await, 2);
    /// assert_eq!(numbers, [0, 1, 2, 3, 4]);
    /// # });
    /// ```
    pub fn recv_many<'a>(&'a mut self, values: &'a mut Vec<T>, limit: usize) -> RecvMany<'a, T, M> {
        RecvMany::new(self, values, limit)
    }

    /// As [`poll_recv`](Self::poll_recv), for up to `limit` values. How many they were.
    pub fn poll_recv_many(
        &mut self,
        cx: &mut Context<'_>,
        values: &mut Vec<T>,
        limit: usize,
    ) -> Poll<usize> {
        if limit == 0 {
            return Poll::Ready(0);
        }
        let Some(first) = ready!(self.poll_recv(cx)) else {
            return Poll::Ready(0);
        };
        values.push(first);
        let others = iter::from_fn(|| self.try_recv().ok()).take(limit - 1);
        let received = 1 + others.map(|value| values.push(value)).count();
        Poll::Ready(received)
    }
}
