use std::future::Future;
use std::pin::Pin;

use longhand::block_on;
use longhand::yield_now;

type Boxed = Pin<Box<dyn Future<Output = u32>>>;

/// Futures that take a different number of polls have their answers in order.
pub fn check<F: Future<Output = (u32, u32)>>(both: impl Fn(Boxed, Boxed) -> F) {
    for (first, second) in [(0, 0), (1, 1), (2, 0), (0, 2), (1, 3)] {
        let answers = both(Box::pin(polled(first)), Box::pin(polled(second)));
        assert_eq!(block_on(answers), (first, second));
    }
}

async fn polled(times: u32) -> u32 {
    for _ in 0..times {
        yield_now().await;
    }
    times
}
