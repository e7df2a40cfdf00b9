use std::pin::pin;
use std::time::Duration;

use longhand::time::sleep;
use longhand::timeout;

use super::check::Source;

/// The parts that come in ten milliseconds.
pub async fn take_parts(source: &Source) -> Vec<u32> {
    let mut parts = Vec::new();
    // One limit for all of them. It is lent to each, and when it is ready there is no other round.
    let mut limit = pin!(sleep(Duration::from_millis(10)));
    while let Ok(part) = timeout(limit.as_mut(), source.next()).await {
        parts.push(part);
    }
    parts
}
