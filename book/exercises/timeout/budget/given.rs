use std::time::Duration;

use longhand::time::sleep;
use longhand::timeout;

use super::check::Source;

/// The parts that come in ten milliseconds.
pub async fn take_parts(source: &Source) -> Vec<u32> {
    let mut parts = Vec::new();
    let limit = Duration::from_millis(10);
    while let Ok(part) = timeout(sleep(limit), source.next()).await {
        parts.push(part);
    }
    parts
}
