//! Whoever handles the first child's win has to handle the second's.

use longhand::OneOf2;

fn length(winner: OneOf2<usize, &str>) -> usize {
    match winner {
        OneOf2::First(length) => length,
    }
}

fn main() {
    assert_eq!(length(OneOf2::First(1)), 1);
}
