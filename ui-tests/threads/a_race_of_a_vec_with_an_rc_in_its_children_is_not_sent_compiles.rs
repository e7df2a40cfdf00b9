//! Children on the heap are sent as well, and so is what they hold.

use std::future::Future;
use std::sync::Arc;

fn send(_: impl Future + Send) {}

async fn child() -> u8 {
    let shared = Arc::new(2);
    longhand::yield_now().await;
    *shared
}

fn main() {
    send(longhand::race(vec![child(), child()]));
}
