use std::future::Future;
use std::pin::pin;

use longhand::timeout;
use longhand::timeout::Elapsed;

/// Three numbers. All of them together must come before the limit.
pub async fn three<F: Future<Output = u8>>(
    limit: impl Future<Output = ()>,
    mut next: impl FnMut() -> F,
) -> Result<[u8; 3], Elapsed> {
    // One limit, that lives longer than each of the three, and is lent to one after the other.
    let mut limit = pin!(limit);
    let mut numbers = [0; 3];
    for number in &mut numbers {
        *number = timeout(limit.as_mut(), next()).await?;
    }
    Ok(numbers)
}
