//! An expression stands in a closure that takes what the futures in it need.

use longhand::{assert_future_size, select, yield_now};

async fn first(page: [u8; 512]) -> u8 {
    yield_now().await;
    page[0]
}

assert_future_size!({ |page: [u8; 512]| select((first(page), yield_now())) }(_) <= 640);

fn main() {}
