use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use longhand::timeout::Elapsed;

/// Waits for `future`, but no longer than for `limit`.
pub async fn in_time<L, F>(limit: L, future: F) -> Result<F::Output, Elapsed>
where
    L: Future<Output = ()>,
    F: Future,
{
    let mut future = pin!(future);
    let mut limit = pin!(limit);
    poll_fn(|cx| {
        if limit.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(Elapsed));
        }
        future.as_mut().poll(cx).map(Ok)
    })
    .await
}
