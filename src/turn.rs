//! [`Turn`]: whose turn it is, from one contest to the next.

use core::task::Poll;

/// Whose turn it is in a [`select`](crate::select()): who is asked first.
///
/// A `select` asks its children in index order, so in a loop one that is always ready starves those
/// behind it. With a `Turn` it begins with the child behind the last winner: whoever is ready wins
/// after at most as many rounds as there are children. There is no randomness in it, and the turn
/// is the caller's: it lives on while the futures come and go.
///
/// ```
/// # longhand::block_on(async {
/// use core::future::ready;
/// use longhand::{Turn, select};
///
/// let mut turn = Turn::new();
/// let mut wins = [0; 3];
/// for _ in 0..9 {
///     // All are ready, every time.
///     let (winner, ()) = select([ready(()), ready(()), ready(())]).turn(&mut turn).await;
///     wins[winner] += 1;
/// }
/// assert_eq!(wins, [3, 3, 3]);
/// # });
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// The child that is asked first, of as many as there were when it was written.
    next: usize,
}

impl Turn {
    /// It is the first child's turn.
    pub const fn new() -> Self {
        Turn { next: 0 }
    }

    /// It is the turn of the child with this index.
    #[inline]
    pub(crate) const fn of(child: usize) -> Self {
        Turn { next: child }
    }

    /// Whose turn it is among so many children.
    #[inline]
    pub(crate) fn among(&self, children: usize) -> usize {
        if self.next < children { self.next } else { 0 }
    }

    /// Asks so many children, beginning with the one whose turn it is, up to the first that is
    /// ready; then it is the next one's turn.
    #[inline]
    pub(crate) fn poll_each<T>(
        &mut self,
        children: usize,
        mut poll: impl FnMut(usize) -> Poll<T>,
    ) -> Poll<T> {
        let first = self.among(children);
        for index in (first..children).chain(0..first) {
            if let Poll::Ready(value) = poll(index) {
                self.next = index + 1;
                return Poll::Ready(value);
            }
        }
        Poll::Pending
    }
}
