//! A future goes to another thread only with all that its children hold across an await.

use std::future::Future;
use std::sync::Arc;

fn send(_: impl Future + Send) {}

fn main() {
    send(longhand::join((async { 1 }, async {
        let shared = Arc::new(2);
        longhand::yield_now().await;
        *shared
    })));
}
