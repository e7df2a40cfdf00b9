//! [`Zero`]: a future, or an answer, of no size. Its drops are counted for the thread.

use core::cell::Cell;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::thread_local;

/// Ready at once.
pub(crate) struct Zero(());

thread_local! {
    static DROPS: Cell<usize> = const { Cell::new(0) };
}

impl Zero {
    pub(crate) fn new() -> Self {
        Zero(())
    }

    /// How many were dropped since the last look.
    pub(crate) fn drops() -> usize {
        DROPS.take()
    }
}

impl Future for Zero {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
    }
}

impl Drop for Zero {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
    }
}
