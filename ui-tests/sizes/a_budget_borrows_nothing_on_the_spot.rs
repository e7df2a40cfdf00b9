//! A closure returns the future that is measured, and what it has made itself is gone by then.

use longhand::assert_future_size;

async fn add(sum: &mut u8, one: u8) {
    *sum += one;
}

assert_future_size!({ || add(&mut 1, 2) }() <= 64);

fn main() {
    let mut sum = 0;
    longhand::block_on(add(&mut sum, 7));
    assert_eq!(sum, 7);
}
