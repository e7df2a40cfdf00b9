//! A budget that forgets an argument is not one of this function.

use longhand::assert_future_size;

async fn sum(one: u8, other: u8) -> u8 {
    one + other
}

assert_future_size!(sum(u8) <= 64);

fn main() {
    assert_eq!(longhand::block_on(sum(3, 4)), 7);
}
