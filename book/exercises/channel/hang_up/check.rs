use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

#[derive(Default)]
struct Counter(AtomicUsize);

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Values come one by one, then two senders leave. The receiver is polled when it was woken and at no other
/// time.
pub fn check<S: Clone, R>(
    channel: fn() -> (S, R),
    send: fn(&S, u8),
    poll_recv: fn(&mut R, &mut Context<'_>) -> Poll<Option<u8>>,
) {
    let counter = Arc::new(Counter::default());
    let waker = Waker::from(counter.clone());
    let is_woken = || counter.0.swap(0, Ordering::Relaxed) > 0;
    let (sender, mut receiver) = channel();
    let mut poll = || poll_recv(&mut receiver, &mut Context::from_waker(&waker));
    let other = sender.clone();

    assert_eq!(poll(), Poll::Pending);
    send(&sender, 1);
    assert!(is_woken());
    assert_eq!(poll(), Poll::Ready(Some(1)));
    assert_eq!(poll(), Poll::Pending);
    drop(other);
    if is_woken() {
        assert_eq!(poll(), Poll::Pending, "a sender is left");
    }
    send(&sender, 2);
    assert!(is_woken());
    assert_eq!(poll(), Poll::Ready(Some(2)));
    assert_eq!(poll(), Poll::Pending);
    drop(sender);
    assert!(is_woken(), "the receiver sleeps for ever");
    assert_eq!(poll(), Poll::Ready(None));
}
