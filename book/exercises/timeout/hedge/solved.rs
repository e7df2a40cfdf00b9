use std::future::Future;
use std::pin::pin;

use longhand::{race, timeout};

/// The first server's answer; but if that is not there when the time is up, the answer of
/// whichever is quicker, the first or the second.
pub async fn hedged<T>(
    limit: impl Future<Output = ()>,
    first: impl Future<Output = T>,
    second: impl Future<Output = T>,
) -> T {
    let mut first = pin!(first);
    // The timeout drops what it was given, and that is a reference. The first goes on.
    match timeout(limit, first.as_mut()).await {
        Ok(answer) => answer,
        Err(_) => race((first, second)).await,
    }
}
