//! [`storm`]: a future that many threads wake, over and over.

use core::future::{Future, poll_fn};
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::Poll;
use std::sync::Arc;
use std::thread;

/// Ready when each of so many threads has woken it so often. Were the last wake lost, it would
/// never be polled again.
pub(crate) fn storm(threads: usize, wakes: usize) -> impl Future<Output = ()> + 'static {
    let gusts = Arc::new(AtomicUsize::new(0));
    let mut blowing = Vec::new();
    poll_fn(move |cx| {
        if blowing.is_empty() {
            blowing.extend((0..threads).map(|_| {
                let (gusts, waker) = (gusts.clone(), cx.waker().clone());
                thread::spawn(move || {
                    for _ in 0..wakes {
                        gusts.fetch_add(1, Ordering::Relaxed);
                        waker.wake_by_ref();
                    }
                })
            }));
        }
        if gusts.load(Ordering::Relaxed) < threads * wakes {
            return Poll::Pending;
        }
        for gust in blowing.drain(..) {
            gust.join().expect("a wake harms nobody");
        }
        Poll::Ready(())
    })
}
