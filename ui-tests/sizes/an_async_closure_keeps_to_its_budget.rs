//! A closure stands in braces: its future has a size as that of a function has.

use longhand::{assert_future_size, yield_now};

assert_future_size!({
    async |page: [u8; 512]| {
        yield_now().await;
        page[0]
    }
}([u8; 512]) <= 640);

fn main() {}
