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
    // Dropped in reverse: the future first.
    let mut limit = pin!(limit);
    let mut future = pin!(future);
    poll_fn(|cx| {
        if let Poll::Ready(answer) = future.as_mut().poll(cx) {
            return Poll::Ready(Ok(answer));
        }
        limit.as_mut().poll(cx).map(|()| Err(Elapsed))
    })
    .await
}
