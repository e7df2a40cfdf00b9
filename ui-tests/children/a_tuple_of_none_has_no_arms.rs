//! Arms are two at least, or an array.

fn main() {
    drop(longhand::arms(()));
}
