//! A join of an array goes where its children may go.

use std::sync::Arc;

fn is_send(_: impl Send) {}

async fn holds(shared: Arc<u8>) {
    longhand::yield_now().await;
    drop(shared);
}

fn main() {
    is_send(longhand::join([1, 2, 3].map(|n| holds(Arc::new(n)))));
}
