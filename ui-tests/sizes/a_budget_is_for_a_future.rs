//! A function that waits for nothing has no future to be measured.

use longhand::assert_future_size;

fn first(page: [u8; 512]) -> u8 {
    page[0]
}

assert_future_size!(first([u8; 512]) <= 1);

fn main() {
    assert_eq!(first([7; 512]), 7);
}
