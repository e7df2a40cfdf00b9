//! `pin!` takes the future, and leaves no name to move it by.

use std::pin::pin;

async fn limit() {}

fn main() {
    let timeout = longhand::timeout(limit(), limit());
    let pinned = pin!(timeout);
    drop(timeout);
    drop(pinned);
}
