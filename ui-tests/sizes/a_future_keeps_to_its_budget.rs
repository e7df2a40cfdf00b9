//! How large an `async fn`'s future is, is known when it is compiled: a budget is a constant.

use longhand::{assert_future_size, yield_now};

async fn digest() -> u8 {
    let buffer = [7; 1_024];
    yield_now().await;
    buffer[0]
}

assert_future_size!(digest() <= 64);

fn main() {
    assert_eq!(longhand::block_on(digest()), 7);
}
