//! A generic function has a future for each of its types, and a budget is for one of them.

use longhand::{assert_future_size, yield_now};

async fn twice<T: Copy, const N: usize>(items: [T; N]) -> [[T; N]; 2] {
    yield_now().await;
    [items, items]
}

assert_future_size!(twice::<u8, 16>([u8; 16]) < 64);
assert_future_size!(twice::<u64, 16>([u64; 16]) < 64);

fn main() {
    assert_eq!(longhand::block_on(twice([7; 16])), [[7; 16]; 2]);
}
