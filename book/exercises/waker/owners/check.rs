use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Waker;

/// However a waker ends, nothing of it is left, and each wake has come through.
pub fn check(waker: impl Fn(Arc<AtomicU32>) -> Waker) {
    let ends: [fn(Waker); 4] = [
        drop,
        |waker| waker.wake_by_ref(),
        |waker| waker.clone().wake_by_ref(),
        Waker::wake,
    ];
    for (end, wakes) in ends.into_iter().zip([0, 1, 1, 1]) {
        let counter = Arc::new(AtomicU32::new(0));
        let waker = waker(counter.clone());
        assert!(waker.will_wake(&waker.clone()));
        end(waker);
        assert_eq!(counter.load(Ordering::Relaxed), wakes);
        assert_eq!(
            Arc::strong_count(&counter),
            1,
            "a waker is gone, its count is not"
        );
    }
}
