//! A future holds what it awaits, so one that awaits its own kind has no size; a box has one.

async fn sum_to(number: u32) -> u32 {
    match number {
        0 => 0,
        _ => number + sum_to(number - 1).await,
    }
}

fn main() {
    assert_eq!(longhand::block_on(sum_to(4)), 10);
}
