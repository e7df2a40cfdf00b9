use std::future::Future;

use longhand::timeout;

/// The first server's answer; but if that is not there when the time is up, the answer of
/// whichever is quicker, the first or the second.
pub async fn hedged<T>(
    limit: impl Future<Output = ()>,
    first: impl Future<Output = T>,
    second: impl Future<Output = T>,
) -> T {
    match timeout(limit, first).await {
        Ok(answer) => answer,
        Err(_) => second.await,
    }
}
