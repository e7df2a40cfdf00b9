//! Whoever handles the first child's win has to handle the second's.

use longhand::OneOf2;

fn length(winner: OneOf2<usize, &str>) -> usize {
    match winner {
        OneOf2::First(length) => length,
        OneOf2::Second(text) => text.len(),
    }
}

fn main() {
    assert_eq!(length(OneOf2::First(1)), 1);
}
