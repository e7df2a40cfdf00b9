use std::future::Future;

use longhand::timeout;
use longhand::timeout::Elapsed;

/// Three numbers. All of them together must come before the limit.
pub async fn three<F: Future<Output = u8>>(
    limit: impl Future<Output = ()>,
    mut next: impl FnMut() -> F,
) -> Result<[u8; 3], Elapsed> {
    Ok([timeout(limit, next()).await?, next().await, next().await])
}
